"""The day streak: calendar days in a row on which the player answered."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from quiz.history.events import Answer


@dataclass(frozen=True, slots=True)
class DayStreak:
    """Days in a row with at least one answer.

    current: up to today, or up to yesterday while nothing has been played today.
    longest: ever. played_today: whether today already counts.
    """

    current: int = 0
    longest: int = 0
    played_today: bool = False


def day_streak(answers: Iterable[Answer], today: int, day_start_hour: int = 4) -> DayStreak:
    """The streak of these answers, in any mode and any order.

    today: the player's calendar day as from `Moment.day`. Answers of later days (the clock was set
    back, or the player travelled across the date line) count as played today.
    """
    return day_streak_of_days({a.moment.day(day_start_hour) for a in answers}, today)


def day_streak_of_days(days: Iterable[int], today: int) -> DayStreak:
    """The streak when these are the days with an answer."""
    played = {min(day, today) for day in days}
    longest = 0
    run = 0
    last: int | None = None
    for day in sorted(played):
        run = run + 1 if last is not None and day == last + 1 else 1
        longest = max(longest, run)
        last = day
    alive = last is not None and last >= today - 1
    return DayStreak(run if alive else 0, longest, today in played)
