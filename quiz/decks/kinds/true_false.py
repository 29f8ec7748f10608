"""Statements that are true or false."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from random import Random
from typing import ClassVar

from quiz.card import Card, Kind
from quiz.decks.faults import excerpt
from quiz.decks.fields import EXTRAS, truth_of
from quiz.decks.note import CardFace, FormField, Note, Shape, UnclearResponse
from quiz.decks.note_extras import NO_EXTRAS, Extras
from quiz.decks.note_fields import NoteFields
from quiz.grading.result import Grade
from quiz.history.kinds import Input

OPTIONS = ("true", "false")
_TRUE = ("t", "true", "y", "yes", "1")
_FALSE = ("f", "false", "n", "no", "2")


@dataclass(frozen=True, slots=True)
class TrueFalseNote(Note):
    """A statement that is true or false."""

    kind: ClassVar[Kind] = Kind.TRUE_FALSE
    called: ClassVar[str] = "a true/false card"
    keys: ClassVar[tuple[str, ...]] = ("statement", "answer", *EXTRAS)
    marks: ClassVar[tuple[str, ...]] = ("statement",)
    form: ClassVar[tuple[FormField, ...]] = (
        FormField("statement", "Statement", "Statement"),
        FormField("answer", "Truth", "true or false", shape=Shape.TRUTH),
    )
    input: ClassVar[Input | None] = Input.TRUE_FALSE
    how_to_answer: ClassVar[str] = "t or f (true, false, yes and no work too)"

    statement: str
    truth: bool
    extras: Extras = NO_EXTRAS

    @classmethod
    def read(cls, given: NoteFields) -> TrueFalseNote:
        """The answer is true or false, yes or no."""
        statement = given.required("statement")
        answer = given.required("answer")
        truth = truth_of(answer)
        if truth is None and answer:
            given.complain(
                f"'{excerpt(answer)}' does not answer a statement, expected true or false", "answer"
            )
        return cls(statement, bool(truth), given.extras())

    def asked(self) -> Hashable:
        """The statement: it cannot be both true and false."""
        return self.statement

    def faces(self) -> Iterable[CardFace]:
        """One card."""
        return (CardFace(self.statement, ("true" if self.truth else "false",)),)

    @staticmethod
    def offered(card: Card, random: Random) -> tuple[str, ...]:
        """True and false."""
        return OPTIONS

    @staticmethod
    def line_prompt(card: Card) -> str:
        """How the plain mode asks for the truth."""
        return "True or false (t/f)"

    @staticmethod
    def response(line: str, card: Card, options: tuple[str, ...]) -> str:
        """What the line says of the statement."""
        word = line.casefold()
        if word not in (*_TRUE, *_FALSE):
            raise UnclearResponse("Please answer t or f.")
        return "true" if word in _TRUE else "false"

    @staticmethod
    def grade(parts: Sequence[str], card: Card) -> Grade:
        """Right if it is the truth."""
        correct = tuple(parts) == card.answers
        return Grade(1.0 if correct else 0.0, correct, False, card.answer)
