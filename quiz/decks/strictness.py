"""Whether typed answers must match exactly: the note decides, or else its deck."""

from __future__ import annotations

from dataclasses import replace

from quiz.decks.note import Note
from quiz.decks.note_extras import Extras


def is_strict(extras: Extras, deck: bool) -> bool:
    """Whether a note's cards are strict. deck: whether its deck is strict; a tolerance overrides
    that."""
    return (deck and not extras.tolerance) if extras.strict is None else extras.strict


def pinned(note: Note, deck: bool) -> Note:
    """The note of a deck that is (or is not) strict, for a place where no deck says so."""
    if not is_strict(note.extras, deck) or "strict" not in note.keys:
        return note
    return note.with_extras(replace(note.extras, strict=True))
