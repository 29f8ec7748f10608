"""The table of players; functions run in the caller's transaction.

Nothing is ever deleted: players who were removed, or joined to others, stay in the table along with
their events, and can be brought back.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import NamedTuple
from uuid import uuid4

from quiz.errors import QuizError
from quiz.history.ids import is_uuid
from quiz.history.player import DEFAULT_NAME, LONGEST_NAME, Player, free_name, name_key, tidy_name

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


class FormerPlayer(NamedTuple):
    """A player who was removed or joined. joined: id of the player they were joined to; "" if they
    were removed."""

    id: str
    name: str
    joined: str


def new_id() -> str:
    """A random id."""
    return str(uuid4())


def current_players(db: sqlite3.Connection) -> list[Player]:
    """All current players, the last one to play first."""
    rows = db.execute(
        "SELECT id, name FROM players WHERE joined IS NULL AND removed IS NULL "
        "ORDER BY chosen DESC, name"
    )
    return [Player(key, tidied(name)) for key, name in rows]


def former_players(db: sqlite3.Connection, name: str = "") -> list[FormerPlayer]:
    """The players who were removed or joined to others, sorted by name; only those with this name,
    if one is given."""
    rows = db.execute(
        "SELECT id, name, ifnull(joined, '') FROM players "
        "WHERE joined IS NOT NULL OR removed IS NOT NULL ORDER BY name, id"
    )
    found = [FormerPlayer(key, tidied(name), joined) for key, name, joined in rows]
    return [gone for gone in found if not name or name_key(gone.name) == name_key(name)]


def ids_of(db: sqlite3.Connection, player: str) -> list[str]:
    """The ids of a player's events in the log: the player's own id first, then joined ones."""
    rows = db.execute("SELECT id FROM players WHERE joined = ? ORDER BY id", (player,))
    return [player, *(key for (key,) in rows)]


def person_of(db: sqlite3.Connection, key: str) -> str | None:
    """The id of the player to whom an id belongs now; None for an unknown id."""
    row = db.execute("SELECT ifnull(joined, id) FROM players WHERE id = ?", (key,)).fetchone()
    return None if row is None else str(row[0])


def name_of(db: sqlite3.Connection, player: str) -> str:
    """The name of the player with this id; the id itself if it is unknown."""
    row = db.execute("SELECT name FROM players WHERE id = ?", (player,)).fetchone()
    return player if row is None else tidied(row[0])


def add(db: sqlite3.Connection, player: Player, chosen: int, joined: str | None = None) -> None:
    """Add a player, or an id that belongs to one; does nothing if the id exists."""
    db.execute(
        "INSERT OR IGNORE INTO players (id, name, chosen, joined) VALUES (?, ?, ?, ?)",
        (*player, chosen, joined),
    )


def join(db: sqlite3.Connection, player: str, into: str) -> None:
    """Join a player, and all who were joined to them, to another player."""
    db.execute("UPDATE players SET joined = ?1 WHERE id = ?2 OR joined = ?2", (into, player))


def bring_back(db: sqlite3.Connection, player: str) -> Player:
    """Make a removed or joined player a player again, renamed if the name is taken."""
    taken = [other.name for other in current_players(db)]
    back = Player(player, free_name(name_of(db, player), taken))
    db.execute(
        "UPDATE players SET name = ?, joined = NULL, removed = NULL WHERE id = ?",
        (back.name, back.id),
    )
    return back


def name_everybody(
    db: sqlite3.Connection,
    names: Iterable[tuple[str, int]] = (),
    same: Mapping[str, str] = MappingProxyType({}),
) -> None:
    """Give every player in the log an id and a row in the table.

    Up to format 3, events referred to players by name. Such a name becomes the player with exactly
    this name, or a new player; different names stay different players.

    named: names in the old format, with the milliseconds since 1970 when each was last chosen.
    same: known ids of such names.
    """
    every = " UNION ALL ".join(f"SELECT player, at FROM {table}" for table in _LOGS)
    rows = db.execute(f"SELECT player, max(at) FROM ({every}) GROUP BY player").fetchall()
    chosen = dict(names)
    chosen |= {old: at for old, at in sorted(rows) if old not in chosen}
    known = {key for (key,) in db.execute("SELECT id FROM players")}
    by_name = {player.name: player.id for player in current_players(db)}
    # Ids without a name come last: a name may turn up for them in the meantime.
    for old in sorted(chosen, key=is_uuid):
        if old in known:
            continue
        name = DEFAULT_NAME if is_uuid(old) else tidied(old)
        key = old if is_uuid(old) else same.get(old) or by_name.get(name) or new_id()
        if key not in known:
            free = free_name(name, [player.name for player in current_players(db)])
            add(db, Player(key, free), chosen[old])
            known.add(key)
        if key != old:
            for table in _LOGS:
                db.execute(f"UPDATE {table} SET player = ? WHERE player = ?", (key, old))


def give_ids(db: sqlite3.Connection) -> None:
    """Migrate from format 3, which identified players by name, to format 4.

    If names look alike, such as Ada and ada, the player with the most answers keeps the name, as
    the other may have been a typo.
    """
    names = db.execute(
        "SELECT name, chosen FROM players ORDER BY "
        "(SELECT count(*) FROM answers WHERE player = name) DESC, chosen DESC, name"
    ).fetchall()
    db.execute("DROP TABLE players")
    db.execute(PLAYERS)
    name_everybody(db, names)


def player_named(db: sqlite3.Connection, name: str) -> Player | None:
    """The player with this name or one that looks alike; an exact match comes first."""
    key = name_key(name)
    found = [player for player in current_players(db) if name_key(player.name) == key]
    return next((player for player in found if player.name == name), next(iter(found), None))


def tidied(name: str) -> str:
    """The name in normal form; for an invalid one, as from a damaged file, its printable part."""
    try:
        return tidy_name(name)
    except QuizError:
        shown = "".join(letter for letter in name if letter.isprintable()).strip()
        return shown[:LONGEST_NAME].rstrip() or DEFAULT_NAME
