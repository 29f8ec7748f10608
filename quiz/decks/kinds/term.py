"""Terms and their definitions, asked both ways."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from quiz.card import Card, Kind
from quiz.decks.fields import EXTRAS, TYPED
from quiz.decks.kinds.choices import choices
from quiz.decks.note import ACCEPT, DISTRACTORS, CardFace, FormField, Note
from quiz.decks.note_extras import NO_EXTRAS, Extras
from quiz.decks.note_fields import NoteFields
from quiz.text.looks import look_of


@dataclass(frozen=True, slots=True)
class TermNote(Note):
    """A term and its definition, asked both ways: two cards."""

    kind: ClassVar[Kind] = Kind.TERM
    called: ClassVar[str] = "a term card"
    keys: ClassVar[tuple[str, ...]] = (
        "term", "definition", "accept", "distractors", "shuffle", "typed", *TYPED, *EXTRAS,
    )  # fmt: skip
    marks: ClassVar[tuple[str, ...]] = ("term", "definition")
    form: ClassVar[tuple[FormField, ...]] = (
        FormField("term", "Term", "Term"),
        FormField("definition", "Definition", "Definition"),
        ACCEPT,
        DISTRACTORS,
    )

    term: str
    definition: str
    accept: tuple[str, ...] = ()
    distractors: tuple[str, ...] = ()
    extras: Extras = NO_EXTRAS

    @classmethod
    def read(cls, given: NoteFields) -> TermNote:
        """Other right answers and wrong ones are for the term."""
        term = given.required("term")
        definition = given.required("definition")
        accept = given.accept(term)
        distractors = given.distractors((term, *accept), term)
        return cls(term, definition, accept, distractors, given.extras((term, *accept, definition)))

    def faces(self) -> Iterable[CardFace]:
        """One card for the definition, one for the term."""
        terms = (self.term, *self.accept)
        wrong, options = choices(self, terms)
        without = (self.definition,) if self.extras.typed else ()
        return (
            CardFace(self.term, (self.definition,), options=without),
            CardFace(
                self.definition, terms, (), wrong, "", "term", options, self.extras.media.turned
            ),
        )

    @staticmethod
    def task(card: Card) -> str:
        """Which of the two is asked for."""
        if card.direction:
            return "Which term is this?"
        is_sign = look_of(card.prompt).sort in ("symbol", "sign")
        return "What does it stand for?" if is_sign else "What does it mean?"
