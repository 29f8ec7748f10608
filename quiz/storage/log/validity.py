"""Checks whether values are plausible events; used by salvage and the doctor."""

from __future__ import annotations

import re
from typing import Any

from quiz.history.events import Answer, Event, Placement
from quiz.moment import MOST_OFFSET
from quiz.storage.log.tables import Table

_ID = re.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_UUID7 = re.compile(".{14}7.{4}[89ab]")


def event_of(row: tuple[Any, ...], table: Table) -> Event | None:
    """The event in the values of a row of this table, as stored in the file; None if it is
    invalid."""
    event = table.read(table.as_read(row))
    if event is None or not is_id(event.id) or problem_of(event):
        return None
    return event


def is_id(text: str) -> bool:
    """Whether a text is a UUID in the form that the log uses."""
    return bool(_ID.fullmatch(text))


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
    if isinstance(event, Answer) and event.ms < 0:
        return "a negative time"
    if isinstance(event, Placement) and not event.stability > 0.0:
        return "a stability of 0 or less"
    return ""


def is_uuid7(key: str) -> bool:
    """Whether an id is a UUID version 7, which sorts by time."""
    return is_id(key) and bool(_UUID7.match(key))


def ms_of_id(key: str) -> int:
    """When a UUIDv7 was made, in milliseconds since 1970."""
    return int(key.replace("-", "")[:12], 16)
