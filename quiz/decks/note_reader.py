"""Reads the notes of a deck file, and says what is wrong with each."""

from __future__ import annotations

from collections.abc import Container, Hashable

from quiz.decks.faults import Findings, excerpt
from quiz.decks.field_reader import FieldReader, Fields, name_of
from quiz.decks.kinds import CARD_KEYS, EXPECTED_CARD, KEY_SETS, note_type
from quiz.decks.note import Note
from quiz.decks.note_fields import NoteFields
from quiz.decks.template import Templates
from quiz.decks.yaml_nodes import Mapping, Node


class NoteReader(FieldReader):
    """Reads the notes of a deck one by one.

    strict, markdown: whether the deck is. templates: those of the deck.
    """

    def __init__(
        self, findings: Findings, templates: Templates, *, strict: bool, markdown: bool
    ) -> None:
        super().__init__(findings)
        self.templates = templates
        self._deck_strict = strict
        self._markdown = markdown
        self._ids: dict[str, tuple[int, int]] = {}
        self._contents: dict[Hashable, tuple[int, int]] = {}

    def read(self, node: Node) -> Note | None:
        """The note in this node; None if its faults make it unusable."""
        before = self.findings.spoilt
        if not isinstance(node, Mapping):
            self.complain(f"found {name_of(node)}, {EXPECTED_CARD}", node)
            return None
        fields: Fields = {}
        for key, value in node.pairs:
            fields[getattr(key, "value", "")] = value
        kind = note_type(fields)
        misspelt: Container[str] = ()
        if len(fields) != len(node.pairs) or not fields.keys() <= KEY_SETS[kind]:
            fields, misspelt = self.fields(node, kind.keys, CARD_KEYS, kind.called, kind.advice)
        note = kind.read(
            NoteFields(
                self, node, fields, EXPECTED_CARD, self._deck_strict, self._markdown, misspelt,
                self.templates,
            )
        )  # fmt: skip
        if note is not None and self.findings.spoilt == before:
            self._register(node, fields, note)
        return note if self.findings.spoilt == before else None

    def _register(self, node: Mapping, fields: Fields, note: Note) -> None:
        here = (node.start_mark.line + 1 + self.findings.shift, node.start_mark.column)
        id_ = note.extras.id
        first = self._ids.get(id_) if id_ else None
        if first is not None:
            self.complain(
                f"the card on line {first[0]} already has the id '{excerpt(id_)}', expected a "
                "unique id",
                fields["id"],
            )
            return
        content = (note.same(), id_)
        first = self._contents.get(content)
        if first is not None:
            self.complain(
                f"the same card is already on line {first[0]}; delete one of the two", node
            )
            return
        self._contents[content] = here
        if id_:
            self._ids[id_] = here
