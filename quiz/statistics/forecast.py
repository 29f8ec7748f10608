"""How many cards fall due on each of the next days."""

from __future__ import annotations

from collections.abc import Iterable

from quiz.scheduling.memory import CardMemory

FORECAST_DAYS = 30


def forecast(
    memories: Iterable[CardMemory], today: int, days: int = FORECAST_DAYS
) -> tuple[int, ...]:
    """Number of cards due on each of the next `days` days; overdue cards count for today."""
    due = [0] * days
    for memory in memories:
        ahead = max(0, memory.due_day - today)
        if ahead < days:
            due[ahead] += 1
    return tuple(due)
