"""The high-score table: the best rounds of all players, by mode."""

from __future__ import annotations

from collections.abc import Sequence
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


def ranks(rows: Sequence[HighScore]) -> list[int]:
    """The rank of each line: equal points share a rank, and the next rank skips: 1, 1, 3."""
    points = [row.score.points for row in rows]
    return [points.index(each) + 1 for each in points]
