"""Reading deck files, and all decks of a library at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from quiz.decks.cards import make_cards
from quiz.decks.faults import Fault
from quiz.decks.loader import load_deck
from quiz.decks.model import Card, Deck
from quiz.decks.reader import MAX_BYTES
from quiz.library.find import FoundFile, find_decks


@dataclass(frozen=True, slots=True)
class LoadedDeck:
    """A deck that could be read.

    name: see `quiz.library.find.FoundFile`.
    cards: with the keys that follow from names and texts alone, see `quiz.decks.identity`.
    """

    name: str
    path: Path
    deck: Deck
    cards: list[Card]


@dataclass(frozen=True, slots=True)
class Library:
    """The decks below some roots, by name, and the faults in the files that could not be read."""

    decks: dict[str, LoadedDeck]
    faults: list[Fault]

    @classmethod
    def load(cls, roots: Sequence[Path]) -> Library:
        """Read all decks below these roots; a root that is not there holds none. Never raises."""
        found, problems = find_decks(roots)
        decks: dict[str, LoadedDeck] = {}
        faults = [Fault(problem.path, 1, 1, problem.message) for problem in problems]
        for file in found:
            deck = read_deck(file)
            if isinstance(deck, list):
                faults.extend(deck)
            else:
                cards = make_cards(deck, file.name)
                decks[file.name] = LoadedDeck(file.name, Path(file.path), deck, cards)
        return cls(decks, sorted(faults))


def read_deck(file: FoundFile) -> Deck | list[Fault]:
    """The deck in a file, or what is wrong with it. Never raises."""
    data = read_bytes(file)
    return [data] if isinstance(data, Fault) else load_deck(data, file.path)


def read_bytes(file: FoundFile) -> bytes | Fault:
    """The content of a deck file, or why it cannot be had."""
    path = Path(file.path)
    if not path.is_file():
        what = "is no regular file, expected a deck" if path.exists() else "does not exist"
        return Fault(file.path, 1, 1, what)
    if file.size > MAX_BYTES:
        message = f"is larger than {MAX_BYTES // 2**20} MB, expected a deck; split it"
        return Fault(file.path, 1, 1, message)
    try:
        return path.read_bytes()
    except OSError as error:
        return Fault(file.path, 1, 1, f"cannot be read: {error.strerror}")
