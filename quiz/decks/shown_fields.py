"""The fields of a card's note as text, on one line, for choosing between two versions."""

from __future__ import annotations

from quiz.decks.note import Note
from quiz.decks.writer import note_fields


def shown_fields(note: Note, other: Note | None = None) -> str:
    """Such as "prompt: Hund; answer: dog". other: a version to compare with; then only what it has
    otherwise."""
    theirs = {} if other is None else note_fields(other)
    return "; ".join(
        f"{name}: {shown_value(value)}"
        for name, value in note_fields(note).items()
        if other is None or theirs.get(name) != value
    )


def first_field(note: Note) -> str:
    """What names a note best, such as its prompt."""
    return shown_value(next(iter(note_fields(note).values())))


def shown_value(value: object) -> str:
    """The value of a field; "" for None."""
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return "" if value is None else str(value)
