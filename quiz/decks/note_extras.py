"""The optional fields that every note may have."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, TypeVar

from quiz.card import NO_MEDIA, Media

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Thing = TypeVar("Thing", bound="DataclassInstance")


@dataclass(frozen=True, slots=True)
class Extras:
    """Optional fields of notes, "" or () if absent; strict, tolerance, shuffle and typed only for
    some kinds (see the `keys` of each kind).

    id: the author's name for the note, unique within its deck.
    line: 1-based line of the note in its file, or 0; not compared.
    strict: whether typed answers must match exactly; None if the deck decides.
    tolerance: how far a number may be off, see `quiz.text.tolerance`.
    shuffle: False to keep options in the author's order: the answer first, unless it is among the
        distractors, then the distractors.
    typed: whether the answer is always typed (or, if it is long, recalled), never chosen.
    media: pictures and sounds; of a term card, the prompt's belong to the term.
    """

    id: str = ""
    category: str = ""
    hint: str = ""
    explanation: str = ""
    source: str = ""
    tags: tuple[str, ...] = ()
    line: int = field(default=0, compare=False)
    strict: bool | None = None
    tolerance: str = ""
    shuffle: bool = True
    typed: bool = False
    media: Media = NO_MEDIA


NO_EXTRAS = Extras()


def changed(thing: Thing, **fields: Any) -> Thing:
    """Extras, or a note, with these fields; the same object if that changes nothing."""
    same = all(getattr(thing, key) == value for key, value in fields.items())
    return thing if same else replace(thing, **fields)
