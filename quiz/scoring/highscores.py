"""The high-score table: the best rounds of all players, by mode."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from quiz.history.events import Answer, Mode
from quiz.moment import Moment
from quiz.scoring.points import RoundScore, in_order
from quiz.scoring.round_fold import RoundFold

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


def high_scores(
    answers: Iterable[Answer], length: int = TABLE_LENGTH
) -> dict[Mode, list[HighScore]]:
    """The best rounds of each mode, at most `length`, best first; modes without any are left out.

    The answers may come from several players. With equal points, the earlier round comes first.
    Rounds without points are left out, and so is all of Cram.
    """
    rounds: dict[tuple[str, str], RoundFold] = {}
    for answer in in_order(answers):
        key = answer.player, answer.round
        fold = rounds.get(key)
        if fold is None:
            fold = rounds[key] = RoundFold(0)
        fold.add(answer)
    table: dict[Mode, list[HighScore]] = {}
    best_first = sorted(rounds.items(), key=lambda item: (-item[1].score.points, item[0][1]))
    for (player, name), fold in best_first:
        rows = table.setdefault(fold.mode, [])
        if fold.score.points and len(rows) < length:
            rows.append(HighScore(name, player, fold.mode, fold.deck, fold.moment, fold.score))
    return {mode: table[mode] for mode in Mode if table.get(mode)}
