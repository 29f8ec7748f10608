"""Whether rows can be events of ours: what salvage takes and what the doctor finds strange."""

from __future__ import annotations

import re
from typing import Any

from quiz.history.events import Answer, Event, Placement
from quiz.moment import MOST_OFFSET
from quiz.store.tables import Table

_ID = re.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_UUID7 = re.compile(".{14}7.{4}[89ab]")


_TYPES: dict[str, tuple[type, ...]] = {
    "t": (str,),
    "i": (int,),
    "r": (float, int),
    "o": (int, type(None)),
}


def event_of(row: tuple[Any, ...], table: Table) -> Event | None:
    """The event that a row of this table holds; None when it can be none."""
    if not all(
        isinstance(value, _TYPES[kind]) for value, kind in zip(row, table.types, strict=True)
    ) or not _ID.fullmatch(row[0]):
        return None
    # SQLite stores whole numbers as integers, in columns of real numbers too.
    values = (
        float(value) if kind == "r" else value for value, kind in zip(row, table.types, strict=True)
    )
    try:
        event = table.read(tuple(values))
    except (ValueError, TypeError):
        return None
    return None if problem_of(event) else event


def problem_of(event: Event) -> str:
    """What is out of bounds in an event, "" when nothing is."""
    if not event.player:
        return "no player"
    if abs(event.moment.offset) > MOST_OFFSET:
        return "a clock a day or more away from UTC"
    if isinstance(event, Answer | Placement) and not 1.0 <= event.difficulty <= 10.0:
        return "difficulty outside 1 to 10"
    if isinstance(event, Answer) and not 0.0 <= event.credit <= 1.0:
        return "credit outside 0 to 1"
    if isinstance(event, Answer) and event.ms < 0:
        return "a negative time"
    if isinstance(event, Placement) and not event.stability > 0.0:
        return "a stability of nothing"
    return ""


def is_uuid7(key: str) -> bool:
    """Whether an id is a UUID of version 7, whose order is that of time."""
    return bool(_ID.fullmatch(key) and _UUID7.match(key))


def ms_of_id(key: str) -> int:
    """Milliseconds since 1970 that a UUIDv7 says it was made at."""
    return int(key.replace("-", "")[:12], 16)
