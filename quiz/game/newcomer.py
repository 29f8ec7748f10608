"""Where somebody begins who has not answered anything yet."""

from __future__ import annotations

from quiz.game.game import Game

TOUR_DECK = "welcome"
"""The shipped deck that teaches the game."""


def tour(game: Game) -> list[str] | None:
    """The deck to begin with, for a player without answers; None where any deck will do."""
    if game.collection.days_played() or TOUR_DECK not in game.decks or game.is_paused([TOUR_DECK]):
        return None
    return [TOUR_DECK]
