"""The player's daily challenge, see `quiz.scoring.challenge`."""

from __future__ import annotations

from collections.abc import Sequence

from quiz.card import Card
from quiz.game.game import Game
from quiz.game.newcomer import TOUR_DECK
from quiz.game.scores import today_of
from quiz.history.kinds import Mode
from quiz.scoring.challenge import QUESTIONS, Challenge
from quiz.storage.index.deeds import challenges_by_day, day_begun

AGAIN_FOR_FUN = "Today's challenge is done; this is for fun, and scores nothing."
"""Said before a challenge that no longer scores."""


def challenge_decks(game: Game) -> list[str]:
    """The decks that the challenge is about: all but the tour."""
    return [name for name in game.decks if name != TOUR_DECK]


def challenge_of(game: Game) -> Challenge:
    """Today's challenge on all decks."""
    days = _by_day(game)
    answered, right, points = days.pop(today_of(game), (0, 0, 0))
    total = min(QUESTIONS, sum(game.decks[name].total for name in challenge_decks(game)))
    best = max((points for _, _, points in days.values()), default=None)
    return Challenge(answered, right, points, total, best)


def left_to_score(game: Game, cards: Sequence[Card]) -> list[Card]:
    """Of these cards, those that today's challenge still scores; empty if it is done."""
    today, hour = today_of(game), game.settings.day_start_hour
    answered, *_ = _by_day(game).get(today, (0,))

    def is_open(card: Card) -> bool:
        return not any(
            answer.mode is Mode.CHALLENGE
            and day_begun(answer.round, answer.moment.offset, hour) == today
            for answer in game.collection.history(card.key)
        )

    return list(filter(is_open, cards))[: max(0, QUESTIONS - answered)]


def _by_day(game: Game) -> dict[int, tuple[int, int, int]]:
    return challenges_by_day(game.index, game.collection.player, game.settings.day_start_hour)
