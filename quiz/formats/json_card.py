"""Supplies the fields of a note from an object in JSON."""

from __future__ import annotations

from typing import Any

from quiz.decks.cloze_text import ClozeError, parse_cloze
from quiz.decks.note import FormField, Shape
from quiz.decks.yaml_nodes import Node, node_of
from quiz.formats.event_json import Fields


class JsonCard:
    """Supplies a note's fields from a card in JSON."""

    def __init__(self, card: Fields) -> None:
        self._card = card

    def value(self, field: FormField) -> Any:
        """A value of the field's shape."""
        key = field.key
        match field.shape:
            case Shape.OTHERS:
                return self._card.texts(key)
            case Shape.SEVERAL:
                return self._card.texts(key, 2)
            case Shape.ITEMS:
                return tuple(self._names(key, item) for item in self._card.items(key))
            case Shape.GAPS:
                try:
                    return parse_cloze(self._card.text(key))
                except ClozeError as error:
                    raise self._card.wrong(key, f"a cloze: {error}") from error
            case Shape.TRUTH:
                return self._card.truth(key)
        return self._card.text(key)

    def _names(self, key: str, item: Any) -> tuple[str, ...]:
        names = [item] if isinstance(item, str) else item
        if isinstance(names, list) and names and all(isinstance(name, str) for name in names):
            return tuple(names)
        raise self._card.wrong(key, "a list of texts, or of lists of texts")

    def node(self, field: FormField) -> Node | None:
        """Lists and mappings of texts."""
        value = self._card.get(field.key)
        return None if value is None else node_of(value)
