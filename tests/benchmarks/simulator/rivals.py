"""Two schedulers from before memory models: SM-2 and Leitner's boxes."""

from __future__ import annotations

from dataclasses import dataclass, replace

from quiz.history.rating import Rating

QUALITY = {Rating.AGAIN: 2, Rating.HARD: 3, Rating.GOOD: 4, Rating.EASY: 5}
BOXES = (1, 2, 4, 8, 16, 32, 64)
"""Days that a card stays in each of Leitner's boxes: doubling, the usual choice."""


@dataclass(frozen=True, slots=True)
class Sm2:
    """P. A. Wozniak, Optimization of learning (1990), section 3.2: the algorithm SM-2.

    interval: days, 0 before the first answer. repetitions: right answers in a row. ease: the
    E-Factor, 1.3 or more.
    """

    interval: int = 0
    repetitions: int = 0
    ease: float = 2.5

    def after(self, rating: Rating) -> Sm2:
        """The card after an answer on the day on which it was due, or later."""
        quality = QUALITY[rating]
        ease = max(1.3, self.ease + 0.1 - (5 - quality) * (0.08 + (5 - quality) * 0.02))
        if quality < 3:
            return replace(self, interval=1, repetitions=0)
        first = {0: 1, 1: 6}
        days = first.get(self.repetitions, round(self.interval * self.ease))
        return Sm2(min(days, 36_500), self.repetitions + 1, ease)


@dataclass(frozen=True, slots=True)
class Leitner:
    """S. Leitner, So lernt man lernen (1972), with a number of days for each box instead of its
    length.

    box: index into `BOXES`; a right answer moves the card to the next box, a wrong one back to the
    first.
    """

    box: int = -1

    @property
    def interval(self) -> int:
        """Days until the card is asked again."""
        return BOXES[max(0, self.box)]

    def after(self, rating: Rating) -> Leitner:
        """The card after an answer on the day on which it was due, or later."""
        return Leitner(0 if rating is Rating.AGAIN else min(self.box + 1, len(BOXES) - 1))
