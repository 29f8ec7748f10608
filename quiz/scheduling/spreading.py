"""A backlog spread over days: how many reviews today takes of it.

It is worked out anew from the player's memories and one date in the settings. Nothing is moved and
nothing written down, so that it can be taken back at any time, and a day missed is shared out over
those that are left. Each day asks first what is most at risk of being forgotten, as always.
"""

from __future__ import annotations

from collections.abc import Sequence

from quiz.moment import date_text_to_day
from quiz.settings.model import Settings


def days_to_spread_over(settings: Settings, today: int) -> int:
    """The days from today to the last one over which a backlog is spread, both counted; 0 when it
    is not, or when that day has passed."""
    if not settings.spread_until:
        return 0
    return max(0, date_text_to_day(settings.spread_until) - today + 1)


def share_of_today(due: Sequence[int], done: int) -> int:
    """How many reviews today takes, where all that falls due is spread evenly over some days.

    due: for each of these days, today first, how many cards fall due; those overdue count for
    today. done: reviews of today.
    """
    return -(-(sum(due) + done) // len(due))


def with_share_of_today(settings: Settings, due: Sequence[int], done: int) -> Settings:
    """The settings with today's share as the limit of reviews; as they are where `due`, see
    `share_of_today`, is of no days."""
    return settings._replace(reviews_per_day=share_of_today(due, done)) if due else settings
