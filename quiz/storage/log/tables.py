"""The tables of events, and which events each one holds."""

from __future__ import annotations

from collections.abc import Callable
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


class Table(NamedTuple):
    """columns: names, separated by commas, without the checksum, which comes last in each row.
    reals: the places of the real ones. kinds: types of events. to_row: converts an event to values.
    from_row: the reverse; ValueError if the values are invalid."""

    name: str
    columns: str
    reals: tuple[int, ...]
    kinds: tuple[type[Event], ...]
    to_row: Callable[[Any], tuple[Any, ...]]
    from_row: Callable[[tuple[Any, ...]], Event]

    @property
    def width(self) -> int:
        """The number of columns, without the checksum."""
        return self.columns.count(",") + 1

    @property
    def stored(self) -> str:
        """The columns and the checksum: what `row` returns and `event` takes."""
        return f"{self.columns}, checksum"

    @property
    def insert(self) -> str:
        """The statement that adds a row, unless its id exists."""
        marks = ", ".join("?" * self.width)
        return f"INSERT OR IGNORE INTO {self.name} ({self.stored}) VALUES ({marks}, ?)"

    def row(self, event: Event) -> tuple[Any, ...]:
        """The row of an event: the values of `stored`."""
        values = self.as_read(self.to_row(event))
        return (*values, checksum(*values))

    def as_read(self, values: tuple[Any, ...]) -> tuple[Any, ...]:
        """The values as SQLite returns them: integers in a real column become reals, and -0.0
        becomes 0.0."""
        read = list(values)
        for place in self.reals:
            if isinstance(read[place], int | float):
                read[place] = float(read[place]) + 0.0
        return tuple(read)

    def event(self, row: tuple[Any, ...]) -> Event | None:
        """The event in the values of `stored`; None if the row is damaged."""
        values = row[:-1]
        try:
            return self.from_row(values) if checksum(*values) == row[-1] else None
        except ValueError:
            return None


ANSWERS = Table("answers", ANSWER_COLUMNS, (11, 14), (Answer,), answer_row, read_answer)
CHANGES = Table("changes", CHANGE_COLUMNS, (), (Undo, Rerate, Mark), change_row, read_change)
PLACEMENTS = Table(
    "placements", PLACEMENT_COLUMNS, (5, 6), (Placement,), placement_row, read_placement
)
TABLES = (ANSWERS, CHANGES, PLACEMENTS)
