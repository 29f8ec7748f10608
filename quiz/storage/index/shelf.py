"""The decks of a library, cached in the index: a file is only read again when it has changed."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from quiz.decks.faults import Fault
from quiz.progress import Progress, silent
from quiz.storage.index.bodies import card_of
from quiz.storage.index.database import Index
from quiz.storage.index.deck_files import file_rows, take_cards_out, take_states_over
from quiz.storage.library.find import FoundFile, Problem, find_decks

if TYPE_CHECKING:
    from quiz.card import Card
    from quiz.decks.deck import Deck
    from quiz.decks.identity import Matching
    from quiz.storage.log.store import Store


class ShelfDeck(NamedTuple):
    """A deck of the library.

    number: of its file in the index. name: see `FoundFile`. file: its path.
    total, notes: numbers of cards and notes. left_out: cards in the file left out for their faults.
    folder: see `quiz.decks.deck.Deck`.
    """

    number: int
    name: str
    file: str
    title: str
    description: str
    language: str
    total: int
    notes: int
    left_out: int = 0
    folder: str = ""

    @property
    def path(self) -> Path:
        """Where the file is."""
        return Path(self.file)

    @property
    def writable(self) -> bool:
        """Whether the player may change the file."""
        return os.access(self.file, os.W_OK)


class Shelf:
    """The library below some roots. `reload` brings it up to date."""

    def __init__(self, index: Index, store: Store, roots: Sequence[Path]) -> None:
        self._index = index
        self._store = store
        self._roots = list(roots)
        self._found: tuple[list[FoundFile], list[Problem]] = ([], [])
        self._names: dict[int, str] = {}
        self.decks: dict[str, ShelfDeck] = {}
        self.faults: list[Fault] = []

    def every_name(self) -> list[str]:
        """The names of all decks, including those with faults."""
        return [file.name for file in self._found[0]]

    def changed(self) -> bool:
        """Whether any file was added, removed or changed since the last `reload`, by time and
        size."""
        return find_decks(self._roots) != self._found

    def reload(
        self, progress: Progress = silent, known: Mapping[str, Deck] = {}
    ) -> Matching | None:
        """Read changed files. Returns how their cards were matched with known ones; None if
        nothing changed. known: see `read_decks`."""
        self._found = find_decks(self._roots)
        files, problems = self._found
        rows = file_rows(self._index)
        changed = [
            file for file in files if file.path not in rows or not rows[file.path].is_still(file)
        ]
        matching = None
        gone = rows.keys() - {file.path for file in files}
        removed = [rows[path].number for path in gone if not os.path.lexists(path)]
        if not changed and not removed:
            self._adopt(files, problems)
            return None
        with self._index.transaction():
            if changed:
                # An unchanged library is not read, and a start needs none of what reads decks.
                from quiz.storage.index.deck_reader import read_decks

                matching = read_decks(self._index, self._store, files, changed, progress, known)
            self._adopt(files, problems)
            self._remove(removed)
        return matching

    # ── cards ───────────────────────────────────────────────────────────────────

    def cards(self, deck: str) -> list[Card]:
        """The cards of a deck, in order; KeyError if there is no such deck."""
        return [
            card_of(key, deck, kind, body)
            for key, kind, body in self._index.rows(
                "SELECT key, kind, body FROM cards WHERE deck = ? ORDER BY position",
                (self.decks[deck].number,),
            )
        ]

    def card(self, key: str) -> Card | None:
        """The card with this key; None if it is not in the library."""
        rows = self._index.rows(
            "SELECT c.deck, c.kind, c.body FROM cards c WHERE c.key = ? AND c.deck NOT IN left_out",
            (key,),
        )
        for number, kind, body in rows:
            if number in self._names:
                return card_of(key, self._names[number], kind, body)
        return None

    def name(self, number: int) -> str | None:
        """The name of the deck with this number; None if it is not in this library."""
        return self._names.get(number)

    def is_untold(self, player: str) -> bool:
        """Whether cards started as new while others vanished, and this player has not been told."""
        return self._index.value("SELECT 1 FROM untold WHERE player = ?", (player,)) is not None

    def mark_told(self, player: str) -> None:
        """Remember that this player has been told."""
        self._index.run("DELETE FROM untold WHERE player = ?", (player,))

    def _remove(self, decks: Sequence[int]) -> None:
        take_cards_out(self._index, decks)
        numbers = [(number,) for number in decks]
        self._index.many("DELETE FROM files WHERE number = ?", numbers)
        self._index.many("DELETE FROM left_out WHERE deck = ?", numbers)

    def _adopt(self, files: Sequence[FoundFile], problems: Sequence[Problem]) -> None:
        """Set the library to the index's content for these files."""
        faults = [Fault(problem.path, 1, 1, problem.message) for problem in problems]
        rows = {
            path: row
            for path, *row in self._index.rows(
                "SELECT path, number, title, description, language, folder, cards, notes, "
                "left_out, faults, name FROM files"
            )
        }
        self.decks = {}
        for file in files:
            number, title, about, language, folder, total, notes, left_out, found, _ = rows.pop(
                file.path
            )
            if found != "[]":
                faults.extend(Fault(file.path, *fault) for fault in json.loads(found))
            if total:
                self.decks[file.name] = ShelfDeck(
                    number, file.name, file.path, title, about, language, total, notes, left_out,
                    folder,
                )  # fmt: skip
        self.faults = sorted(faults)
        self._names = {deck.number: name for name, deck in self.decks.items()}
        self._index.run("DELETE FROM left_out")
        if rows:
            self._index.many(
                "INSERT INTO left_out VALUES (?)", [(number,) for number, *_ in rows.values()]
            )
            # The same decks elsewhere, such as in another installation.
            take_states_over(
                self._index, [number for number, *_, name in rows.values() if name in self.decks]
            )
