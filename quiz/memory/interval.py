"""A span of time until a card comes back, and how it is said."""

from __future__ import annotations

from typing import NamedTuple

from quiz.moment import MS_PER_DAY, MS_PER_HOUR, MS_PER_MINUTE


class Interval(NamedTuple):
    """ms: milliseconds until the card is due, 0 or more."""

    ms: int

    @property
    def text(self) -> str:
        """The span in its largest fitting unit: "10 min", "5 h", "3 d", "1.2 mo", "4 y"."""
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


def _short(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0") if number < 10 else str(round(number))
