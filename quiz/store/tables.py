"""The tables of events: which events each holds, and how."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from quiz.history.events import Answer, Event, Mark, Placement, Rerate, Undo
from quiz.store.rows import (
    ANSWER_COLUMNS,
    CHANGE_COLUMNS,
    PLACEMENT_COLUMNS,
    answer_row,
    change_row,
    placement_row,
    read_answer,
    read_change,
    read_placement,
)


@dataclass(frozen=True, slots=True)
class Table:
    """columns: their names, separated by commas. types: a letter for each of them: t text,
    i integer, r real, o integer or nothing. kinds: of the events. row, read: to and from a row."""

    name: str
    columns: str
    types: str
    kinds: tuple[type[Event], ...]
    row: Callable[[Any], tuple[Any, ...]]
    read: Callable[[tuple[Any, ...]], Event]

    @property
    def insert(self) -> str:
        """The statement that adds a row, unless its id is there."""
        marks = ", ".join("?" * len(self.types))
        return f"INSERT OR IGNORE INTO {self.name} ({self.columns}) VALUES ({marks})"


TABLES = (
    Table("answers", ANSWER_COLUMNS, "ttttttttiiiriirt", (Answer,), answer_row, read_answer),
    Table("changes", CHANGE_COLUMNS, "ttiitto", (Undo, Rerate, Mark), change_row, read_change),
    Table(
        "placements", PLACEMENT_COLUMNS, "tttiirriiii", (Placement,), placement_row, read_placement
    ),
)
assert all(len(table.types) == table.columns.count(",") + 1 for table in TABLES)
