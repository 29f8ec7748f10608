"""Damaged data directories, and what must hold for each of them."""

from __future__ import annotations

import contextlib
import gc
import io
import os
import shutil
import sqlite3
import sys
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from random import Random

from quiz import paths
from quiz.__main__ import main
from quiz.crash import EXIT_STATUS
from quiz.crash import FILE_NAME as CRASH
from quiz.storage.index.database import FILE_NAME as INDEX
from quiz.storage.log.backups import AUTOMATIC, make_backup
from quiz.storage.log.store import FILE_NAME, Store
from quiz.storage.log.store_errors import StoreError
from tests.conftest import DECK
from tests.storage.damage import PAGE, event, execute, write_history

LAST, IN_BACKUP = 400, 300
"""Events in the history, and those of them that the backup holds as well."""
WAL = FILE_NAME + "-wal"
SETTINGS, WEIGHTS = "settings.toml", "parameters.toml"
STATEMENTS = (
    "UPDATE answers SET response = CAST(x'50ff' AS TEXT) WHERE number = 7",
    "UPDATE answers SET card = CAST(x'ff' AS TEXT), deck = CAST(x'80' AS TEXT) WHERE number = 7",
    "UPDATE answers SET player = CAST(x'616461ff' AS TEXT) WHERE number = 7",
    "UPDATE answers SET id = CAST(x'ffffff' AS TEXT) WHERE number = 7",
    "UPDATE answers SET id = 'zz' WHERE number = (SELECT max(number) FROM answers)",
    "UPDATE answers SET id = id || char(0) WHERE number = 7",
    "UPDATE answers SET response = CAST(x'eda080' AS TEXT) WHERE number = 7",
    "UPDATE answers SET rating = 9 WHERE number = 7",
    "UPDATE answers SET kind = 'x', mode = 'y', input = 'z' WHERE number = 7",
    "UPDATE answers SET offset = 1000000000 WHERE number = 7",
    "UPDATE answers SET at = -9223372036854775807 WHERE number = 7",
    "UPDATE answers SET ms = 9223372036854775807, credit = 9e999 WHERE number = 7",
    "UPDATE answers SET difficulty = -1e308 WHERE number = 7",
    "UPDATE answers SET checksum = NULL",
    "UPDATE changes SET what = 'nothing' WHERE number = 3",
    "UPDATE changes SET rating = 77, what = 'rerate' WHERE number = 3",
    "UPDATE changes SET target = CAST(x'ff' AS TEXT) WHERE number = 3",
    "UPDATE placements SET stability = -1, due = 9223372036854775807 WHERE number = 2",
    "UPDATE placements SET stability = 9e999 WHERE number = 2",
    "UPDATE players SET name = CAST(x'ff' AS TEXT)",
    "UPDATE players SET id = CAST(x'ff' AS TEXT)",
    "UPDATE players SET name = ''",
    "DELETE FROM players",
    "UPDATE cards SET content = CAST(x'ff' AS TEXT)",
    "UPDATE cards SET content = ''",
    "UPDATE cards SET deck = CAST(x'ff' AS TEXT), note = ''",
    "DROP TABLE cards",
    "DROP TABLE placements",
    "ALTER TABLE answers RENAME COLUMN mode TO mood",
    "PRAGMA user_version = 0",
    "PRAGMA user_version = 2",
    "PRAGMA user_version = 99",
    "PRAGMA application_id = 0",
)
"""What a damaged page may come to, as SQL says it; schemas need not be STRICT any more."""


def write_home(home: Path) -> None:
    """A data directory with a deck, a history, an older backup, an index, settings and weights."""
    (home / "decks").mkdir(parents=True)
    (home / "decks" / "mini.yaml").write_text(DECK, encoding="utf-8")
    with contextlib.closing(Store.open(home)) as store:
        for name in ("ada", "bob"):
            store.add_player(name, key=name)
    write_history(home, 1, IN_BACKUP)
    make_backup(home / FILE_NAME, AUTOMATIC, datetime.now())
    write_history(home, IN_BACKUP, LAST)
    (home / WEIGHTS).write_text("[players]\n")
    run(home, "stats")
    # A log without a checkpoint, as after a crash.
    store = Store.open(home)
    store.append(event(LAST))
    for name in (FILE_NAME, WAL):
        shutil.copy(home / name, home / (name + ".copy"))
    store.close()
    for name in (FILE_NAME, WAL):
        (home / (name + ".copy")).replace(home / name)


def damage(home: Path, random: Random) -> str:
    """Damage one file in one way; says how."""
    name = random.choices(
        (FILE_NAME, WAL, INDEX, SETTINGS, WEIGHTS, "backup"), (60, 12, 10, 4, 4, 10)
    )[0]
    path = next((home / "backups").iterdir()) if name == "backup" else home / name
    if name in (FILE_NAME, "backup") and random.random() < 0.4:
        statement = random.choice(STATEMENTS)
        with contextlib.suppress(sqlite3.Error):
            execute(path, statement)
        return f"{name}: {statement}"
    how = random.choice(_WAYS)
    data = bytearray(path.read_bytes()) or bytearray(b"\0")
    at = how(data, random)
    path.write_bytes(data)
    return f"{name}: {how.__name__.strip('_')} {at}"


