"""The daily goal: a number of answers to give each day."""

from __future__ import annotations

from typing import NamedTuple


class Goal(NamedTuple):
    """Today's answers and the goal. done: answers today, without imported ones. target: answers
    wanted, 1 or more."""

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
