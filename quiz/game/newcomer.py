"""Where a new player starts."""

from __future__ import annotations

from collections.abc import Sequence

from quiz.game.game import TOUR_DECK, Game

FIRST_ANSWERS = 3
"""Answers after which the game need not be explained any more."""


def tour(game: Game) -> list[str] | None:
    """The deck to start with, for a player without answers; None for all others."""
    if game.collection.days_played() or TOUR_DECK not in game.decks or game.is_paused([TOUR_DECK]):
        return None
    return [TOUR_DECK]


def is_newcomer(game: Game) -> bool:
    """Whether the player has given only the very first answers, or none."""
    answers = game.collection.day_count("answers", game.clock())
    # Each question asks this: the answers of today mostly settle it, without all days.
    return answers < FIRST_ANSWERS and len(game.collection.days_played()) <= 1


def is_unfinished_tour(game: Game, decks: Sequence[str] | None) -> bool:
    """Whether these decks are the tour alone, with cards that are new to the player."""
    return decks is not None and list(decks) == [TOUR_DECK] and game.counts(decks).new > 0


def is_begun_tour(game: Game) -> bool:
    """Whether the player left the tour before its end, on the first day; later, other cards are due
    first."""
    if any(day != game.day for day in game.collection.days_played()):
        return False
    if TOUR_DECK not in game.decks or game.is_paused([TOUR_DECK]):
        return False
    counts = game.counts([TOUR_DECK])
    return 0 < counts.unseen < counts.total


def deck_after(game: Game, played: str) -> str:
    """The deck to offer after a round of this one: itself, or after the whole tour another one."""
    if played != TOUR_DECK or is_unfinished_tour(game, [played]):
        return played
    others = (name for name in game.decks if name != played and not game.is_paused([name]))
    return next(others, played)
