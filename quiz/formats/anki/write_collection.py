"""Writes an Anki collection in the older schema 11, which every Anki since 2.1 opens.

The newer schema would need a compressor, Protocol Buffers and different tables for each version of
Anki, and would not hold any more of our data.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from hashlib import sha1
from pathlib import Path
from typing import Any

from quiz.formats.anki.anki_collection import IMAGE_OCCLUSION, AnkiCollection, AnkiDeck, NoteType
from quiz.formats.anki.schedule import DAY_START_HOUR
from quiz.formats.html import html_to_text
from quiz.moment import Moment

_SCHEMA = """
CREATE TABLE col (
    id integer PRIMARY KEY, crt integer NOT NULL, mod integer NOT NULL, scm integer NOT NULL,
    ver integer NOT NULL, dty integer NOT NULL, usn integer NOT NULL, ls integer NOT NULL,
    conf text NOT NULL, models text NOT NULL, decks text NOT NULL, dconf text NOT NULL,
    tags text NOT NULL
);
CREATE TABLE notes (
    id integer PRIMARY KEY, guid text NOT NULL, mid integer NOT NULL, mod integer NOT NULL,
    usn integer NOT NULL, tags text NOT NULL, flds text NOT NULL, sfld integer NOT NULL,
    csum integer NOT NULL, flags integer NOT NULL, data text NOT NULL
);
CREATE TABLE cards (
    id integer PRIMARY KEY, nid integer NOT NULL, did integer NOT NULL, ord integer NOT NULL,
    mod integer NOT NULL, usn integer NOT NULL, type integer NOT NULL, queue integer NOT NULL,
    due integer NOT NULL, ivl integer NOT NULL, factor integer NOT NULL, reps integer NOT NULL,
    lapses integer NOT NULL, left integer NOT NULL, odue integer NOT NULL, odid integer NOT NULL,
    flags integer NOT NULL, data text NOT NULL
);
CREATE TABLE revlog (
    id integer PRIMARY KEY, cid integer NOT NULL, usn integer NOT NULL, ease integer NOT NULL,
    ivl integer NOT NULL, lastIvl integer NOT NULL, factor integer NOT NULL,
    time integer NOT NULL, type integer NOT NULL
);
CREATE TABLE graves (usn integer NOT NULL, oid integer NOT NULL, type integer NOT NULL);
CREATE INDEX ix_notes_usn ON notes (usn);
CREATE INDEX ix_notes_csum ON notes (csum);
CREATE INDEX ix_cards_usn ON cards (usn);
CREATE INDEX ix_cards_nid ON cards (nid);
CREATE INDEX ix_cards_sched ON cards (did, queue, due);
CREATE INDEX ix_revlog_usn ON revlog (usn);
CREATE INDEX ix_revlog_cid ON revlog (cid);
"""
_VERSION = 11
_NOT_SYNCED = -1


def write_collection(collection: AnkiCollection, path: Path, now: Moment) -> None:
    """Write a new database file. Raises OSError and sqlite3.Error."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA page_size = 4096")
        connection.execute("BEGIN")
        for statement in _SCHEMA.split(";"):
            connection.execute(statement)
        _write_rows(connection, collection, now)
        connection.execute("COMMIT")


def _write_rows(connection: sqlite3.Connection, collection: AnkiCollection, now: Moment) -> None:
    seconds = now.ms // 1000
    connection.execute(
        "INSERT INTO col VALUES (1, ?, ?, ?, ?, 0, 0, 0, ?, ?, ?, ?, '{}')",
        (
            collection.created,
            now.ms,
            now.ms,
            _VERSION,
            _dump(_config(collection)),
            _dump({str(kind.id): _model(kind, seconds) for kind in collection.types.values()}),
            _dump(_decks(collection, seconds)),
            _dump({"1": _OPTIONS}),
        ),
    )
    connection.executemany(
        "INSERT INTO notes VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0, '')",
        (
            (
                note.id,
                note.guid,
                note.type,
                seconds,
                _NOT_SYNCED,
                f" {' '.join(note.tags)} " if note.tags else "",
                "\x1f".join(field.replace("\x1f", "") for field in note.fields),
                first := html_to_text(note.fields[0]),
                int(sha1(first.encode(), usedforsecurity=False).hexdigest()[:8], 16),
            )
            for note in collection.notes
        ),
    )
    # Cards and reviews have their fields in the order of the columns.
    connection.executemany(
        "INSERT INTO cards VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        ((*card[:4], seconds, _NOT_SYNCED, *card[4:]) for card in collection.cards),
    )
    connection.executemany(
        "INSERT INTO revlog VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        ((*row[:2], _NOT_SYNCED, *row[2:]) for rows in collection.reviews.values() for row in rows),
    )


