"""Rewrites decks from literal text to Markdown and back, for what is added to another deck."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import lru_cache, partial
from typing import Any

from quiz.decks.deck import Deck
from quiz.decks.kinds import CardsNote
from quiz.decks.note import FormField, Gap, Note, Shape
from quiz.decks.note_extras import changed
from quiz.decks.template import Template, around
from quiz.decks.yaml_nodes import Node, node_of
from quiz.text.markdown import escaped, plain_text


def reformatted(deck: Deck, format_: str) -> Deck:
    """The deck in another format, see `Deck.format`: literal texts are escaped in Markdown, and
    Markdown becomes the plain text that it shows."""
    if format_ == deck.format:
        return deck
    change = escaped if format_ else plain_text
    part = partial(escaped, whole=False) if format_ else plain_text
    notes = tuple(with_texts(note, change, part) for note in deck.notes)
    templates = tuple(_with_texts(template, part) for template in deck.templates)
    return replace(deck, notes=notes, templates=templates, format=format_)


def with_texts(
    note: Note, change: Callable[[str], str], part: Callable[[str], str] | None = None
) -> Note:
    """The note with each text that is shown or typed changed in this way. part: how to change a
    text that is shown beside others: around a gap, in a template; by default the same."""
    part = part or change
    extras = note.extras
    extras = changed(extras, hint=change(extras.hint), explanation=change(extras.explanation))
    if isinstance(note, CardsNote):
        return note.changed(part, partial(_with_texts, change=part)).with_extras(extras)
    return type(note).of(_Changed(note, change, part), extras)


def texts_of(note: Note) -> list[str]:
    """Each text of a note that `with_texts` would change."""
    seen: list[str] = []

    def look(text: str) -> str:
        seen.append(text)
        return text

    with_texts(note, look)
    return seen


@lru_cache
def _with_texts(template: Template, change: Callable[[str], str]) -> Template:
    """The template with each text changed, but not the places of its fields."""
    apart = partial(around, change=change, names=template.fields)
    return template._replace(cards=tuple(with_texts(card, apart) for card in template.cards))


_LITERAL = ("occlusion", "covered", "size", "hide")
"""Fields that are never Markdown."""


class _Changed:
    """Supplies a note's fields, changed."""

    def __init__(
        self, note: Note, change: Callable[[str], str], part: Callable[[str], str]
    ) -> None:
        self._values = note.values()
        self._change = change
        self._part = part

    def value(self, field: FormField) -> Any:
        value = self._values[field.key]
        match field.shape:
            case Shape.TEXT:
                return self._change(value)
            case Shape.OTHERS | Shape.SEVERAL:
                return self._each(value)
            case Shape.ITEMS:
                return tuple(map(self._each, value))
            case Shape.GAPS:
                return tuple(map(self._piece, value))
        return value

    def node(self, field: FormField) -> Node | None:
        value = self._values.get(field.key)
        change = str if field.key in _LITERAL else self._change
        return None if value is None else node_of(value, change)

    def _piece(self, piece: str | Gap) -> str | Gap:
        if isinstance(piece, Gap):
            accept = tuple(map(self._part, piece.accept))
            hint = self._change(piece.hint)
            return replace(piece, answer=self._part(piece.answer), accept=accept, hint=hint)
        return self._around(piece)

    def _each(self, texts: Iterable[str]) -> tuple[str, ...]:
        return tuple(map(self._change, texts))

    def _around(self, text: str) -> str:
        """A text beside a gap, with the spaces at its ends."""
        bare = text.strip()
        start = text[: len(text) - len(text.lstrip())]
        return start + self._part(bare) + text[len(start) + len(bare) :]
