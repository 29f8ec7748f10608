"""This game's own deck files, without history."""

from __future__ import annotations

from quiz.decks.loader import load
from quiz.decks.writer import dump_deck
from quiz.formats.losses import Losses
from quiz.formats.model import ForeignDeck, Given, InterchangeError, Taken, Written


def read(data: bytes, name: str) -> Taken:
    """The deck of a YAML file; `name` is the file's, without suffix. What is wrong in it does not
    come along. Raises InterchangeError when there is no sound card in it."""
    loaded = load(data, name)
    if loaded.deck is None:
        first, more = loaded.faults[0], len(loaded.faults) - 1
        further = f" (and {more} more: see `quiz check`)" if more else ""
        raise InterchangeError(first.message + further, first.line, first.column)
    faults = tuple(f"line {fault.line}: {fault.message}" for fault in loaded.faults)
    return Taken((ForeignDeck(name, loaded.deck),), faults)


def write(given: Given) -> Written:
    """The deck's file, as `quiz.decks.writer` writes it."""
    losses = Losses()
    losses.past(given)
    return Written(dump_deck(given.deck).encode(), losses.lines())
