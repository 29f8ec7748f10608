"""Shares of right answers, and the cards missed most."""

from __future__ import annotations

from dataclasses import dataclass

HARDEST = 10
"""Length of the list of hardest cards."""


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a whole, both as counts."""

    part: int = 0
    whole: int = 0

    @property
    def ratio(self) -> float | None:
        """0.0 to 1.0; None if the whole is 0."""
        return self.part / self.whole if self.whole else None


@dataclass(frozen=True, slots=True)
class HardCard:
    """A card often answered wrong. missed: share of its answers that were not fully correct."""

    card: str
    missed: Share
    lapses: int
