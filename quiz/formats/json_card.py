"""Supplies the fields of a note from an object in JSON."""

from __future__ import annotations

from quiz.decks.cloze_text import ClozeError, parse_cloze
from quiz.decks.note import FormField, Gap
from quiz.decks.yaml_nodes import Node, node_of
from quiz.formats.event_json import Fields


class JsonCard:
    """Supplies a note's fields from a card in JSON."""

    def __init__(self, card: Fields) -> None:
        self._card = card

    def text(self, key: str) -> str:
        """A text."""
        return self._card.text(key)

    def others(self, key: str) -> tuple[str, ...]:
        """Any number of texts."""
        return self._card.texts(key)

    def several(self, key: str) -> tuple[str, ...]:
        """Two or more texts."""
        return self._card.texts(key, 2)

    def items(self, key: str) -> tuple[tuple[str, ...], ...]:
        """Items with one or more names."""
        items = []
        for item in self._card.items(key):
            names = [item] if isinstance(item, str) else item
            if (
                not isinstance(names, list)
                or not names
                or not all(isinstance(name, str) for name in names)
            ):
                raise self._card.wrong(key, "a list of texts, or of lists of texts")
            items.append(tuple(names))
        return tuple(items)

    def gaps(self, key: str) -> tuple[str | Gap, ...]:
        """A cloze text."""
        try:
            return parse_cloze(self._card.text(key))
        except ClozeError as error:
            raise self._card.wrong(key, f"a cloze: {error}") from error

    def truth(self, key: str) -> bool:
        """True or false."""
        return self._card.truth(key)

    def node(self, field: FormField) -> Node | None:
        """Lists and mappings of texts."""
        value = self._card.get(field.key)
        return None if value is None else node_of(value)
