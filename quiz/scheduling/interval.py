"""The time until a card comes back, as a value and as text."""

from __future__ import annotations

from typing import NamedTuple

from quiz.moment import MS_PER_DAY, MS_PER_HOUR, MS_PER_MINUTE


class Interval(NamedTuple):
    """ms: milliseconds until the card is due, 0 or more."""

    ms: int

    @property
    def text(self) -> str:
        """The span in the largest unit that fits: "10 min", "5 h", "3 d", "1.2 mo", "4 y"."""
        if self.ms < MS_PER_MINUTE:
            return "<1 min"
        if self.ms < MS_PER_HOUR:
            return f"{round(self.ms / MS_PER_MINUTE)} min"
        if self.ms < MS_PER_DAY:
            return f"{round(self.ms / MS_PER_HOUR)} h"
        days = self.ms / MS_PER_DAY
        if days < 30.5:
            return f"{round(days)} d"
        if days < 365:
            return f"{_short(days / 30.4375)} mo"
        return f"{_short(days / 365.25)} y"


class Wait(NamedTuple):
    """How long a player has to wait for a card.

    days: calendar days until then, 1 for tomorrow. ms: milliseconds, if the card is in its learning
    steps; None if only the day is known.
    """

    days: int
    ms: int | None = None

    @property
    def text(self) -> str:
        """When it comes: "in 6 min", "tomorrow", "in 3 days"."""
        if self.ms is not None and self.ms < MS_PER_MINUTE:
            return "in less than a minute"
        if self.ms is not None:
            return f"in {Interval(self.ms).text}"
        return "tomorrow" if self.days == 1 else f"in {self.days} days"


def _short(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0") if number < 10 else str(round(number))
