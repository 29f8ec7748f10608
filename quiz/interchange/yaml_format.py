"""This game's own deck files, without history."""

from __future__ import annotations

from quiz.decks.loader import load_deck
from quiz.decks.writer import dump_deck
from quiz.interchange.losses import Losses
from quiz.interchange.model import ForeignDeck, Given, InterchangeError, Taken, Written


def read(data: bytes, name: str) -> Taken:
    """The deck of a YAML file; `name` is the file's, without suffix. Raises InterchangeError."""
    loaded = load_deck(data, name)
    if isinstance(loaded, list):
        first, more = loaded[0], len(loaded) - 1
        further = f" (and {more} more: see `quiz check`)" if more else ""
        raise InterchangeError(first.message + further, first.line, first.column)
    return Taken((ForeignDeck(name, loaded),))


def write(given: Given) -> Written:
    """The deck's file, as `quiz.decks.writer` writes it."""
    losses = Losses()
    losses.past(given)
    return Written(dump_deck(given.deck).encode(), losses.lines())
