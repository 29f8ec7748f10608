"""Whether rows can be events of ours: what salvage takes and what the doctor finds strange."""

from __future__ import annotations

import re
from typing import Any

from quiz.history.events import Answer, Event, Placement
from quiz.moment import MOST_OFFSET
from quiz.storage.log.tables import Table

_ID = re.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_UUID7 = re.compile(".{14}7.{4}[89ab]")


def event_of(row: tuple[Any, ...], table: Table) -> Event | None:
    """The event that the values of a row of this table hold, as they lie in the file; None when it
    can be none."""
    event = table.read(table.as_read(row))
    if event is None or not is_id(event.id) or problem_of(event):
        return None
    return event


def is_id(text: str) -> bool:
    """Whether a text is a UUID as the log writes them."""
    return bool(_ID.fullmatch(text))


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
    return is_id(key) and bool(_UUID7.match(key))


def ms_of_id(key: str) -> int:
    """Milliseconds since 1970 that a UUIDv7 says it was made at."""
    return int(key.replace("-", "")[:12], 16)
