"""Reads deck files into the index, and recognises their cards."""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from hashlib import blake2b

from quiz.card import Card
from quiz.decks.cards import make_cards
from quiz.decks.deck import Deck
from quiz.decks.faults import Fault
from quiz.decks.identity import Matching, match_cards
from quiz.decks.loader import LoadResult, load
from quiz.decks.unreadable_cards import spoilt_cards
from quiz.progress import Progress
from quiz.storage.index.bodies import body_of, search_text, tag_text
from quiz.storage.index.database import Index
from quiz.storage.index.deck_files import file_rows, place_states, take_cards_out
from quiz.storage.library.find import FoundFile
from quiz.storage.library.scan import read_bytes
from quiz.storage.log.store import Store

UNSURE_NS = 2_000_000_000
"""A file that changed this shortly before it was read may change again within one tick of the file
system's clock, so its time does not show whether it did."""


_FILE = (
    "path", "name", "size", "mtime", "digest", "title", "description", "language", "folder",
    "cards", "notes", "left_out", "faults",
)  # fmt: skip
_SAVE_FILE = f"""
INSERT INTO files ({", ".join(_FILE)}) VALUES ({", ".join("?" * len(_FILE))})
ON CONFLICT (path) DO UPDATE SET {", ".join(f"{name} = excluded.{name}" for name in _FILE[1:])}
RETURNING number
"""


def read_decks(
    index: Index,
    store: Store,
    library: Iterable[FoundFile],
    changed: Sequence[FoundFile],
    progress: Progress,
    known_decks: Mapping[str, Deck],
) -> Matching | None:
    """Read changed files of a library, match their cards with the known ones, and save both; None
    if no file has other content than before.

    known_decks: those that were just written, by the digest of their text, see `digest_of`.
    """
    rows = file_rows(index)
    now = time.time_ns()
    decks: dict[str, int] = {}
    cards: list[Card] = []
    unread: dict[str, str] = {}
    for done, file in enumerate(changed):
        progress("Reading decks", done, len(changed))
        before = rows.get(file.path)
        mtime = file.mtime if now - file.mtime > UNSURE_NS else -1
        data = read_bytes(file)
        digest = "" if isinstance(data, Fault) else digest_of(data)
        if before and digest and (before.digest, before.name) == (digest, file.name):
            index.run(
                "UPDATE files SET size = ?, mtime = ? WHERE number = ?",
                (file.size, mtime, before.number),
            )
            continue
        if isinstance(data, Fault):
            loaded = LoadResult(None, (data,))
        else:
            deck = known_decks.get(digest)
            loaded = LoadResult(deck) if deck else load(data, file.path)
        found = make_cards(loaded.deck, file.name) if loaded.deck else []
        decks[file.name] = _save_file(index, file, mtime, digest, loaded, found)
        cards.extend(found)
        if loaded.unread:
            unread[file.name] = loaded.unread
    progress("Reading decks", len(changed), len(changed))
    if not decks:
        return None
    left = _keys_but(index, library, set(decks.values()))
    known = [card for card in store.known_cards() if card.key not in left]
    spoilt = spoilt_cards(known, cards, unread)
    held = {card.key for card in spoilt}
    matching = match_cards([card for card in known if card.key not in held], cards, left | held)
    store.change_known_cards(known, [*matching.known, *spoilt])
    _save_cards(index, decks, matching.cards)
    if matching.begun:
        # The process that reads first may not be able to tell the player, such as `quiz due` in a
        # shell prompt.
        index.run("INSERT OR IGNORE INTO untold SELECT name FROM players")
    return matching


def digest_of(data: bytes) -> str:
    """A short name for the content of a file."""
    return blake2b(data, digest_size=16).hexdigest()


def _keys_but(index: Index, library: Iterable[FoundFile], decks: set[int]) -> set[str]:
    """Keys of all cards in this library, except those in these decks."""
    paths = {file.path for file in library}
    files = index.rows("SELECT number, path FROM files")
    others = {number for number, path in files if path in paths} - decks
    return {key for deck, key in index.rows("SELECT deck, key FROM cards") if deck in others}


def _save_file(
    index: Index,
    file: FoundFile,
    mtime: int,
    digest: str,
    loaded: LoadResult,
    cards: Sequence[Card],
) -> int:
    """Save what is known of a file; returns its number."""
    deck = loaded.deck
    head = (deck.title, deck.description, deck.language, deck.folder) if deck else ("",) * 4
    sizes = len(cards), len({card.note for card in cards}), loaded.left_out
    faults = json.dumps([(f.line, f.column, f.message) for f in loaded.faults])
    of_file = (file.path, file.name, file.size, mtime, digest)
    return int(index.value(_SAVE_FILE, (*of_file, *head, *sizes, faults)))


def _save_cards(index: Index, decks: Mapping[str, int], cards: Iterable[Card]) -> None:
    """Replace the cards of these decks, given with their numbers."""
    take_cards_out(index, decks.values())
    rows: list[tuple[object, ...]] = []
    places: list[tuple[int, int, str]] = []
    notes: dict[tuple[int, str], int] = {}
    positions: Counter[int] = Counter()
    for card in cards:
        deck = decks[card.deck]
        note = notes.setdefault((deck, card.note), len(notes))
        rows.append(
            (deck, positions[deck], card.key, note, card.kind.value, tag_text(card),
             search_text(card), body_of(card))
        )  # fmt: skip
        positions[deck] += 1
        places.append((deck, note, card.key))
    index.many("INSERT INTO cards VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows)
    place_states(index, places)
