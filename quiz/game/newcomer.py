"""Where a new player starts."""

from __future__ import annotations

from quiz.game.game import Game

TOUR_DECK = "welcome"
"""The shipped deck that teaches the game."""


def tour(game: Game) -> list[str] | None:
    """The deck to start with, for a player without answers; None for all others."""
    if game.collection.days_played() or TOUR_DECK not in game.decks or game.is_paused([TOUR_DECK]):
        return None
    return [TOUR_DECK]
