"""The table of players, within whatever transaction its caller has begun.

Nothing is ever deleted: somebody who was removed, or joined to somebody else, stays in the table
with the events, and can be brought back.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from quiz.history.players import DEFAULT_NAME, LONGEST_NAME, Player, free_name, name_key, tidy_name

PLAYERS = """
CREATE TABLE players (
    id      TEXT PRIMARY KEY,         -- UUID, random; what events call the player
    name    TEXT NOT NULL,            -- as it is shown
    chosen  INTEGER NOT NULL,         -- milliseconds since 1970: who played last
    joined  TEXT,                     -- id of the player that this one is a part of
    removed INTEGER                   -- milliseconds since 1970
) STRICT, WITHOUT ROWID
"""
_LOGS = ("answers", "changes", "placements")
_ID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"


class Absent(NamedTuple):
    """Somebody who is not in the list of players. joined: id of whom they were joined to, "" when
    they were removed."""

    id: str
    name: str
    joined: str


def new_id() -> str:
    """A random id."""
    from uuid import uuid4

    return str(uuid4())


def is_id(text: str) -> bool:
    """Whether a text has the shape of a player's id."""
    return bool(re.fullmatch(_ID, text))


def present(db: sqlite3.Connection) -> list[Player]:
    """All players, the one who played last first."""
    rows = db.execute(
        "SELECT id, name FROM players WHERE joined IS NULL AND removed IS NULL "
        "ORDER BY chosen DESC, name"
    )
    return [Player(key, tidied(name)) for key, name in rows]


def absent(db: sqlite3.Connection, name: str = "") -> list[Absent]:
    """Who was removed, or joined to somebody else, by name; those of one name alone."""
    rows = db.execute(
        "SELECT id, name, ifnull(joined, '') FROM players "
        "WHERE joined IS NOT NULL OR removed IS NOT NULL ORDER BY name, id"
    )
    found = [Absent(key, tidied(name), joined) for key, name, joined in rows]
    return [gone for gone in found if not name or name_key(gone.name) == name_key(name)]


def ids_of(db: sqlite3.Connection, player: str) -> list[str]:
    """The ids under which a player's events stand in the log: the own one, and those joined."""
    rows = db.execute("SELECT id FROM players WHERE joined = ? ORDER BY id", (player,))
    return [player, *(key for (key,) in rows)]


def person_of(db: sqlite3.Connection, key: str) -> str | None:
    """The player to whom an id belongs now; None for an id that is not known."""
    row = db.execute("SELECT ifnull(joined, id) FROM players WHERE id = ?", (key,)).fetchone()
    return None if row is None else str(row[0])


def name_of(db: sqlite3.Connection, player: str) -> str:
    """The name of the player with this id; the id itself where nobody has it."""
    row = db.execute("SELECT name FROM players WHERE id = ?", (player,)).fetchone()
    return player if row is None else tidied(row[0])


def add(db: sqlite3.Connection, player: Player, chosen: int, joined: str | None = None) -> None:
    """Add a player, or an id that belongs to one; whoever has the id already stays as they are."""
    db.execute(
        "INSERT OR IGNORE INTO players (id, name, chosen, joined) VALUES (?, ?, ?, ?)",
        (*player, chosen, joined),
    )


def join(db: sqlite3.Connection, player: str, into: str) -> None:
    """Make a player, with all who were joined to them, a part of another one."""
    db.execute("UPDATE players SET joined = ?1 WHERE id = ?2 OR joined = ?2", (into, player))


def bring_back(db: sqlite3.Connection, player: str) -> Player:
    """Make somebody who is absent a player again, under a name that is free."""
    taken = [other.name for other in present(db)]
    back = Player(player, free_name(name_of(db, player), taken))
    db.execute(
        "UPDATE players SET name = ?, joined = NULL, removed = NULL WHERE id = ?",
        (back.name, back.id),
    )
    return back


def name_everybody(
    db: sqlite3.Connection,
    named: Iterable[tuple[str, int]] = (),
    same: Mapping[str, str] = MappingProxyType({}),
) -> None:
    """Give everybody in the log an id and a place in the table.

    Up to format 3 events called players by their names. Such a name becomes the player of just
    this name, or a new one; names that differ stay different players, for nobody knows better.

    named: names of that time, and the milliseconds since 1970 at which each was last chosen.
    same: ids that are known to be those of such names.
    """
    every = " UNION ALL ".join(f"SELECT player, at FROM {table}" for table in _LOGS)
    rows = db.execute(f"SELECT player, max(at) FROM ({every}) GROUP BY player").fetchall()
    chosen = dict(named)
    chosen |= {old: at for old, at in sorted(rows) if old not in chosen}
    known = {key for (key,) in db.execute("SELECT id FROM players")}
    by_name = {player.name: player.id for player in present(db)}
    # Ids without a name come last: a name may be found for them meanwhile.
    for old in sorted(chosen, key=is_id):
        if old in known:
            continue
        name = DEFAULT_NAME if is_id(old) else tidied(old)
        key = old if is_id(old) else same.get(old) or by_name.get(name) or new_id()
        if key not in known:
            free = free_name(name, [player.name for player in present(db)])
            add(db, Player(key, free), chosen[old])
            known.add(key)
        if key != old:
            for table in _LOGS:
                db.execute(f"UPDATE {table} SET player = ? WHERE player = ?", (key, old))


def give_ids(db: sqlite3.Connection) -> None:
    """From format 3, in which a name was the player, to format 4.

    Of names that are one to us, such as Ada and ada, whoever answered most keeps the name: the
    other may have been a slip.
    """
    named = db.execute(
        "SELECT name, chosen FROM players ORDER BY "
        "(SELECT count(*) FROM answers WHERE player = name) DESC, chosen DESC, name"
    ).fetchall()
    db.execute("DROP TABLE players")
    db.execute(PLAYERS)
    name_everybody(db, named)


def named(db: sqlite3.Connection, name: str) -> Player | None:
    """The player of this name, however it is written; of two that look alike the one who is
    written so."""
    key = name_key(name)
    found = [player for player in present(db) if name_key(player.name) == key]
    return next((player for player in found if player.name == name), next(iter(found), None))


def tidied(name: str) -> str:
    """The name, or what can be shown of one that only a damaged or a strange file holds."""
    try:
        return tidy_name(name)
    except ValueError:
        shown = "".join(letter for letter in name if letter.isprintable()).strip()
        return shown[:LONGEST_NAME].rstrip() or DEFAULT_NAME
