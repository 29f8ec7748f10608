"""The day streak: calendar days in a row with an answer."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from quiz.history.events import Answer


class DayStreak(NamedTuple):
    """Days in a row with at least one answer.

    current: up to today, or up to yesterday if nothing has been played today. longest: of all time.
    """

    current: int = 0
    longest: int = 0


def day_streak(answers: Iterable[Answer], today: int, day_start_hour: int) -> DayStreak:
    """The streak of these answers, in any mode and any order.

    today: the player's calendar day, see `Moment.day`. Answers on later days (the clock was set
    back, or the player crossed the date line) count for today.
    """
    return day_streak_of_days({a.moment.day(day_start_hour) for a in answers}, today)


def day_streak_of_days(days: Iterable[int], today: int) -> DayStreak:
    """The streak, from the days with an answer."""
    played = {min(day, today) for day in days}
    runs: dict[int, int] = {}
    for day in sorted(played):
        runs[day] = runs.get(day - 1, 0) + 1
    current = runs.get(today, runs.get(today - 1, 0))
    return DayStreak(current, max(runs.values(), default=0))
