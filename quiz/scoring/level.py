"""A player's level, from their points.

Level n starts at 250 · n · (n − 1) points, so each level takes 500 points more than the one before:
level 2 starts at 500 points, 5 at 5 000, 10 at 22 500, 20 at 95 000, 50 at 612 500. A brisk round
of ten questions earns about 1 000.
"""

from __future__ import annotations

from bisect import bisect_right
from math import isqrt
from typing import NamedTuple

STEP = 250

RANKS = (
    (1, "Insert Coin"),
    (2, "Player One"),
    (4, "Button Masher"),
    (7, "Combo Starter"),
    (10, "Streak Chaser"),
    (14, "Bonus Hunter"),
    (19, "Stage Clearer"),
    (25, "Boss Beater"),
    (32, "High Scorer"),
    (40, "Cabinet Hero"),
    (50, "Arcade Legend"),
)
"""The first level of each rank and its name."""


class Level(NamedTuple):
    """A player's level.

    number: 1 or more. rank: its name. points: all points of the player.
    start, end: the points at which this level and the next one start.
    """

    number: int
    rank: str
    points: int
    start: int
    end: int

    @property
    def progress(self) -> float:
        """Share of the way to the next level, 0.0 to below 1.0."""
        return (self.points - self.start) / (self.end - self.start)


def level_start(number: int) -> int:
    """The points at which level `number` (1 or more) starts."""
    return STEP * number * (number - 1)


def level_of(points: int) -> Level:
    """The level of a player with this many points (0 or more)."""
    number = (1 + isqrt(1 + 4 * (points // STEP))) // 2
    rank = RANKS[bisect_right(RANKS, number, key=lambda rank: rank[0]) - 1][1]
    return Level(number, rank, points, level_start(number), level_start(number + 1))
