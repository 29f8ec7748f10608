"""The daily goal: a number of answers to give each day."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from quiz.history.events import Answer


class Goal(NamedTuple):
    """Today's answers and the goal. done: answers today. target: answers wanted, 1 or more."""

    done: int
    target: int

    @property
    def share(self) -> float:
        """How much of the goal is done, 0.0 to 1.0."""
        return min(1.0, self.done / self.target)

    @property
    def reached(self) -> bool:
        """Whether the goal is reached."""
        return self.done >= self.target


def daily_goal(answers: Iterable[Answer], today: int, target: int, day_start_hour: int) -> Goal:
    """The goal with the answers of day `today` (see `Moment.day`), in any mode."""
    done = sum(1 for answer in answers if answer.moment.day(day_start_hour) == today)
    return Goal(done, target)
