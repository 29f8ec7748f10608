"""The high-score table: the best rounds of all players, by mode."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from quiz.history.events import Answer, Mode
from quiz.moment import Moment
from quiz.scoring.points import RoundScore, RoundScorer, in_order

TABLE_LENGTH = 10


@dataclass(frozen=True, slots=True)
class HighScore:
    """One line of the table.

    round: the round's id. deck: the one deck of its cards, "" when there were several.
    moment: when the last answer was given. score: points, combo and accuracy.
    """

    round: str
    player: str
    mode: Mode
    deck: str
    moment: Moment
    score: RoundScore


def high_scores(
    answers: Iterable[Answer], length: int = TABLE_LENGTH
) -> dict[Mode, list[HighScore]]:
    """For each mode that has any, its best rounds, at most `length`, the best first.

    The answers may be of several players. Of rounds with equal points the earlier stands first;
    rounds without points, hence all of Cram, are left out.
    """
    scorers: dict[tuple[str, str], RoundScorer] = {}
    last: dict[tuple[str, str], Answer] = {}
    decks: dict[tuple[str, str], str] = {}
    for answer in in_order(answers):
        key = answer.player, answer.round
        scorer = scorers.get(key)
        if scorer is None:
            scorer = scorers[key] = RoundScorer()
            decks[key] = answer.deck
        elif decks[key] != answer.deck:
            decks[key] = ""
        scorer.add(answer)
        last[key] = answer
    table: dict[Mode, list[HighScore]] = {}
    for key, scorer in sorted(scorers.items(), key=lambda item: (-item[1].points, item[0][1])):
        end = last[key]
        if scorer.points:
            rows = table.setdefault(end.mode, [])
            if len(rows) < length:
                rows.append(
                    HighScore(key[1], key[0], end.mode, decks[key], end.moment, scorer.score)
                )
    return {mode: table[mode] for mode in Mode if mode in table}
