"""The tables of events, and which events each one holds."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any, NamedTuple

from quiz.history.events import Answer, Event, Mark, Placement, Rerate, Undo
from quiz.storage.log.checksum import checksum
from quiz.storage.log.log_schema import ANSWER_COLUMNS, CHANGE_COLUMNS, PLACEMENT_COLUMNS
from quiz.storage.log.rows import (
    answer_row,
    change_row,
    placement_row,
    read_answer,
    read_change,
    read_placement,
)

_TYPES: dict[str, tuple[type, ...]] = {
    "t": (str,),
    "i": (int,),
    "r": (float,),
    "o": (int, type(None)),
}


class Table(NamedTuple):
    """columns: names, separated by commas, without the checksum, which comes last in each row.
    types: a letter for each column: t text, i integer, r real, o integer or NULL.
    kinds: types of events. to_row: converts an event to values. from_row: the reverse; ValueError
    if the values are invalid."""

    name: str
    columns: str
    types: str
    kinds: tuple[type[Event], ...]
    to_row: Callable[[Any], tuple[Any, ...]]
    from_row: Callable[[tuple[Any, ...]], Event]

    @property
    def stored(self) -> str:
        """The columns and the checksum: what `row` returns and `event` takes."""
        return f"{self.columns}, checksum"

    @property
    def insert(self) -> str:
        """The statement that adds a row, unless its id exists."""
        marks = ", ".join("?" * len(self.types))
        return f"INSERT OR IGNORE INTO {self.name} ({self.stored}) VALUES ({marks}, ?)"

    def row(self, event: Event) -> tuple[Any, ...]:
        """The row of an event: the values of `stored`."""
        values = self.as_read(self.to_row(event))
        return (*values, checksum(*values))

    def as_read(self, values: tuple[Any, ...]) -> tuple[Any, ...]:
        """The values as SQLite returns them: integers in a real column become reals, and -0.0
        becomes 0.0."""
        read = list(values)
        for place in _reals(self.types):
            if isinstance(read[place], int | float):
                read[place] = float(read[place]) + 0.0
        return tuple(read)

    def event(self, row: tuple[Any, ...]) -> Event | None:
        """The event in the values of `stored`; None if the row is damaged."""
        values = row[:-1]
        return self._event(values) if checksum(*values) == row[-1] else None

    def read(self, values: tuple[Any, ...]) -> Event | None:
        """The event in the values of `columns`; None if they are invalid."""
        for value, kind in zip(values, self.types, strict=True):
            if not isinstance(value, _TYPES[kind]):
                return None
        return self._event(values)

    def _event(self, values: tuple[Any, ...]) -> Event | None:
        try:
            return self.from_row(values)
        except ValueError:
            return None


@cache
def _reals(types: str) -> list[int]:
    return [place for place, kind in enumerate(types) if kind == "r"]


ANSWERS = Table("answers", ANSWER_COLUMNS, "ttttttttiiiriirt", (Answer,), answer_row, read_answer)
CHANGES = Table("changes", CHANGE_COLUMNS, "ttiitto", (Undo, Rerate, Mark), change_row, read_change)
PLACEMENTS = Table(
    "placements", PLACEMENT_COLUMNS, "tttiirriiii", (Placement,), placement_row, read_placement
)
TABLES = (ANSWERS, CHANGES, PLACEMENTS)
assert all(len(table.types) == table.columns.count(",") + 1 for table in TABLES)
