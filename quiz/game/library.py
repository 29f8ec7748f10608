"""The library as games use it: one game, or those of all members of a class."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from quiz.card import Card
from quiz.progress import Progress, silent
from quiz.storage.index.database import FILE_NAME, Index
from quiz.storage.index.shelf import Shelf
from quiz.wording import counted

if TYPE_CHECKING:
    from quiz.decks.deck import Deck
    from quiz.decks.identity import Matching
    from quiz.game.answers import Answers
    from quiz.storage.log.store import Store

CARDS_KEPT = 2_000
"""Cards in memory, so that rounds of many players ask the same ones."""


class Library:
    """The decks below some roots, and what was prepared of them.

    store: knows the cards of before. progress: reports the first reading of a large library.
    edition: how often it was read. changes: see `changes_text`, of the last reading. has_begun:
    whether cards started as new in it while others vanished.
    """

    def __init__(self, store: Store, roots: Sequence[Path], progress: Progress = silent) -> None:
        self.index = Index(store.path.parent / FILE_NAME)
        self.shelf = Shelf(self.index, store, roots)
        self.card = lru_cache(CARDS_KEPT)(self.shelf.card)
        """The card with this key; None if it is no longer in the library."""
        self._answers: Answers | None = None
        self.edition = 0
        self._read(progress)

    def refresh(self, known: Mapping[str, Deck] = {}) -> None:
        """Read decks that have changed. known: see `Game.refresh`."""
        if self.shelf.changed():
            self._read(known=known)

    def _read(self, progress: Progress = silent, known: Mapping[str, Deck] = {}) -> None:
        # This has all cards that were read, and is not kept.
        matching = self.shelf.reload(progress, known)
        self.changes = changes_text(matching)
        self.has_begun = bool(matching and matching.begun)
        self.edition += 1
        self._answers = None
        self.card.cache_clear()

    @property
    def answers(self) -> Answers:
        """The answers of decks, prepared for rounds."""
        if self._answers is None:
            # Imported late: only rounds need it.
            from quiz.game.answers import Answers

            self._answers = Answers(self.cards)
        return self._answers

    def cards(self, deck: str) -> list[Card]:
        """The cards of a deck, in order; none if there is no such deck."""
        return self.shelf.cards(deck) if deck in self.shelf.decks else []

    def close(self) -> None:
        """Close the index."""
        self.index.close()


def changes_text(matching: Matching | None) -> str:
    """How many cards were edited or moved, and how many could continue more than one vanished card;
    "" if there are none."""
    if matching is None:
        return ""
    changes = (
        (matching.edited, "edited, progress kept"),
        (matching.moved, "moved, progress kept"),
        (matching.ambiguous, "could continue more than one old card and start as new"),
    )
    return "; ".join(f"{counted(len(cards), 'card')} {what}" for cards, what in changes if cards)
