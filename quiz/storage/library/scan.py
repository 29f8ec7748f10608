"""Reads deck files, and whole libraries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from quiz.card import Card
from quiz.decks.cards import make_cards
from quiz.decks.deck import Deck
from quiz.decks.faults import Fault
from quiz.decks.loader import LoadResult, load
from quiz.decks.reader import MAX_BYTES
from quiz.errors import QuizError
from quiz.storage.library.find import FoundFile, find_decks


@dataclass(frozen=True, slots=True)
class LoadedDeck:
    """A deck that could be read.

    name: see `quiz.storage.library.find.FoundFile`.
    cards: keyed by names and texts alone, see `quiz.decks.identity`.
    left_out: notes in the file left out for their faults.
    """

    name: str
    path: Path
    deck: Deck
    cards: list[Card]
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class Library:
    """The decks below some roots, by name, and the faults in their files."""

    decks: dict[str, LoadedDeck]
    faults: list[Fault]

    @classmethod
    def load(cls, roots: Sequence[Path]) -> Library:
        """Read all decks below these roots; missing roots are ignored. Never raises."""
        found, problems = find_decks(roots)
        decks: dict[str, LoadedDeck] = {}
        faults = [Fault(problem.path, 1, 1, problem.message) for problem in problems]
        for file in found:
            loaded = read_deck(file)
            faults.extend(loaded.faults)
            if loaded.deck is not None:
                cards = make_cards(loaded.deck, file.name)
                decks[file.name] = LoadedDeck(
                    file.name, Path(file.path), loaded.deck, cards, loaded.left_out
                )
        return cls(decks, sorted(faults))


def deck_at(path: Path) -> Deck:
    """Read the deck in the file at this path; QuizError if it has no valid card."""
    size = path.stat().st_size if path.is_file() else -1
    loaded = read_deck(FoundFile("", str(path), size, -1))
    if loaded.deck is None:
        raise QuizError(str(loaded.faults[0]))
    return loaded.deck


def read_deck(file: FoundFile) -> LoadResult:
    """Read the deck in a file, with its faults. Never raises."""
    data = read_bytes(file)
    return LoadResult(None, (data,)) if isinstance(data, Fault) else load(data, file.path)


def read_bytes(file: FoundFile) -> bytes | Fault:
    """The content of a deck file, or the reason that it cannot be read."""
    path = Path(file.path)
    if not path.is_file():
        what = "is not a regular file, expected a deck" if path.exists() else "does not exist"
        return Fault(file.path, 1, 1, what)
    if file.size > MAX_BYTES:
        message = f"is larger than {MAX_BYTES // 2**20} MB, expected a deck; split it"
        return Fault(file.path, 1, 1, message)
    try:
        return path.read_bytes()
    except OSError as error:
        return Fault(file.path, 1, 1, f"cannot be read: {error.strerror}")
