"""Whether what is typed counts exactly: a note says so, or else its deck."""

from __future__ import annotations

from dataclasses import replace

from quiz.decks.model import Extras, Note, SequenceNote, TrueFalseNote


def is_strict(extras: Extras, deck: bool) -> bool:
    """Whether the cards of a note are compared exactly in a deck that is (or is not) strict. A
    tolerance is the note's own word against it."""
    return (deck and not extras.tolerance) if extras.strict is None else extras.strict


def pinned(note: Note, deck: bool) -> Note:
    """The note of a deck that is (or is not) strict, for a place where no deck says so."""
    if not is_strict(note.extras, deck) or isinstance(note, SequenceNote | TrueFalseNote):
        return note
    return replace(note, extras=replace(note.extras, strict=True))
