"""The decks of a library, cached in the index: a file is only read again when it has changed."""

from __future__ import annotations

import os
import time
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from quiz.decks.faults import Fault
from quiz.errors import QuizError
from quiz.progress import Progress, silent
from quiz.storage.index.database import Index
from quiz.storage.library.find import FoundFile, Problem, find_decks

if TYPE_CHECKING:
    from quiz.card import Card
    from quiz.decks.identity import Matching
    from quiz.decks.model import Deck
    from quiz.storage.log.store import Store

CARDS_KEPT = 5_000
"""Number of cards kept in memory, from the decks used last."""

_UNSURE_NS = 2_000_000_000
"""A file that changed this shortly before it was read may change again within one tick of the file
system's clock, so its time does not show whether it did."""


class ShelfDeck(NamedTuple):
    """A deck of the library.

    number: of its file in the index. name: see `FoundFile`. file: its path.
    total, notes: numbers of cards and notes. left_out: cards in the file left out for their faults.
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

    @property
    def path(self) -> Path:
        """Where the file is."""
        return Path(self.file)

    @property
    def writable(self) -> bool:
        """Whether the player may change the file."""
        return os.access(self.file, os.W_OK)

    def read(self) -> Deck:
        """Read the deck from its file; QuizError if it no longer has any valid card."""
        from quiz.storage.library.scan import read_deck

        size = self.path.stat().st_size if self.path.is_file() else -1
        loaded = read_deck(FoundFile(self.name, self.file, size, -1))
        if loaded.deck is None:
            raise QuizError(str(loaded.faults[0]))
        return loaded.deck


class _Row(NamedTuple):
    number: int
    name: str
    size: int
    mtime: int
    digest: str


class Shelf:
    """The library below some roots. `reload` brings it up to date."""

    def __init__(self, index: Index, store: Store, roots: Sequence[Path]) -> None:
        self._index = index
        self._store = store
        self._roots = list(roots)
        self._found: tuple[list[FoundFile], list[Problem]] = ([], [])
        self._kept: OrderedDict[int, list[Card]] = OrderedDict()
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

    def reload(self, progress: Progress = silent) -> Matching | None:
        """Read changed files. Returns how their cards were matched with known ones; None if
        nothing changed."""
        self._found = find_decks(self._roots)
        files, problems = self._found
        rows = self._rows()
        changed = [file for file in files if not _same(rows.get(file.path), file)]
        matching = None
        gone = rows.keys() - {file.path for file in files}
        if changed or any(not os.path.lexists(path) for path in gone):
            with self._index.transaction():
                matching = self._take_in(changed, progress)
                self._remove(rows[path].number for path in gone if not os.path.lexists(path))
        self._adopt(files, problems)
        return matching

    # ── cards ───────────────────────────────────────────────────────────────────

    def cards(self, deck: str) -> list[Card]:
        """The cards of a deck, in order; KeyError if there is no such deck."""
        number = self.decks[deck].number
        kept = self._kept.get(number)
        if kept is None:
            from quiz.storage.index.bodies import card_of

            kept = self._kept[number] = [
                card_of(key, deck, kind, body)
                for key, kind, body in self._index.rows(
                    "SELECT key, kind, body FROM cards WHERE deck = ? ORDER BY position", (number,)
                )
            ]
            while len(self._kept) > 1 and sum(map(len, self._kept.values())) > CARDS_KEPT:
                self._kept.popitem(last=False)
        self._kept.move_to_end(number)
        return kept

    def card(self, key: str) -> Card | None:
        """The card with this key; None if it is not in the library."""
        from quiz.storage.index.bodies import card_of

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

    # ── reading ─────────────────────────────────────────────────────────────────

    def _rows(self) -> dict[str, _Row]:
        rows = self._index.rows("SELECT path, number, name, size, mtime, digest FROM files")
        return {path: _Row(*row) for path, *row in rows}

    def _take_in(self, changed: Sequence[FoundFile], progress: Progress) -> Matching | None:
        """Read these files, match their cards with the known ones, and save both."""
        from hashlib import blake2b

        from quiz.decks.cards import make_cards
        from quiz.decks.identity import match_cards
        from quiz.decks.loader import Loaded, load
        from quiz.decks.spoilt import spoilt_cards
        from quiz.storage.library.scan import read_bytes

        rows = self._rows()
        now = time.time_ns()
        decks: list[tuple[int, FoundFile]] = []
        cards: list[Card] = []
        unread: dict[str, str] = {}
        for done, file in enumerate(changed):
            progress("Reading decks", done, len(changed))
            before = rows.get(file.path)
            mtime = file.mtime if now - file.mtime > _UNSURE_NS else -1
            data = read_bytes(file)
            digest = "" if isinstance(data, Fault) else blake2b(data, digest_size=16).hexdigest()
            if before and digest and (before.digest, before.name) == (digest, file.name):
                self._index.rows(
                    "UPDATE files SET size = ?, mtime = ? WHERE number = ?",
                    (file.size, mtime, before.number),
                )
                continue
            loaded = Loaded(None, (data,)) if isinstance(data, Fault) else load(data, file.path)
            deck = loaded.deck
            found = make_cards(deck, file.name) if deck else []
            head = (deck.title, deck.description, deck.language) if deck else ("", "", "")
            size = len(found), len({card.note for card in found}), loaded.left_out
            number = self._save_file(file, mtime, digest, head, size, loaded.faults)
            if loaded.unread:
                unread[file.name] = loaded.unread
            decks.append((number, file))
            cards.extend(found)
        progress("Reading decks", len(changed), len(changed))
        if not decks:
            return None
        read = {number for number, _ in decks}
        left = self._keys_but(read)
        known = [card for card in self._store.known_cards() if card.key not in left]
        spoilt = spoilt_cards(known, cards, unread)
        held = {card.key for card in spoilt}
        matching = match_cards([card for card in known if card.key not in held], cards, left | held)
        self._store.change_known_cards(known, [*matching.known, *spoilt])
        self._save_cards(decks, matching.cards)
        if matching.begun:
            # The process that reads first may not be able to tell the player, such as `quiz due` in
            # a shell prompt.
            self._index.rows("INSERT OR IGNORE INTO untold SELECT name FROM players")
        return matching

    def is_untold(self, player: str) -> bool:
        """Whether cards started as new while others vanished, and this player has not been told."""
        return self._index.value("SELECT 1 FROM untold WHERE player = ?", (player,)) is not None

    def told(self, player: str) -> None:
        """Remember that this player has been told."""
        self._index.rows("DELETE FROM untold WHERE player = ?", (player,))

    def _keys_but(self, decks: set[int]) -> set[str]:
        """Keys of all cards in this library, except those in these decks."""
        own = {self._index.value("SELECT number FROM files WHERE path = ?", (file.path,))
               for file in self._found[0]} - decks  # fmt: skip
        return {key for deck, key in self._index.rows("SELECT deck, key FROM cards") if deck in own}

    def _save_file(
        self,
        file: FoundFile,
        mtime: int,
        digest: str,
        head: tuple[str, str, str],
        size: tuple[int, int, int],
        faults: Iterable[Fault],
    ) -> int:
        import json

        listed = json.dumps([(f.line, f.column, f.message) for f in faults])
        self._index.rows(
            "INSERT INTO files (path, name, size, mtime, digest, title, description, language, "
            "cards, notes, left_out, faults) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
            "ON CONFLICT (path) DO UPDATE SET name = excluded.name, size = excluded.size, "
            "mtime = excluded.mtime, digest = excluded.digest, title = excluded.title, "
            "description = excluded.description, language = excluded.language, "
            "cards = excluded.cards, notes = excluded.notes, left_out = excluded.left_out, "
            "faults = excluded.faults",
            (file.path, file.name, file.size, mtime, digest, *head, *size, listed),
        )
        return int(self._index.value("SELECT number FROM files WHERE path = ?", (file.path,)))

    def _save_cards(self, decks: Sequence[tuple[int, FoundFile]], cards: Sequence[Card]) -> None:
        from quiz.storage.index.bodies import body_of, search_text, tag_text

        numbers = {file.name: number for number, file in decks}
        self._clear(numbers.values())
        rows: list[tuple[object, ...]] = []
        places: list[tuple[int, int, str]] = []
        notes: dict[tuple[int, str], int] = {}
        positions: dict[int, int] = {}
        for card in cards:
            deck = numbers[card.deck]
            note = notes.setdefault((deck, card.note), len(notes))
            position = positions[deck] = positions.get(deck, -1) + 1
            rows.append(
                (deck, position, card.key, note, card.kind.value, tag_text(card),
                 search_text(card), body_of(card))
            )  # fmt: skip
            places.append((deck, note, card.key))
        self._index.many("INSERT INTO cards VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows)
        for (player,) in self._index.rows("SELECT number FROM players"):
            self._index.many(
                f"UPDATE states SET deck = ?, note = ? WHERE player = {player} AND card = ?",
                places,
            )

    def _clear(self, decks: Iterable[int]) -> None:
        """Remove the cards of these decks."""
        numbers = [(number,) for number in decks]
        self._index.many("DELETE FROM cards WHERE deck = ?", numbers)
        for (player,) in self._index.rows("SELECT number FROM players"):
            self._index.many(
                f"UPDATE states SET deck = NULL, note = NULL WHERE player = {player} AND deck = ?",
                numbers,
            )
        for (number,) in numbers:
            self._kept.pop(number, None)

    def _remove(self, decks: Iterable[int]) -> None:
        numbers = list(decks)
        self._clear(numbers)
        self._index.many("DELETE FROM files WHERE number = ?", [(number,) for number in numbers])

    def _adopt(self, files: Sequence[FoundFile], problems: Sequence[Problem]) -> None:
        """Set the library to the index's content for these files."""
        self._kept.clear()
        faults = [Fault(problem.path, 1, 1, problem.message) for problem in problems]
        rows = {
            row[0]: row[1:]
            for row in self._index.rows(
                "SELECT path, number, title, description, language, cards, notes, left_out, faults "
                "FROM files"
            )
        }
        self.decks = {}
        for file in files:
            number, title, about, language, total, notes, left_out, found = rows.pop(file.path)
            if found != "[]":
                import json

                faults.extend(Fault(file.path, *fault) for fault in json.loads(found))
            if total:
                self.decks[file.name] = ShelfDeck(
                    number, file.name, file.path, title, about, language, total, notes, left_out
                )
        self.faults = sorted(faults)
        self._names = {deck.number: name for name, deck in self.decks.items()}
        self._index.rows("DELETE FROM left_out")
        if rows:
            self._index.many(
                "INSERT INTO left_out VALUES (?)", [(number,) for number, *_ in rows.values()]
            )


def _same(row: _Row | None, file: FoundFile) -> bool:
    return (
        row is not None
        and (row.size, row.mtime, row.name) == (file.size, file.mtime, file.name)
        and file.mtime != -1
    )
