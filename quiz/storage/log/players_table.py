"""The table of players; functions run in the caller's transaction.

Nothing is ever deleted: players who were removed, or joined to others, stay in the table along with
their events, and can be brought back.
"""

from __future__ import annotations

import sqlite3
from typing import NamedTuple
from uuid import uuid4

from quiz.history.player import DEFAULT_NAME, LONGEST_NAME, Player, free_name, name_key, tidy_name


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


def name_everybody(db: sqlite3.Connection) -> None:
    """Give every player in the log who lacks one a row in the table."""
    rows = db.execute(
        "SELECT player, max(at) FROM (SELECT player, at FROM answers UNION ALL "
        "SELECT player, at FROM changes UNION ALL SELECT player, at FROM placements) "
        "WHERE player NOT IN (SELECT id FROM players) GROUP BY player"
    ).fetchall()
    for key, chosen in rows:
        name = free_name(DEFAULT_NAME, [player.name for player in current_players(db)])
        add(db, Player(key, name), chosen)


def player_named(db: sqlite3.Connection, name: str) -> Player | None:
    """The player with this name or one that looks alike; an exact match comes first."""
    key = name_key(name)
    found = [player for player in current_players(db) if name_key(player.name) == key]
    return next((player for player in found if player.name == name), next(iter(found), None))


def tidied(name: str) -> str:
    """The name in normal form; for an invalid one, as from a damaged file, its printable part."""
    try:
        return tidy_name(name)
    except ValueError:
        shown = "".join(letter for letter in name if letter.isprintable()).strip()
        return shown[:LONGEST_NAME].rstrip() or DEFAULT_NAME
