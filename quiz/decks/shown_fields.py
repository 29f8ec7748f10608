"""The fields of a card's note as text, on one line, for choosing between two versions."""

from __future__ import annotations

from quiz.decks.note import Note
from quiz.decks.writer import note_fields


def told_fields(note: Note) -> dict[str, object]:
    """The fields of a note by name. Those of a template stand among the others, and those of
    several cards have the number of the card: "1. prompt"."""
    told: dict[str, object] = {}
    for name, value in note_fields(note).items():
        if isinstance(value, dict):
            # These name the note better than its template does.
            told = {**value, **told}
        elif isinstance(value, list) and value and isinstance(value[0], dict):
            for number, each in enumerate(value, 1):
                told |= {f"{number}. {key}": inner for key, inner in each.items()}
        else:
            told[name] = value
    return told


def shown_fields(note: Note, other: Note | None = None) -> str:
    """Such as "prompt: Hund; answer: dog". other: a version to compare with; then only what it has
    otherwise."""
    theirs = {} if other is None else told_fields(other)
    return "; ".join(
        f"{name}: {shown_value(value)}"
        for name, value in told_fields(note).items()
        if other is None or theirs.get(name) != value
    )


def first_field(note: Note) -> str:
    """What names a note best, such as its prompt."""
    return shown_value(next(iter(told_fields(note).values())))


def shown_value(value: object) -> str:
    """The value of a field; "" for None."""
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return "" if value is None else str(value)
