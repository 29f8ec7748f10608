"""Whether typed answers must match exactly: the note decides, then its deck, then whether
they are code."""

from __future__ import annotations

from dataclasses import replace

from quiz.decks.note import CardFace, Note
from quiz.decks.note_extras import Extras
from quiz.decks.same_answer import are_code


def is_strict(extras: Extras, face: CardFace, gap_in: str, *, strict: bool, markdown: bool) -> bool:
    """Whether a card of a note is strict. strict, markdown: whether its deck is. Where the note
    does not say, answers that are code are strict; a tolerance overrides that and the deck.

    gap_in: what the gap of a cloze is part of, see `quiz.text.rendered.Rendered`.
    """
    if extras.strict is not None or extras.tolerance:
        return bool(extras.strict)
    names = face.answers if face.items else face.answers[:1]
    return strict or gap_in == "code" or are_code(names, markdown=markdown)


def pinned(note: Note, deck: bool) -> Note:
    """The note of a deck that is (or is not) strict, for a place where no deck says so."""
    extras = note.extras
    if not deck or extras.tolerance or extras.strict is not None or "strict" not in note.keys:
        return note
    return note.with_extras(replace(extras, strict=True))
