"""Whether typed answers must match exactly: the note decides, or else its deck."""

from __future__ import annotations

from dataclasses import replace

from quiz.decks.model import Extras, Note, SequenceNote, TrueFalseNote


def is_strict(extras: Extras, deck: bool) -> bool:
    """Whether a note's cards are strict. deck: whether its deck is strict; a tolerance overrides
    that."""
    return (deck and not extras.tolerance) if extras.strict is None else extras.strict


def pinned(note: Note, deck: bool) -> Note:
    """The note with the deck's strictness written into it, for use outside the deck."""
    if not is_strict(note.extras, deck) or isinstance(note, SequenceNote | TrueFalseNote):
        return note
    return replace(note, extras=replace(note.extras, strict=True))
