"""The tables of events: which events each holds, and how."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from quiz.history.events import Answer, Event, Mark, Placement, Rerate, Undo
from quiz.storage.log.checksum import checksum
from quiz.storage.log.rows import (
    answer_row,
    change_row,
    placement_row,
    read_answer,
    read_change,
    read_placement,
)
from quiz.storage.log.schema import ANSWER_COLUMNS, CHANGE_COLUMNS, PLACEMENT_COLUMNS

_TYPES: dict[str, tuple[type, ...]] = {
    "t": (str,),
    "i": (int,),
    "r": (float,),
    "o": (int, type(None)),
}


@dataclass(frozen=True, slots=True)
class Table:
    """columns: their names, separated by commas; behind them each row has its checksum.
    types: a letter for each of them: t text, i integer, r real, o integer or nothing.
    kinds: of the events. to_row: of an event its values. from_row: the other way round, ValueError
    where they hold none."""

    name: str
    columns: str
    types: str
    kinds: tuple[type[Event], ...]
    to_row: Callable[[Any], tuple[Any, ...]]
    from_row: Callable[[tuple[Any, ...]], Event]

    @property
    def stored(self) -> str:
        """The columns and the checksum: what `row` gives and `event` takes."""
        return f"{self.columns}, checksum"

    @property
    def insert(self) -> str:
        """The statement that adds a row, unless its id is there."""
        marks = ", ".join("?" * len(self.types))
        return f"INSERT OR IGNORE INTO {self.name} ({self.stored}) VALUES ({marks}, ?)"

    def row(self, event: Event) -> tuple[Any, ...]:
        """What is stored of an event: the values of `stored`."""
        values = self.as_read(self.to_row(event))
        return (*values, checksum(*values))

    def as_read(self, values: tuple[Any, ...]) -> tuple[Any, ...]:
        """Values as SQLite gives them back from the columns: it makes whole numbers of real ones
        and real ones again, and of -0.0 it makes 0.0."""
        return tuple(
            float(value) + 0.0 if kind == "r" and isinstance(value, int | float) else value
            for value, kind in zip(values, self.types, strict=True)
        )

    def event(self, row: tuple[Any, ...]) -> Event | None:
        """The event in the values of `stored`; None when they are not as they were written."""
        values = row[:-1]
        return self._made(values) if checksum(*values) == row[-1] else None

    def read(self, values: tuple[Any, ...]) -> Event | None:
        """The event in the values of `columns`; None when they hold none."""
        for value, kind in zip(values, self.types, strict=True):
            if not isinstance(value, _TYPES[kind]):
                return None
        return self._made(values)

    def _made(self, values: tuple[Any, ...]) -> Event | None:
        try:
            return self.from_row(values)
        except ValueError:
            return None


ANSWERS = Table("answers", ANSWER_COLUMNS, "ttttttttiiiriirt", (Answer,), answer_row, read_answer)
CHANGES = Table("changes", CHANGE_COLUMNS, "ttiitto", (Undo, Rerate, Mark), change_row, read_change)
PLACEMENTS = Table(
    "placements", PLACEMENT_COLUMNS, "tttiirriiii", (Placement,), placement_row, read_placement
)
TABLES = (ANSWERS, CHANGES, PLACEMENTS)
assert all(len(table.types) == table.columns.count(",") + 1 for table in TABLES)
