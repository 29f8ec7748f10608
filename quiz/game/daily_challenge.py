"""The player's daily challenge, see `quiz.scoring.challenge`."""

from __future__ import annotations

from collections.abc import Sequence

from quiz.card import Card
from quiz.game.game import TOUR_DECK, Game
from quiz.history.kinds import Mode
from quiz.scoring.challenge import QUESTIONS, Challenge
from quiz.storage.index.deeds import Challenges, challenges_by_day, day_begun

AGAIN_FOR_FUN = "Today's challenge is done; this is for fun, and scores nothing."
"""Said before a challenge that no longer scores."""


def challenge_decks(game: Game) -> list[str]:
    """The decks that the challenge is about: all but the tour."""
    return [name for name in game.decks if name != TOUR_DECK]


def challenges_of(game: Game) -> Challenges:
    """All challenges that the player has played."""
    return challenges_by_day(game.index, game.collection.player, game.settings.day_start_hour)


def challenge_of(game: Game) -> Challenge:
    """Today's challenge on all decks."""
    today, played = game.day, challenges_of(game)
    answered, right, points = played.get(today, (0, 0, 0))
    total = _questions(game)
    best = max((points for day, (_, _, points) in played.items() if day != today), default=None)
    return Challenge(answered, right, points, total, best)


def _questions(game: Game) -> int:
    return min(QUESTIONS, sum(game.decks[name].total for name in challenge_decks(game)))


def challenges_finished(game: Game) -> int:
    """On how many days all questions of the challenge were answered."""
    total = _questions(game)
    return sum(answered >= total > 0 for answered, _, _ in challenges_of(game).values())


def challenge_text(game: Game, mode: Mode, asked: int) -> str:
    """What the summary of a round does not say about today's challenge; "" after other modes.

    asked: answers in the round.
    """
    if mode is not Mode.CHALLENGE:
        return ""
    challenge = challenge_of(game)
    whole = challenge.answered == asked and challenge.done
    text = "" if whole else f"Today's challenge: {challenge.text}."
    return " ".join(filter(None, (text, challenge.best_text)))


def left_to_score(game: Game, cards: Sequence[Card]) -> list[Card]:
    """Of these cards, those that today's challenge still scores; empty if it is done."""
    today, hour = game.day, game.settings.day_start_hour
    answered, *_ = challenges_of(game).get(today, (0,))

    def is_open(card: Card) -> bool:
        return not any(
            answer.mode is Mode.CHALLENGE
            and day_begun(answer.round, answer.moment.offset, hour) == today
            for answer in game.collection.history(card.key)
        )

    return list(filter(is_open, cards))[: max(0, QUESTIONS - answered)]
