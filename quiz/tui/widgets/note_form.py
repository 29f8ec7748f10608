"""Converts a note to editable form fields and back."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from quiz.card import Kind, Media
from quiz.decks.cloze_text import ClozeError, parse_cloze
from quiz.decks.faults import UnfitError
from quiz.decks.fields import truth_of
from quiz.decks.kinds import KINDS
from quiz.decks.note import FormField, Note, Shape
from quiz.decks.note_extras import Extras
from quiz.decks.reader import node_from
from quiz.decks.writer import field_text
from quiz.decks.yaml_nodes import Node

EXTRAS = (
    FormField("category", "Category", "Category"),
    FormField("hint", "Hint", "Hint"),
    FormField("explanation", "Explanation", "Explanation"),
)
FILES = (
    FormField("image", "Picture", "Picture with the question: a path from the deck's folder"),
    FormField("alt", "Its words", "What the picture shows, for those who cannot see it"),
    FormField(
        "audio", "Sound", "Sound with the question: a path from the deck's folder, one a line", True
    ),
    FormField("answer_image", "Answer's picture", "Picture with the answer"),
    FormField("answer_alt", "Its words", "What that picture shows"),
    FormField("answer_audio", "Answer's sound", "Sound with the answer, one a line", True),
)

_GOES_ON = "  "
"""Begins a line that goes on with the entry above."""

_BAR = re.compile(r"(?<!\\)\|")
"""Separates the names of an item; a bar inside a name is escaped with a backslash."""


def texts_of(note: Note) -> dict[str, str]:
    """The text of each field for this note."""
    own = {field.key: _shown(field.shape, value) for field, value, _ in note.told()}
    extras = {field.key: getattr(note.extras, field.key) for field in EXTRAS}
    return own | extras | note.extras.media._asdict()


def empty_field(kind: Kind, texts: dict[str, str]) -> FormField | None:
    """The first required field that is empty; None if there is none."""
    for field in KINDS[kind].form:
        if field.needed and not texts.get(field.key, "").strip():
            return field
    return None


def note_of(kind: Kind, texts: dict[str, str], before: Extras) -> Note | str:
    """The note made from the fields, or one line saying what is missing.

    before: supplies what has no field: id, source, tags, and how answers are compared.
    """
    text = {key: value.strip() for key, value in texts.items()}
    empty = empty_field(kind, text)
    if empty is not None:
        return f"{empty.title.split(',')[0]} is still empty"
    extras = replace(
        before,
        category=text.get("category", ""),
        hint=text.get("hint", ""),
        explanation=text.get("explanation", ""),
        media=Media(*(text.get(field.key, "") for field in FILES)),
        line=0,
    )
    try:
        return KINDS[kind].of(_Form(text), extras)
    except (_Unfit, ClozeError, UnfitError) as error:
        return str(error)


def _listed(entries: Iterable[str]) -> str:
    """Entries one a line; those of several lines, such as code, go on below."""
    return "\n".join(entry.replace("\n", f"\n{_GOES_ON}") for entry in entries)


def _shown(shape: Shape, value: Any) -> str:
    """The value of a field as editable text."""
    match shape:
        case Shape.OTHERS | Shape.SEVERAL:
            return _listed(value)
        case Shape.ITEMS:
            escaped = ([name.replace("|", r"\|") for name in names] for names in value)
            return _listed(" | ".join(names) for names in escaped)
    return field_text(shape, value)


class _Unfit(ValueError):  # noqa: N818
    """A text does not fit its field; the message is shown to the player."""


class _Form:
    """Reads a note's fields from the texts of the form."""

    def __init__(self, texts: dict[str, str]) -> None:
        self._texts = texts

    def value(self, field: FormField) -> Any:
        text = self._texts.get(field.key, "")
        match field.shape:
            case Shape.OTHERS | Shape.SEVERAL:
                return _entries(text)
            case Shape.ITEMS:
                return tuple(names for names in map(_names, _entries(text)) if names)
            case Shape.GAPS:
                return parse_cloze(text)
            case Shape.TRUTH:
                truth = truth_of(text)
                if truth is None:
                    raise _Unfit("The answer to a statement must be true or false")
                return truth
        return text

    def node(self, field: FormField) -> Node | None:
        return node_from(self._texts.get(field.key, ""), field)


def _entries(text: str) -> tuple[str, ...]:
    # Only a line at the left edge begins an entry.
    entries = re.split(rf"\n(?!{_GOES_ON})", text)
    texts = (entry.replace(f"\n{_GOES_ON}", "\n").strip() for entry in entries)
    return tuple(text for text in texts if text)


def _names(line: str) -> tuple[str, ...]:
    names = (part.strip().replace(r"\|", "|") for part in _BAR.split(line))
    return tuple(name for name in names if name)
