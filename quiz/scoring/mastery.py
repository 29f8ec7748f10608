"""Mastery: how much of a deck is new, in learning, young or mastered."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mastery:
    """Cards by how well they are known, without those suspended before their first answer.

    new: never answered. learning: in the learning or relearning steps.
    young: in review and not mastered. mastered: see `quiz.scheduling.memory`.
    """

    new: int = 0
    learning: int = 0
    young: int = 0
    mastered: int = 0

    @property
    def total(self) -> int:
        """All these cards."""
        return self.new + self.learning + self.young + self.mastered

    @property
    def share(self) -> float:
        """How much of the deck is mastered, 0.0 to 1.0; 0.0 without cards."""
        return self.mastered / self.total if self.total else 0.0
