"""Answers and points by day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from quiz.history.events import Answer
from quiz.scoring.points import each_points
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


def answers_by_day(answers: Sequence[Answer], day_start_hour: int) -> Counter[int]:
    """Number of answers on each day, by day number (see `Moment.day`)."""
    return Counter(answer.moment.day(day_start_hour) for answer in answers)


def seconds_by_day(
    answers: Sequence[Answer], day_start_hour: int, longest_ms: int
) -> dict[int, float]:
    """Time spent answering on each day, each answer at most `longest_ms`: a card left open counts
    no more."""
    days: dict[int, int] = {}
    for answer in answers:
        day = answer.moment.day(day_start_hour)
        days[day] = days.get(day, 0) + min(answer.ms, longest_ms)
    return {day: ms / 1000 for day, ms in days.items()}


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


def points_by_day(
    answers: Sequence[Answer], day_start_hour: int, undone: Sequence[Answer] = ()
) -> dict[int, int]:
    """Points earned on each day with answers; their sum is the player's score.

    answers: the effective ones, in time order. undone: those that the player undid.
    """
    days: dict[int, int] = {}
    for answer, earned in zip(answers, each_points(answers, undone), strict=True):
        day = answer.moment.day(day_start_hour)
        days[day] = days.get(day, 0) + earned
    return days
