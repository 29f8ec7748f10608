"""One player's memory of one card."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from quiz.moment import Moment

MASTERED_DAYS = 21.0
"""A card with at least this stability, in days, counts as mastered (Anki: mature)."""


class Phase(StrEnum):
    """Where a card stands: in its learning steps, in review, or in relearning after a lapse."""

    LEARNING = "learning"
    REVIEW = "review"
    RELEARNING = "relearning"


class CardMemory(NamedTuple):
    """The memory of a card after its last answer.

    step: index of the current learning step; 0 in review.
    stability: days until retrievability falls to 90 %. difficulty: 1.0 to 10.0.
    due_ms: in the steps, when the card is due (milliseconds since 1970); in review, the time of the
        last answer plus the interval, for sorting only.
    due_day: the player's calendar day on which it is due, see `Moment.day`.
    reps, lapses: answers so far, and how often the card was forgotten in review.
    interval: days between the last answer and the due day; 0 in the steps.
    """

    phase: Phase
    step: int
    stability: float
    difficulty: float
    due_ms: int
    due_day: int
    last: Moment
    reps: int
    lapses: int
    interval: int

    def is_leech(self, threshold: int) -> bool:
        """Whether the card was forgotten at least `threshold` times; never if that is 0."""
        return 0 < threshold <= self.lapses

    def is_due(self, now: Moment, day_start_hour: int) -> bool:
        """Whether the card is due: to the millisecond in its steps, by calendar day in review."""
        if self.phase is Phase.REVIEW:
            return self.due_day <= now.day(day_start_hour)
        return self.due_ms <= now.ms


def is_mastered(memory: CardMemory) -> bool:
    """Whether the card is in review with a stability of `MASTERED_DAYS` or more."""
    return memory.phase is Phase.REVIEW and memory.stability >= MASTERED_DAYS
