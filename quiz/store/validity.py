"""Whether rows can be events of ours: what salvage takes and what the doctor finds strange."""

from __future__ import annotations

import re
from typing import Any

from quiz.history.events import Answer, Event
from quiz.moment import MOST_OFFSET
from quiz.store.rows import read_answer, read_change

_ID = re.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_UUID7 = re.compile(".{14}7.{4}[89ab]")


def event_of(row: tuple[Any, ...]) -> Event | None:
    """The event that a row of 16 (answer) or 7 (change) columns holds; None when it holds none."""
    texts = (0, 1, 2, 3, 4, 15) if len(row) == 16 else (0, 1, 4, 5)
    numbers = (8, 9, 10, 12, 13) if len(row) == 16 else (2, 3)
    if not all(isinstance(row[index], str) for index in texts):
        return None
    if not all(isinstance(row[index], int) for index in numbers) or not _ID.fullmatch(row[0]):
        return None
    try:
        event: Event = read_answer(row) if len(row) == 16 else read_change(row)
    except (ValueError, TypeError):
        return None
    return None if problem_of(event) else event


def problem_of(event: Event) -> str:
    """What is out of bounds in an event, "" when nothing is."""
    if not event.player:
        return "no player"
    if abs(event.moment.offset) > MOST_OFFSET:
        return "a clock a day or more away from UTC"
    if isinstance(event, Answer):
        if not 0.0 <= event.credit <= 1.0:
            return "credit outside 0 to 1"
        if not 1.0 <= event.difficulty <= 10.0:
            return "difficulty outside 1 to 10"
        if event.ms < 0:
            return "a negative time"
    return ""


def is_uuid7(key: str) -> bool:
    """Whether an id is a UUID of version 7, whose order is that of time."""
    return bool(_ID.fullmatch(key) and _UUID7.match(key))


def ms_of_id(key: str) -> int:
    """Milliseconds since 1970 that a UUIDv7 says it was made at."""
    return int(key.replace("-", "")[:12], 16)
