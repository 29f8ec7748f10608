"""Scores computed from all answers at once, for comparing the index with them."""

from __future__ import annotations

from collections.abc import Iterable
from operator import attrgetter

from quiz.history.events import Answer, Mode
from quiz.scoring.highscores import TABLE_LENGTH, HighScore
from quiz.scoring.points import RoundScore, RoundScorer, each_points
from quiz.scoring.round_fold import RoundFold


def in_order(answers: Iterable[Answer]) -> list[Answer]:
    """The answers in the order given; cheap if they are already sorted."""
    return sorted(answers, key=attrgetter("id"))


def score_answers(answers: Iterable[Answer]) -> int:
    """The points of all answers, each scored within its round.

    The score of several whole rounds is the sum of their scores.
    """
    return sum(each_points(in_order(answers)))


def score_rounds(answers: Iterable[Answer]) -> dict[str, RoundScore]:
    """The score of each round by its id, in the order in which the rounds started."""
    scorers: dict[str, RoundScorer] = {}
    for answer in in_order(answers):
        scorers.setdefault(answer.round, RoundScorer()).add(answer)
    return {name: scorer.score for name, scorer in scorers.items()}


def round_score(answers: Iterable[Answer]) -> RoundScore:
    """The score of the answers of one round."""
    scorer = RoundScorer()
    for answer in in_order(answers):
        scorer.add(answer)
    return scorer.score


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
