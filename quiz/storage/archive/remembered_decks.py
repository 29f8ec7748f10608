"""Remembers each deck as it was when last exported or joined, in the data directory.

A copy of the deck is kept with its editions, so that notes deleted since can be recognised.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

from quiz.decks.cards import digest
from quiz.decks.deck import Deck
from quiz.decks.editions import Editions
from quiz.decks.join import version
from quiz.decks.loader import load
from quiz.decks.note import Note
from quiz.decks.writer import head_fields
from quiz.files import make_folder, replace_file
from quiz.formats.event_json import LARGEST, Fields, read_object
from quiz.formats.interchange import InterchangeError

FOLDER = "editions"
_NAME = re.compile("[0-9a-f]{16}")


class RememberedDeck:
    """A deck as it was last exported or joined, and its editions; empty at first."""

    def __init__(self, home: Path, name: str) -> None:
        self._copy = home.joinpath(FOLDER, *name.split("/"))
        self._list = self._copy.with_name(f"{self._copy.name}.json")
        self.editions = Editions()
        try:
            self.data = self._copy.read_bytes()
            self.editions = read_editions(read_object(self._list.read_bytes()))
        except (OSError, InterchangeError):
            # If it cannot be read, everything counts as new, and nothing is lost.
            self.data = b""

    @cached_property
    def notes(self) -> dict[str, Note]:
        """The notes of the deck at that time, by their item in its editions."""
        deck = whole_deck(self.data) if self.data else None
        return notes_of(deck) if deck else {}

    def save(self, data: bytes, editions: Editions) -> None:
        """Remember the current deck. Raises QuizError."""
        make_folder(self._copy.parent)
        replace_file(self._copy, data)
        replace_file(self._list, json.dumps(editions_fields(editions)))


def take_down(
    home: Path, name: str, data: bytes, edition: str, chosen: str = ""
) -> Editions | None:
    """Remember an own deck as it is now, and return its editions; None if it has faults. edition,
    chosen: see `Editions.taken_down`."""
    remembered = RememberedDeck(home, name)
    if remembered.data == data and not chosen:
        return remembered.editions
    deck = whole_deck(data)
    if deck is None:
        return None
    editions = remembered.editions.taken_down(items_of(deck), edition, chosen)
    remembered.save(data, editions)
    return editions


def whole_deck(data: bytes) -> Deck | None:
    """The deck in a file; None if any of its cards has to be left out."""
    loaded = load(data, "")
    return None if loaded.left_out else loaded.deck


def notes_of(deck: Deck) -> dict[str, Note]:
    """The notes of a deck by their item in its editions."""
    return {digest(version(note)): note for note in deck.notes}


def fields_of(deck: Deck) -> dict[str, tuple[str, Any]]:
    """The head fields of a deck (all but its cards) by their item in its editions."""
    return {digest(json.dumps(pair)): pair for pair in head_fields(deck).items()}


def items_of(deck: Deck) -> list[str]:
    """All items of a deck in its editions."""
    return [*notes_of(deck), *fields_of(deck)]


def editions_fields(editions: Editions) -> dict[str, Any]:
    """Editions as a JSON object: their names, and for each item the indices of its editions."""
    seen = sorted(editions.seen)
    numbers = {name: number for number, name in enumerate(seen)}
    of = {item: sorted(numbers[name] for name in names) for item, names in editions.of.items()}
    return {"seen": seen, "of": of}


def read_editions(fields: Fields) -> Editions:
    """The editions in such an object. Raises InterchangeError."""
    seen = fields.texts("seen")
    of = fields.get("of")
    if not all(map(_NAME.fullmatch, seen)):
        raise fields.wrong("seen", "names of 16 hexadecimal digits")
    if not isinstance(of, Mapping):
        raise fields.wrong("of", "an object")
    return Editions(frozenset(seen), {item: _names(numbers, seen) for item, numbers in of.items()})


def _names(numbers: Any, seen: tuple[str, ...]) -> frozenset[str]:
    if not isinstance(numbers, list) or not numbers:
        raise InterchangeError("an item without editions, expected a list of numbers")
    for number in numbers:
        if type(number) is not int or not 0 <= number < min(len(seen), LARGEST):
            raise InterchangeError("an item has an edition that does not exist")
    return frozenset(seen[number] for number in numbers)
