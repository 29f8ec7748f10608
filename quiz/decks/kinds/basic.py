"""Basic cards: one prompt, one answer."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from typing import ClassVar

from quiz.card import Kind
from quiz.decks.fields import EXTRAS, TYPED
from quiz.decks.kinds.choices import choices
from quiz.decks.note import ACCEPT, DISTRACTORS, CardFace, FormField, Note
from quiz.decks.note_extras import NO_EXTRAS, Extras
from quiz.decks.note_fields import NoteFields


@dataclass(frozen=True, slots=True)
class BasicNote(Note):
    """One prompt with one answer. accept: other right answers. distractors: wrong answers."""

    kind: ClassVar[Kind] = Kind.BASIC
    called: ClassVar[str] = "a card"
    keys: ClassVar[tuple[str, ...]] = (
        "prompt", "answer", "accept", "distractors", "shuffle", "typed", *TYPED, *EXTRAS,
    )  # fmt: skip
    marks: ClassVar[tuple[str, ...]] = ()
    form: ClassVar[tuple[FormField, ...]] = (
        FormField("prompt", "Prompt", "Prompt"),
        FormField("answer", "Answer", "Answer"),
        ACCEPT,
        DISTRACTORS,
    )

    prompt: str
    answer: str
    accept: tuple[str, ...] = ()
    distractors: tuple[str, ...] = ()
    extras: Extras = NO_EXTRAS

    @classmethod
    def read(cls, given: NoteFields) -> BasicNote:
        """No distractor may be right."""
        prompt = given.required("prompt")
        answer = given.required("answer")
        accept = given.accept(answer)
        right = (answer, *accept)
        return cls(prompt, answer, accept, given.distractors(right, answer), given.extras(right))

    def asked(self) -> Hashable:
        """The prompt and its answer."""
        return (self.prompt, self.answer)

    def faces(self) -> Iterable[CardFace]:
        """One card."""
        answers = (self.answer, *self.accept)
        wrong, options = choices(self, answers)
        return (CardFace(self.prompt, answers, (), wrong, options=options),)