def _bit(data: bytearray, random: Random) -> int:
    at = random.randrange(len(data))
    data[at] ^= 1 << random.randrange(8)
    return at


def _bits(data: bytearray, random: Random) -> int:
    for _ in range(random.randint(1, 40)):
        _bit(data, random)
    return _bit(data, random)


def _bit_of_a_value(data: bytearray, random: Random) -> int:
    """A bit in a text of the log, where no check of the file's structure sees it."""
    places = []
    at = data.find(b"ponse ")
    while at >= 0:
        places.append(at)
        at = data.find(b"ponse ", at + 1)
    at = random.choice(places or [0]) - random.randrange(120)
    data[at % len(data)] ^= 1 << random.randrange(8)
    return at


def _byte(data: bytearray, random: Random) -> int:
    at = random.randrange(len(data))
    data[at] = random.randrange(256)
    return at


def _piece(size: int) -> Callable[[bytearray, Random], int]:
    def replace(data: bytearray, random: Random) -> int:
        at = random.randrange(-(-len(data) // size)) * size
        other = random.randrange(-(-len(data) // size)) * size
        new = random.choice(
            (bytes(size), random.randbytes(size), bytes(data[other : other + size]))
        )
        data[at : at + size] = new[: len(data) - at]
        return at

    replace.__name__ = f"piece of {size}"
    return replace


def _schema(data: bytearray, random: Random) -> int:
    """The texts of the schema, on the first page."""
    at = random.randrange(100, min(len(data), PAGE)) if len(data) > 100 else 0
    data[at] = random.choice((0x20, 0xFF, data[at] ^ 1))
    return at


def _end(data: bytearray, random: Random) -> int:
    at = random.randrange(len(data))
    del data[at:]
    return at


_WAYS = (
    _bit,
    _bits,
    _bit_of_a_value,
    _bit_of_a_value,
    _byte,
    _piece(512),
    _piece(PAGE),
    _schema,
    _end,
)


def check_home(home: Path) -> list[str]:
    """What is wrong with how the game handles a damaged data directory; empty if nothing is.

    No command may end in an internal error, and the repair must bring back every event of an intact
    backup, exactly as written.
    """
    # Objects that exist before the commands need no garbage collection after each of them.
    gc.collect()
    gc.freeze()
    problems = [
        f"{' '.join(words)}: {crash}"
        for words in (
            ("doctor",),
            ("stats",),
            ("export", "mini", "--to", str(home / "before.json")),
            ("--plain", "--mode", "quiz", "--limit", "1", "--seed", "1"),
            ("doctor", "--repair", "--yes"),
            ("doctor",),
            ("--plain", "--mode", "quiz", "--limit", "1", "--seed", "1"),
            ("stats",),
            ("export", "mini", "--to", str(home / "after.json")),
            ("export", "--all", "--to", str(home / "all.zip")),
        )
        if (crash := run(home, *words))
    ]
    return problems + list(_wrong_events(home))


def _wrong_events(home: Path) -> Iterator[str]:
    # A player whose row was lost gets another id.
    written = {event(n).id: event(n)._replace(player="") for n in range(1, LAST + 1)}
    try:
        store = Store.open(home)
    except StoreError as error:
        # A newer version may have written it; such a file stays unchanged.
        if "newer version" not in str(error):
            yield f"cannot be opened after the repair: {error}"
        return
    found = {
        e.id: e._replace(player="") for player in store.players() for e in store.events(player.id)
    }
    store.close()
    changed = [key for key in found.keys() & written.keys() if found[key] != written[key]]
    lost = [key for n in range(1, IN_BACKUP) if (key := event(n).id) not in found]
    if changed:
        yield f"{len(changed)} events changed in silence"
    if lost:
        yield f"{len(lost)} events of the backup lost"


def run(home: Path, *words: str) -> str:
    """Run a command on a data directory; returns its internal error, "" if there was none."""
    before, library, stdin = dict(os.environ), paths.library, sys.stdin
    os.environ["QUIZ_HOME"] = str(home)
    paths.library = lambda: [home / "decks"]
    sys.stdin = io.StringIO("1\n" * 3)
    (home / CRASH).unlink(missing_ok=True)
    try:
        with (
            contextlib.redirect_stdout(io.TextIOWrapper(io.BytesIO(), "utf-8")),
            contextlib.redirect_stderr(io.StringIO()),
        ):
            status = main(list(words))
    finally:
        gc.collect()  # Commands leave the history open, as their process would end here.
        os.environ.clear()
        os.environ.update(before)
        paths.library, sys.stdin = library, stdin
    return (home / CRASH).read_text()[-700:] if status == EXIT_STATUS else ""
