"""Gives every note of a deck an id that stays the same from edition to edition.

A card's key follows from the deck's name and the note's id (`quiz.decks.cards`). So whoever reads
any edition of the deck, wherever and whenever, has the same keys.
"""

from __future__ import annotations

from dataclasses import replace

from quiz.decks.cards import digest, make_cards, note_address
from quiz.decks.deck import Deck
from quiz.decks.identity import match_cards
from quiz.decks.note import Note


def with_stable_ids(deck: Deck, before: Deck | None) -> Deck:
    """The deck with an id for each note. before: its last edition, which this gave ids; a note that
    continues one of its notes has the same id, even if it was edited or the author names another.
    """
    continued = _continued(deck, before) if before else {}
    taken = {note.extras.id for note in before.notes} if before else set()
    wanted = [continued.get(number) or note.extras.id for number, note in enumerate(deck.notes)]
    taken.update(wanted)
    used: set[str] = set()
    notes: list[Note] = []
    for id_, note in zip(wanted, deck.notes, strict=True):
        if not id_ or id_ in used:
            id_ = _fresh(note, taken)
            taken.add(id_)
        used.add(id_)
        notes.append(note.with_extras(replace(note.extras, id=id_)))
    return replace(deck, notes=tuple(notes))


def _continued(deck: Deck, before: Deck) -> dict[int, str]:
    """The number of each note that continues one of an earlier edition, and the id of that."""
    known = match_cards([], make_cards(before, "")).known
    ids = {
        card.key: before.notes[number].extras.id
        for card, number in zip(known, _numbers(before), strict=True)
    }
    found = match_cards(known, make_cards(deck, "")).cards
    continued: dict[int, str] = {}
    given: set[str] = set()
    for card, number in zip(found, _numbers(deck), strict=True):
        id_ = ids.get(card.key)
        if id_ and id_ not in given and number not in continued:
            continued[number] = id_
            given.add(id_)
    return continued


def _numbers(deck: Deck) -> list[int]:
    """The number of its note in the deck, for each card."""
    return [number for number, note in enumerate(deck.notes) for _ in note.faces()]


def _fresh(note: Note, taken: set[str]) -> str:
    """A new id, the same for the same text unless it is taken."""
    address, salt = note_address(note), 0
    while (id_ := digest(f"{address}\x1e{salt}")) in taken:
        salt += 1
    return id_
