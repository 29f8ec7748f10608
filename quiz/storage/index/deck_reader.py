"""Reads deck files into the index, and recognises their cards."""

from __future__ import annotations

import json
import time
from collections.abc import Collection, Iterable, Sequence
from hashlib import blake2b

from quiz.card import Card
from quiz.decks.cards import make_cards
from quiz.decks.faults import Fault
from quiz.decks.identity import Matching, match_cards
from quiz.decks.loader import LoadResult, load
from quiz.decks.unreadable_cards import spoilt_cards
from quiz.progress import Progress
from quiz.storage.index.bodies import body_of, search_text, tag_text
from quiz.storage.index.database import Index
from quiz.storage.index.deck_files import file_rows, take_cards_out
from quiz.storage.library.find import FoundFile
from quiz.storage.library.scan import read_bytes
from quiz.storage.log.store import Store

_UNSURE_NS = 2_000_000_000
"""A file that changed this shortly before it was read may change again within one tick of the file
system's clock, so its time does not show whether it did."""


class DeckReader:
    """Reads files of a library into the index. library: all its files, changed or not."""

    def __init__(self, index: Index, store: Store, library: Collection[FoundFile]) -> None:
        self._index = index
        self._store = store
        self._library = library

    def take_in(self, changed: Sequence[FoundFile], progress: Progress) -> Matching | None:
        """Read these files, match their cards with the known ones, and save both."""
        rows = file_rows(self._index)
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
            loaded = LoadResult(None, (data,)) if isinstance(data, Fault) else load(data, file.path)
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

    def _keys_but(self, decks: set[int]) -> set[str]:
        """Keys of all cards in this library, except those in these decks."""
        own = {self._index.value("SELECT number FROM files WHERE path = ?", (file.path,))
               for file in self._library} - decks  # fmt: skip
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
        numbers = {file.name: number for number, file in decks}
        take_cards_out(self._index, numbers.values())
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
