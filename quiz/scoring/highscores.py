"""The high-score table: the best rounds of all players, by mode."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from quiz.history.events import Mode
from quiz.moment import Moment
from quiz.scoring.points import RoundScore

TABLE_LENGTH = 10


@dataclass(frozen=True, slots=True)
class HighScore:
    """One line of the table.

    round: the round's id. deck: the deck of its cards; "" if there were several.
    moment: when the last answer was given. score: points, combo and accuracy.
    """

    round: str
    player: str
    mode: Mode
    deck: str
    moment: Moment
    score: RoundScore


def ranks(points: Iterable[int]) -> list[int]:
    """The rank of each of these points, the most first: equal points share a rank, and the next
    rank skips: 1, 1, 3."""
    first: dict[int, int] = {}
    return [first.setdefault(each, rank) for rank, each in enumerate(points, 1)]
