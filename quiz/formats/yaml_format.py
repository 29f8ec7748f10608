"""This game's own deck files, without history."""

from __future__ import annotations

from quiz.decks.loader import load
from quiz.decks.writer import dump_deck
from quiz.formats.interchange import (
    ExportedDeck,
    ExportedFile,
    ForeignDeck,
    ImportedFile,
    InterchangeError,
)
from quiz.formats.losses import HEAD, Losses


def read(data: bytes, name: str) -> ImportedFile:
    """Read the deck in a YAML file, without its faulty cards. name: of the file, without suffix.
    Raises InterchangeError if it has no valid card."""
    loaded = load(data, name)
    if loaded.deck is None:
        first, more = loaded.faults[0], len(loaded.faults) - 1
        further = f" (and {more} more: see `quiz check`)" if more else ""
        raise InterchangeError(first.message + further, first.line, first.column)
    faults = tuple(f"line {fault.line}: {fault.message}" for fault in loaded.faults)
    return ImportedFile((ForeignDeck(name, loaded.deck),), faults)


def write(exported: ExportedDeck) -> ExportedFile:
    """Write the deck file with `quiz.decks.writer`."""
    return ExportedFile(dump_deck(exported.deck).encode(), Losses(exported, *HEAD).lines())
