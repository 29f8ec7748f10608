"""The answers of each day as a calendar."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from quiz.scoring.week import DAYS_A_WEEK, monday_of

LEVELS = 4


@dataclass(frozen=True, slots=True)
class HeatMap:
    """Answers per day, in weeks of seven days, Monday first.

    first: day number of the first Monday. weeks: oldest first; None for days in the future.
    busiest: the most answers on any of these days.
    """

    first: int
    weeks: tuple[tuple[int | None, ...], ...]
    busiest: int

    def level(self, answers: int | None) -> int:
        """How warm a day is: 0 for no answers, up to 4 for as many as on the busiest day."""
        if not answers or not self.busiest:
            return 0
        return 1 + (LEVELS - 1) * answers // self.busiest


def heat_map(by_day: Mapping[int, int], today: int, weeks: int) -> HeatMap:
    """The heat map of this week and the `weeks` - 1 before it; always at least this week."""
    monday = monday_of(today)
    first = monday - (max(1, weeks) - 1) * DAYS_A_WEEK
    rows = tuple(
        tuple(
            by_day.get(day, 0) if day <= today else None
            for day in range(start, start + DAYS_A_WEEK)
        )
        for start in range(first, monday + 1, DAYS_A_WEEK)
    )
    return HeatMap(first, rows, max((n for row in rows for n in row if n), default=0))
