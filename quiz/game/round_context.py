"""What a round reads of the game."""

from __future__ import annotations

from quiz.game.game import Game
from quiz.history.rating import Rating
from quiz.moment import Moment
from quiz.round.round import Context
from quiz.scheduling.interval import Interval
from quiz.scheduling.memory import CardMemory


def context_of(game: Game) -> Context:
    """The context for rounds of this game."""

    def preview(memory: CardMemory | None, now: Moment, card: str) -> dict[Rating, Interval]:
        return game.collection.scheduler_of(card).preview(memory, now, card)

    return Context(game.collection, preview, game.answers.distractors, game.answers.others)
