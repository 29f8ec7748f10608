"""Sequences: put the steps in order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import eq
from random import Random
from typing import ClassVar

from quiz.card import Card, Kind
from quiz.decks.faults import excerpt
from quiz.decks.fields import EXTRAS, fold
from quiz.decks.note import CardFace, FormField, Note, Shape, UnclearResponse
from quiz.decks.note_extras import NO_EXTRAS, Extras
from quiz.decks.note_fields import NoteFields
from quiz.grading.result import Grade
from quiz.history.kinds import Input


@dataclass(frozen=True, slots=True)
class SequenceNote(Note):
    """Put `steps` (two or more, all different) in order; they are stored in the right order."""

    kind: ClassVar[Kind] = Kind.SEQUENCE
    called: ClassVar[str] = "a sequence card"
    keys: ClassVar[tuple[str, ...]] = ("prompt", "sequence", *EXTRAS)
    marks: ClassVar[tuple[str, ...]] = ("sequence",)
    form: ClassVar[tuple[FormField, ...]] = (
        FormField("prompt", "Prompt", "Prompt"),
        FormField("sequence", "Steps", "Steps in order, one a line", True, shape=Shape.SEVERAL),
    )
    input: ClassVar[Input | None] = Input.SEQUENCE
    how_to_answer: ClassVar[str] = "the numbers of the steps in the right order, for example: 2 3 1"
    numbered: ClassVar[bool] = True
    patience: ClassVar[float] = 2.0

    prompt: str
    steps: tuple[str, ...]
    extras: Extras = NO_EXTRAS

    @classmethod
    def read(cls, given: NoteFields) -> SequenceNote:
        """Steps must differ."""
        prompt = given.required("prompt")
        steps: list[str] = []
        taken: set[str] = set()
        for item in given.items("sequence", "step"):
            step = given.scalar(item, "sequence")
            if step and fold(step) in taken:
                given.complain(
                    f"the step '{excerpt(step)}' is repeated, expected steps that all differ", item
                )
            taken.add(fold(step))
            steps.append(step)
        return cls(prompt, tuple(steps), given.extras())

    def faces(self) -> Iterable[CardFace]:
        """One card."""
        return (CardFace(self.prompt, self.steps),)

    def plain(self) -> list[tuple[str, str]]:
        """The steps with their numbers, a line each."""
        steps = (f"{number}. {step}" for number, step in enumerate(self.steps, 1))
        return [(self.prompt, "\n".join(steps))]

    @staticmethod
    def offered(card: Card, random: Random) -> tuple[str, ...]:
        """The steps, never in their right order."""
        steps = list(card.answers)
        random.shuffle(steps)
        if tuple(steps) == card.answers:
            steps.append(steps.pop(0))
        return tuple(steps)

    @staticmethod
    def line_prompt(card: Card) -> str:
        """How the plain mode asks for the order."""
        return "Numbers in the right order"

    @staticmethod
    def response(line: str, card: Card, options: tuple[str, ...]) -> tuple[str, ...]:
        """The steps whose numbers are given."""
        numbers = line.replace(",", " ").split()
        wanted = {str(number) for number in range(1, len(options) + 1)}
        if len(numbers) != len(options) or set(numbers) != wanted:
            raise UnclearResponse(
                f"Please give each number from 1 to {len(options)} once, for example: 2 1 3."
            )
        return tuple(options[int(number) - 1] for number in numbers)

    @staticmethod
    def grade(parts: Sequence[str], card: Card) -> Grade:
        """Grade an order of steps, each spelt exactly as in the card.

        The credit is the share of the steps that stand in their own place, as they are marked on
        the screen; steps beyond their number count as misplaced. Only the exact order gives 1.
        """
        placed = sum(map(eq, parts, card.answers))
        credit = placed / max(len(parts), len(card.answers))
        return Grade(credit, credit == 1.0, 0.5 <= credit < 1.0, card.answer)
