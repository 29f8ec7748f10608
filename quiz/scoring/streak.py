"""The day streak, and the freezes that keep it alive.

    part      rule
    ────────  ──────────────────────────────────────────────────────────────────────────────────
    streak    days in a row with at least one answer, in any mode
    today     is not over yet, so it is never missed
    freeze    covers one missed day: the day adds nothing to the streak, and the streak goes on
    earned    one for every 5 days played, in a row or not
    held      at most 2; a player who holds 2 earns no more until one is used
    used      by themselves, when a day is missed, if there are enough for all the days missed in a
              row; else the streak ends, and the freezes are kept
    ────────  ──────────────────────────────────────────────────────────────────────────────────

Example: five days played, one missed, one played: the fifth day earned a freeze, the missed day
used it, and the streak is 6. After a second missed day it would have ended, with the freeze kept.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from quiz.wording import counted

DAYS_PER_FREEZE = 5
"""A freeze is earned each time that this many days were played."""

MOST_FREEZES = 2
"""No more freezes than this are held at once."""


class DayStreak(NamedTuple):
    """Days in a row with at least one answer, apart from frozen ones.

    current: up to today, or up to yesterday if nothing has been played today. longest: of all time.
    freezes: held now. until_freeze: days to play until the next is earned; 0 while the most are
    held. frozen: the missed days that freezes have covered, oldest first.
    """

    current: int = 0
    longest: int = 0
    freezes: int = 0
    until_freeze: int = DAYS_PER_FREEZE
    frozen: tuple[int, ...] = ()

    @property
    def freezes_text(self) -> str:
        """The freezes held, and how to earn one: "1 freeze, the next after 3 more days"."""
        held = counted(self.freezes, "freeze") if self.freezes else "no freeze"
        if not self.until_freeze:
            return f"{held}, the most that one can hold"
        return f"{held}, the next after {counted(self.until_freeze, 'more day')}"


def day_streak(days: Iterable[int], today: int) -> DayStreak:
    """The streak of a player who answered on these days, in any mode and any order.

    today: the player's calendar day, see `Moment.day`. Later days (the clock was set back, or the
    player crossed the date line) count as today.
    """
    played = sorted({min(day, today) for day in days})
    current = longest = freezes = 0
    frozen: list[int] = []
    last = None
    for number, day in enumerate([*played, today], 1):
        missed = 0 if last is None else max(0, day - last - 1)
        if missed > freezes:
            current = 0
        elif missed:
            freezes -= missed
            frozen.extend(range(day - missed, day))
        if number > len(played):
            break
        last = day
        current += 1
        longest = max(longest, current)
        if number % DAYS_PER_FREEZE == 0:
            freezes = min(MOST_FREEZES, freezes + 1)
    until = DAYS_PER_FREEZE - len(played) % DAYS_PER_FREEZE
    return DayStreak(
        current, longest, freezes, 0 if freezes == MOST_FREEZES else until, tuple(frozen)
    )
