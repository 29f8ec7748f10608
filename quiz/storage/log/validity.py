"""Checks whether events are plausible."""

from __future__ import annotations

from quiz.history.events import Answer, Event, Placement
from quiz.moment import MOST_OFFSET, MS_PER_DAY

LONGEST_MS = 366 * MS_PER_DAY
"""For one answer; sums of any number of them stay numbers that SQLite takes."""


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