def _dump(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _config(collection: AnkiCollection) -> dict[str, Any]:
    return {
        "nextPos": len(collection.notes) + 1,
        "estTimes": True,
        "activeDecks": [1],
        "sortType": "noteFld",
        "timeLim": 0,
        "sortBackwards": False,
        "addToCur": True,
        "curDeck": 1,
        "newSpread": 0,
        "dueCounts": True,
        "curModel": next(iter(collection.types), 1),
        "collapseTime": 1200,
        "rollover": DAY_START_HOUR,
        "schedVer": 2,
        "sched2021": True,
        "creationOffset": -(collection.offset or 0),
        "fsrs": True,
    }


def _model(kind: NoteType, seconds: int) -> dict[str, Any]:
    return {
        "id": kind.id,
        "name": kind.name,
        "type": int(kind.cloze),
        "mod": seconds,
        "usn": _NOT_SYNCED,
        "sortf": 0,
        "did": 1,
        "tmpls": [
            {
                "name": template.name,
                "ord": number,
                "qfmt": template.front,
                "afmt": template.back,
                "bqfmt": "",
                "bafmt": "",
                "did": None,
            }
            for number, template in enumerate(kind.templates)
        ],
        "flds": [
            {
                "name": name,
                "ord": number,
                "sticky": False,
                "rtl": False,
                "font": "Arial",
                "size": 20,
                "media": [],
            }
            for number, name in enumerate(kind.fields)
        ],
        "css": kind.css,
        **({"originalStockKind": IMAGE_OCCLUSION} if kind.occlusion else {}),
        "latexPre": kind.latex or "\\documentclass{article}\n\\begin{document}\n",
        "latexPost": "\\end{document}",
        "latexsvg": False,
        "tags": [],
        "vers": [],
        "req": [[number, "any", [0]] for number in range(len(kind.templates))],
    }


def _decks(collection: AnkiCollection, seconds: int) -> Mapping[str, Any]:
    default = AnkiDeck(1, "Default")
    return {
        str(deck.id): {
            "id": deck.id,
            "mod": seconds,
            "name": deck.name,
            "usn": _NOT_SYNCED,
            "lrnToday": [0, 0],
            "revToday": [0, 0],
            "newToday": [0, 0],
            "timeToday": [0, 0],
            "collapsed": False,
            "browserCollapsed": False,
            "desc": deck.description,
            "dyn": 0,
            "conf": 1,
            "extendNew": 0,
            "extendRev": 0,
        }
        for deck in (default, *collection.decks.values())
    }


_OPTIONS: dict[str, Any] = {
    "id": 1,
    "mod": 0,
    "name": "Default",
    "usn": 0,
    "maxTaken": 60,
    "autoplay": True,
    "timer": 0,
    "replayq": True,
    "dyn": False,
    "new": {
        "bury": False,
        "delays": [1.0, 10.0],
        "initialFactor": 2500,
        "ints": [1, 4, 0],
        "order": 1,
        "perDay": 20,
    },
    "rev": {
        "bury": False,
        "ease4": 1.3,
        "ivlFct": 1.0,
        "maxIvl": 36500,
        "perDay": 200,
        "hardFactor": 1.2,
    },
    "lapse": {"delays": [10.0], "leechAction": 1, "leechFails": 8, "minInt": 1, "mult": 0.0},
}
