"""Checks whether values are plausible events; used by salvage and the doctor."""

from __future__ import annotations

from typing import Any

from quiz.history.events import Answer, Event, Placement
from quiz.history.ids import is_uuid
from quiz.moment import MOST_OFFSET, MS_PER_DAY
from quiz.storage.log.tables import Table

LONGEST_MS = 366 * MS_PER_DAY
"""For one answer; sums of any number of them stay numbers that SQLite takes."""


def event_of(row: tuple[Any, ...], table: Table) -> Event | None:
    """The event in the values of a row of this table, as stored in the file; None if it is
    invalid."""
    event = table.read(table.as_read(row))
    if event is None or not is_uuid(event.id) or problem_of(event):
        return None
    return event


def problem_of(event: Event) -> str:
    """What is out of bounds in an event; "" if nothing is."""
    if not event.player:
        return "no player"
    if abs(event.moment.offset) > MOST_OFFSET:
        return "a clock a day or more off UTC"
    if isinstance(event, Answer | Placement) and not 1.0 <= event.difficulty <= 10.0:
        return "difficulty outside 1 to 10"
    if isinstance(event, Answer) and not 0.0 <= event.credit <= 1.0:
        return "credit outside 0 to 1"
    if isinstance(event, Answer) and not 0 <= event.ms <= LONGEST_MS:
        return "a negative time, or more than a year"
    if isinstance(event, Placement) and not event.stability > 0.0:
        return "a stability of 0 or less"
    return ""
