"""Lists: name all items, in any order."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from quiz.card import Card, Kind
from quiz.decks.faults import excerpt
from quiz.decks.fields import EXTRAS
from quiz.decks.note import CardFace, FormField, Note, Shape, UnclearResponse
from quiz.decks.note_extras import NO_EXTRAS, Extras
from quiz.decks.note_fields import NoteFields
from quiz.grading.lists import grade_list, split_list
from quiz.grading.result import Grade
from quiz.history.kinds import Input


@dataclass(frozen=True, slots=True)
class ListNote(Note):
    """Name all `items` (two or more) in any order. Each item is its answer, then other names."""

    kind: ClassVar[Kind] = Kind.LIST
    called: ClassVar[str] = "a list card"
    keys: ClassVar[tuple[str, ...]] = ("prompt", "list", "strict", *EXTRAS)
    marks: ClassVar[tuple[str, ...]] = ("list",)
    advice: ClassVar[dict[str, str]] = {
        "accept": "'accept' does not fit a list card; write an inner list: [name, other name]"
    }
    form: ClassVar[tuple[FormField, ...]] = (
        FormField("prompt", "Prompt", "Prompt"),
        FormField(
            "list", "Items", "Items, one a line; | before other names", True, shape=Shape.ITEMS
        ),
    )
    input: ClassVar[Input | None] = Input.LIST
    how_to_answer: ClassVar[str] = "the items, separated by commas or semicolons"

    prompt: str
    items: tuple[tuple[str, ...], ...]
    extras: Extras = NO_EXTRAS

    @classmethod
    def read(cls, given: NoteFields) -> ListNote:
        """No name may stand for two items."""
        prompt = given.required("prompt")
        nodes = given.items("list", "item")
        items = [given.names(item, "list") for item in nodes]
        folded = given.folding(names[0] for names in items if names)
        taken: dict[str, str] = {}
        for item, names in zip(nodes, items, strict=True):
            for name in sorted(({folded(name) for name in names} - {""}) & taken.keys()):
                given.complain(f"'{excerpt(taken[name])}' is listed twice", item)
            taken.update((folded(name), name) for name in names)
        return cls(prompt, tuple(items), given.extras())

    def asked(self) -> Hashable:
        """The prompt and the items, in any order."""
        return (self.prompt, frozenset(names[0] for names in self.items))

    def faces(self) -> Iterable[CardFace]:
        """One card."""
        return (CardFace(self.prompt, tuple(names[0] for names in self.items), self.items),)

    def plain(self) -> list[tuple[str, str]]:
        """The items, a line each."""
        return [(self.prompt, "\n".join(f"- {names[0]}" for names in self.items))]

    @staticmethod
    def line_prompt(card: Card) -> str:
        """How the plain mode asks for the items."""
        return f"{len(card.items)} items, separated by commas"

    @staticmethod
    def response(line: str, card: Card, options: tuple[str, ...]) -> tuple[str, ...]:
        """The items that are named."""
        items = split_list(line, card)
        if not items:
            raise UnclearResponse("Type an answer, or /skip to see it.")
        return items

    @staticmethod
    def grade(parts: Sequence[str], card: Card) -> Grade:
        """See `quiz.grading.lists`."""
        return grade_list(parts, card)
