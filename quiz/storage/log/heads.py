"""How far a history goes; comparing heads shows whether anything was added."""

from __future__ import annotations

import sqlite3
from typing import NamedTuple


class Heads(NamedTuple):
    """How far the log goes: the greatest row number of each table, and the ids of those rows.

    Numbers only grow, as nothing is ever deleted. The ids show whether it is still the same log.
    """

    answers: int = 0
    changes: int = 0
    placements: int = 0
    ids: str = ""


def read_heads(db: sqlite3.Connection) -> Heads:
    """How far the log goes now."""
    answers, changes, placements = db.execute(
        "SELECT (SELECT ifnull(max(number), 0) FROM answers), "
        "(SELECT ifnull(max(number), 0) FROM changes), "
        "(SELECT ifnull(max(number), 0) FROM placements)"
    ).fetchone()
    return Heads(answers, changes, placements, ids_at(db, answers, changes, placements))


def ids_at(db: sqlite3.Connection, answers: int, changes: int, placements: int) -> str:
    """The ids of the events with these row numbers, in the form of `Heads.ids`."""
    row = db.execute(
        "SELECT (SELECT id FROM answers WHERE number = ?), "
        "(SELECT id FROM changes WHERE number = ?), "
        "(SELECT id FROM placements WHERE number = ?)",
        (answers, changes, placements),
    ).fetchone()
    return " ".join(key or "-" for key in row)
