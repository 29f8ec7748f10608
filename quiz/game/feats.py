"""What is worth a celebration: after an answer, and at the end of a round."""

from __future__ import annotations

from typing import NamedTuple

from quiz.display import one_line
from quiz.game.game import Game
from quiz.game.play import Play
from quiz.game.scores import daily_goal_of
from quiz.history.events import Mode
from quiz.round.round import GradedAnswer
from quiz.round.round_summary import Summary
from quiz.scheduling.memory import is_mastered
from quiz.scoring.level import level_of

STREAKS = (5, 10)
FEWEST_FOR_PERFECT = 5
"""Fewest answers that make a perfect round."""

LEAST_RIGHT = 0.5
"""The least share of right answers for a record."""

_STARS = (0.4, 0.7, 0.9)
"""The least accuracy for one, two and three stars."""

MOST_STARS = len(_STARS)


class Feat(NamedTuple):
    """Something to celebrate. figure: a few digits, shown large. text: one short sentence.
    told: whether the feedback or the summary say so anyway."""

    figure: str
    text: str
    told: bool = False


class PlayerStanding(NamedTuple):
    """Where a player stands before an answer. points: of all rounds. mastered: whether the open
    card is mastered."""

    points: int
    goal_reached: bool
    mastered: bool


def standing_of(play: Play) -> PlayerStanding:
    """Where the player stands now."""
    goal = daily_goal_of(play.game).reached
    return PlayerStanding(play.game.points(), goal, is_mastered_now(play))


def is_mastered_now(play: Play) -> bool:
    """Whether the open or just answered card is mastered."""
    question = play.question or (play.answered.question if play.answered else None)
    memory = play.game.collection.memory(question.card.key) if question else None
    return memory is not None and is_mastered(memory)


def feats_of_answer(play: Play, answered: GradedAnswer, before: PlayerStanding) -> list[Feat]:
    """What this answer has reached, the greatest first."""
    feats = []
    game = play.game
    if not before.mastered and is_mastered_now(play):
        feats += _mastered_deck(game, answered.question.card.deck)
    level, old = level_of(game.points()), level_of(before.points)
    if level.number > old.number:
        feats.append(
            Feat(str(level.number), f"Level up! You are at level {level.number}, {level.rank}.")
        )
    goal = daily_goal_of(game)
    if goal.reached and not before.goal_reached:
        feats.append(Feat(str(goal.done), "You have reached today's goal!"))
    if answered.answer.correct and answered.streak in STREAKS:
        feats.append(Feat(str(answered.streak), f"{answered.streak} in a row!", told=True))
    return feats


def _mastered_deck(game: Game, deck: str) -> list[Feat]:
    counts = game.counts([deck])
    if counts.mastered < counts.total:
        return []
    title = one_line(game.decks[deck].title) if deck in game.decks else deck
    return [Feat("100", f"{title} is mastered!")]


def is_record(summary: Summary, best: int | None) -> bool:
    """Whether the round beat the most points before, with at least half of its answers right. A
    first round has nothing to beat."""
    if summary.mode is Mode.CRAM or not best:
        return False
    return summary.points > best and summary.share_right >= LEAST_RIGHT


def feats_of_round(play: Play, summary: Summary) -> list[Feat]:
    """What the whole round has reached, the greatest first."""
    feats = []
    if is_record(summary, play.best_before()):
        feats.append(Feat(str(summary.points), "New record!", told=True))
    if is_perfect(summary):
        feats.append(Feat("100", "A perfect round!", told=True))
    return feats


def is_perfect(summary: Summary) -> bool:
    """Whether enough questions were answered, and all rightly."""
    return FEWEST_FOR_PERFECT <= summary.asked == summary.right


def stars_of(summary: Summary) -> int:
    """The stars of a round, up to `MOST_STARS`."""
    return sum(summary.share_right >= least for least in _STARS) if summary.asked else 0


def praise_of_round(summary: Summary) -> str:
    """A word or two for a round."""
    if not summary.asked:
        return "Nothing answered"
    if summary.is_exam:
        return f"Mark {summary.mark}" if summary.mark else "Handed in early"
    if summary.lost:
        return "Game over"
    if summary.timed_out:
        return "Time is up!"
    if is_perfect(summary):
        return "Perfect!"
    if not summary.right:
        return "They come back soon"
    return "Well played!" if summary.share_right >= _STARS[1] else "Keep going!"
