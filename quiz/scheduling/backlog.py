"""Spreads a backlog over days: how many reviews to do today.

It is computed afresh from the player's memories and one date in the settings. No due date changes,
so spreading can be switched off at any time, and a missed day is shared among those left. As
always, each day starts with the cards most likely to be forgotten.
"""

from __future__ import annotations

from collections.abc import Sequence

from quiz.moment import date_text_to_day
from quiz.settings.settings import Settings


def days_to_spread_over(settings: Settings, today: int) -> int:
    """Days left to spread the backlog over, counting today and the last one; 0 if it is not spread,
    or if that day has passed."""
    if not settings.spread_until:
        return 0
    return max(0, date_text_to_day(settings.spread_until) - today + 1)


def share_of_today(due: Sequence[int], done: int) -> int:
    """How many reviews to do today when all that falls due is spread evenly over these days.

    due: cards due on each day, today first; overdue cards count for today. done: reviews done
    today.
    """
    return -(-(sum(due) + done) // len(due))


def with_share_of_today(settings: Settings, due: Sequence[int], done: int) -> Settings:
    """The settings with today's share as the review limit; unchanged if `due` (see
    `share_of_today`) is empty."""
    return settings._replace(reviews_per_day=share_of_today(due, done)) if due else settings
