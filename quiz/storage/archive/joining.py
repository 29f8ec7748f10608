"""Joins a deck from an archive with the player's own deck, card by card."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from pathlib import Path
from typing import Any

from quiz.decks.cards import note_address
from quiz.decks.deck import Deck
from quiz.decks.deck_text import edit_deck, edited
from quiz.decks.editions import Editions
from quiz.decks.join import JoinResult, join, join_heads, version
from quiz.decks.note import Note
from quiz.decks.writer import head_fields
from quiz.errors import QuizError
from quiz.storage.archive.remembered_decks import (
    RememberedDeck,
    fields_of,
    items_of,
    notes_of,
    whole_deck,
)


@dataclass(frozen=True)
class DeckToJoin:
    """The plan for joining an own deck with one from an archive.

    name: path below the folder of own decks. before: current content of the file. mine, theirs: the
    two decks, own and other: their editions. head: the fields of the joined deck; heads_differ:
    those changed on both sides.
    """

    name: str
    path: Path
    before: bytes
    mine: Deck
    theirs: Deck
    joined: JoinResult
    head: Mapping[str, Any]
    heads_differ: tuple[str, ...]
    own: Editions
    other: Editions
    edition: str

    @property
    def addresses(self) -> set[str]:
        """The addresses of the joined notes, see `quiz.decks.cards.note_address`."""
        return {note_address(note) for note in self.joined.notes}

    @cached_property
    def content(self) -> bytes:
        """The new content of the file. Raises QuizError if the file cannot be edited like that."""
        joined = self.joined
        head = None if self.head == head_fields(self.mine) else dict(self.head)
        lines = {version(note): note.extras.line for note in self.mine.notes}
        changed: dict[int, Note | None] = {lines[version(note)]: None for note in joined.removed}
        changed |= {lines[version(old)]: new for old, new in joined.changed}
        if not changed and not joined.added and head is None:
            return self.before
        data = edited(
            self.before, self.path, lambda text: edit_deck(text, changed, joined.added, head)
        )
        made = whole_deck(data)
        wanted = set(map(version, joined.notes))
        if made is None or set(map(version, made.notes)) != wanted:
            raise QuizError(f"{self.path}: the decks cannot be joined in this file")
        return data

    @property
    def editions(self) -> Editions:
        """The editions of the joined deck."""
        made = whole_deck(self.content)
        return self.own.joined(self.other, items_of(made) if made else (), self.edition)


def plan_join(
    home: Path, name: str, path: Path, data: bytes, editions: Editions | None, edition: str
) -> DeckToJoin | None:
    """Plan the join of a deck from the archive with the own one; None if they cannot be joined.

    data, editions: of the archive's deck; the first versions had no editions.
    edition: a new name for everything written here since.
    """
    before = path.read_bytes()
    mine, theirs = whole_deck(before), whole_deck(data)
    if mine is None or theirs is None:
        return None
    remembered = RememberedDeck(home, name)
    own = remembered.editions.taken_down(items_of(mine), edition)
    other = theirs_editions(theirs, data, editions)
    base = {
        **_seen_by(notes_of(mine), own, other),
        **_seen_by(notes_of(theirs), other, own),
        **{
            item: note
            for item, note in remembered.notes.items()
            if item in remembered.editions.of and remembered.editions.seen_by(item, other)
        },
    }
    heads = {
        **dict(_seen_by(fields_of(theirs), other, own).values()),
        **dict(_seen_by(fields_of(mine), own, other).values()),
    }
    joined = join(base.values(), mine.notes, theirs.notes)
    head, differ = join_heads(heads, head_fields(mine), head_fields(theirs))
    plan = DeckToJoin(
        name, path, before, mine, theirs, joined, head, tuple(differ), own, other, edition
    )
    if not joined.notes:
        return None
    try:
        plan.content  # noqa: B018 (it shows whether the file can be changed)
    except QuizError:
        return None
    return plan


def theirs_editions(deck: Deck, data: bytes, editions: Editions | None) -> Editions:
    """The editions of a deck in the archive; items without one get an edition named after a hash of
    the file."""
    name = blake2b(data, digest_size=8).hexdigest()
    return (editions or Editions()).taken_down(items_of(deck), name)


def _seen_by(items: Mapping[str, Any], own: Editions, other: Editions) -> dict[str, Any]:
    return {item: what for item, what in items.items() if own.seen_by(item, other)}


def join_line(join: DeckToJoin) -> str:
    """What joining changes in an own deck, in numbers of notes."""
    joined = join.joined
    mine = sum(conflict.theirs is None for conflict in joined.conflicts)
    theirs = sum(conflict.mine is None for conflict in joined.conflicts)
    said = [
        (len(joined.added), "added"),
        (len(joined.changed), "changed"),
        (len(joined.removed), "deleted"),
        (len(join.joined.questions), "changed on both sides, both texts stay"),
        (theirs, "deleted here but changed there, restored"),
        (mine, "deleted there but changed here, kept"),
    ]
    parts = [f"{number} {what}" for number, what in said if number]
    if join.heads_differ:
        parts.append(f"{' and '.join(join.heads_differ)} of the deck changed on both sides")
    elif join.head != head_fields(join.mine):
        parts.append("title or description changed")
    return f"{join.name}: {'; '.join(parts) or 'nothing new'}"
