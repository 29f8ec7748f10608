"""Scores computed from all answers at once, for comparing the index with them."""

from __future__ import annotations

from collections.abc import Iterable

from quiz.history.events import Answer, Mode
from quiz.scoring.goal import Goal
from quiz.scoring.highscores import TABLE_LENGTH, HighScore
from quiz.scoring.points import RoundScore, RoundScorer, with_undone
from quiz.scoring.round_fold import RoundFold
from quiz.scoring.streak import DayStreak, day_streak


def each_points(answers: Iterable[Answer], undone: Iterable[Answer] = ()) -> list[int]:
    """The total points of each answer in time order. undone: answers that the player undid.

    Rounds may be interleaved, as when two games ran at once; each keeps its own streak.
    """
    scorers: dict[str, RoundScorer] = {}
    totals = []
    for answer, counts in with_undone(answers, undone):
        scorer = scorers.get(answer.round)
        if scorer is None:
            scorer = scorers[answer.round] = RoundScorer()
        if counts:
            totals.append(scorer.add(answer).total)
        else:
            scorer.undone(answer)
    return totals


def score_answers(answers: Iterable[Answer], undone: Iterable[Answer] = ()) -> int:
    """The points of all answers, each scored within its round.

    The score of several whole rounds is the sum of their scores.
    """
    return sum(each_points(answers, undone))


def score_rounds(answers: Iterable[Answer], undone: Iterable[Answer] = ()) -> dict[str, RoundScore]:
    """The score of each round by its id, in the order in which the rounds started."""
    rounds = rounds_of(answers, undone)
    return {name: RoundFold.of(*round_, 0).score for name, round_ in rounds.items() if round_[0]}


def rounds_of(
    answers: Iterable[Answer], undone: Iterable[Answer] = ()
) -> dict[str, tuple[list[Answer], list[Answer]]]:
    """The answers of each round, and those of it that were undone."""
    rounds: dict[str, tuple[list[Answer], list[Answer]]] = {}
    for answer, counts in with_undone(answers, undone):
        rounds.setdefault(answer.round, ([], []))[not counts].append(answer)
    return rounds


def round_score(answers: Iterable[Answer], undone: Iterable[Answer] = ()) -> RoundScore:
    """The score of the answers of one round."""
    return RoundFold.of(answers, undone, 0).score


def high_scores(
    answers: Iterable[Answer], undone: Iterable[Answer] = ()
) -> dict[Mode, list[HighScore]]:
    """The best rounds of each mode, best first; modes without any are left out.

    The answers may come from several players. With equal points, the earlier round comes first.
    Rounds without points are left out, and so is all of Cram.
    """
    rounds = {
        (round_[0][0].player, name): RoundFold.of(*round_, 0)
        for name, round_ in rounds_of(answers, undone).items()
        if round_[0]
    }
    table: dict[Mode, list[HighScore]] = {}
    best_first = sorted(rounds.items(), key=lambda item: (-item[1].score.points, item[0][1]))
    for (player, name), fold in best_first:
        rows = table.setdefault(fold.mode, [])
        if fold.score.points and len(rows) < TABLE_LENGTH:
            rows.append(HighScore(name, player, fold.mode, fold.deck, fold.moment, fold.score))
    return {mode: table[mode] for mode in Mode if table.get(mode)}


def daily_goal(answers: Iterable[Answer], today: int, target: int, day_start_hour: int) -> Goal:
    """The goal with the answers of day `today` (see `Moment.day`), in any mode."""
    done = sum(1 for answer in answers if answer.moment.day(day_start_hour) == today)
    return Goal(done, target)


def streak_of(answers: Iterable[Answer], today: int, day_start_hour: int) -> DayStreak:
    """The streak of these answers, in any mode and any order.

    today: the player's calendar day, see `Moment.day`. Answers on later days (the clock was set
    back, or the player crossed the date line) count for today.
    """
    return day_streak({a.moment.day(day_start_hour) for a in answers}, today)
