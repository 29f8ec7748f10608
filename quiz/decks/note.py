"""A note: what an author writes, and what its cards are made of. Its kinds are in `kinds`."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, replace
from random import Random
from typing import Any, ClassVar, NamedTuple, Protocol, Self

from quiz.card import Card, Kind
from quiz.decks.note_extras import Extras
from quiz.decks.note_fields import NoteFields
from quiz.grading.result import Grade
from quiz.history.kinds import Input


@dataclass(frozen=True, slots=True)
class Gap:
    """One gap of a cloze text: its answer, other right answers, and an optional hint."""

    answer: str
    accept: tuple[str, ...] = ()
    hint: str = ""


class FormField(NamedTuple):
    """A field of a note in forms.

    key: as in a deck file. name: in one or two words. title: what the editor shows above it.
    lines: whether it has one entry a line. needed: whether a note needs it.
    """

    key: str
    name: str
    title: str
    lines: bool = False
    needed: bool = True


ACCEPT = FormField("accept", "Also right", "Other right answers, one a line", True, False)
DISTRACTORS = FormField("distractors", "Wrong answers", "Wrong answers, one a line", True, False)


class CardFace(NamedTuple):
    """What one card of a note asks; its cards share the rest."""

    prompt: str
    answers: tuple[str, ...]
    items: tuple[tuple[str, ...], ...] = ()
    distractors: tuple[str, ...] = ()
    hint: str = ""
    reverse: bool = False
    options: tuple[str, ...] = ()


class FieldSink(Protocol):
    """Takes the fields of a note, in the order in which they are written."""

    def text(self, key: str, value: str, /) -> None:
        """A text."""
        ...

    def others(self, key: str, values: tuple[str, ...], /) -> None:
        """Any number of texts."""
        ...

    def several(self, key: str, values: tuple[str, ...], /) -> None:
        """Two or more texts."""
        ...

    def items(self, key: str, values: tuple[tuple[str, ...], ...], /) -> None:
        """Two or more items, each with one or more names."""
        ...

    def gaps(self, key: str, parts: tuple[str | Gap, ...], /) -> None:
        """A cloze text."""
        ...

    def truth(self, key: str, value: bool, /) -> None:
        """True or false."""
        ...


class FieldSource(Protocol):
    """Gives the fields of a note; may raise an error of its own where one does not fit."""

    def text(self, key: str) -> str:
        """A text."""
        ...

    def others(self, key: str) -> tuple[str, ...]:
        """Any number of texts."""
        ...

    def several(self, key: str) -> tuple[str, ...]:
        """Two or more texts."""
        ...

    def items(self, key: str) -> tuple[tuple[str, ...], ...]:
        """Two or more items, each with one or more names."""
        ...

    def gaps(self, key: str) -> tuple[str | Gap, ...]:
        """A cloze text."""
        ...

    def truth(self, key: str) -> bool:
        """True or false."""
        ...


class _Kept:
    """Takes the fields of a note as they are."""

    def __init__(self) -> None:
        self.values: dict[str, Any] = {}

    def text(self, key: str, value: Any) -> None:
        """Any field."""
        self.values[key] = value

    others = several = items = gaps = truth = text


class UnclearResponse(ValueError):  # noqa: N818
    """A typed line is no response to the question; the message says what is expected."""


@dataclass(frozen=True, slots=True)
class Note:
    """The base of all notes. A subclass is a kind of card: it says how its notes are read and
    written, which cards they make, and how those are asked and graded.

    kind: of its cards. called: as messages name one. keys: what a deck file may say of it.
    marks: keys that no other kind has. advice: what to do instead of a key that does not fit.
    form: its fields in the editor and in other programs.
    input: how its cards are answered; None where they are typed, chosen or revealed.
    how_to_answer: what to write in the line mode.
    numbered: whether the line mode numbers what the question offers.
    patience: how many times as long as others its answers may take before they are slow.
    """

    kind: ClassVar[Kind]
    called: ClassVar[str]
    keys: ClassVar[tuple[str, ...]]
    marks: ClassVar[tuple[str, ...]]
    advice: ClassVar[dict[str, str]] = {}
    form: ClassVar[tuple[FormField, ...]]
    input: ClassVar[Input | None] = None
    how_to_answer: ClassVar[str] = ""
    numbered: ClassVar[bool] = False
    patience: ClassVar[float] = 1.0

    @property
    def extras(self) -> Extras:
        """The optional fields."""
        raise NotImplementedError

    @property
    def accept(self) -> tuple[str, ...]:
        """Other right answers, where the kind has such a field."""
        return ()

    @property
    def distractors(self) -> tuple[str, ...]:
        """Wrong answers that the author gave."""
        return ()

    def with_extras(self, extras: Extras) -> Self:
        """The note with these optional fields."""
        return replace(self, extras=extras)  # type: ignore[call-arg]

    # ── read and written ────────────────────────────────────────────────────────

    @classmethod
    def read(cls, given: NoteFields) -> Note | None:
        """The note of a deck file; what is wrong is said to `given`."""
        raise NotImplementedError

    @classmethod
    def of(cls, source: FieldSource, extras: Extras) -> Self:
        """The note that these fields make."""
        raise NotImplementedError

    def tell(self, to: FieldSink) -> None:
        """Hand over the fields of this kind."""
        raise NotImplementedError

    def values(self) -> dict[str, Any]:
        """The fields of this kind by their keys."""
        kept = _Kept()
        self.tell(kept)
        return kept.values

    def same(self) -> Hashable:
        """What no other note of the deck may have as well: the fields that a note needs."""
        values = self.values()
        return (self.kind, *(values[field.key] for field in self.form if field.needed))

    # ── its cards, asked and graded ─────────────────────────────────────────────

    def faces(self) -> Iterable[CardFace]:
        """What each of its cards asks."""
        raise NotImplementedError

    def plain(self) -> list[tuple[str, str]]:
        """Prompt and answer of each card, for a place that knows nothing else."""
        return [(card.prompt, card.answers[0]) for card in self.faces()]

    @staticmethod
    def task(card: Card) -> str:
        """What to do with a prompt that is no question by itself; "" where the prompt says so."""
        return ""

    @staticmethod
    def offered(card: Card, random: Random) -> tuple[str, ...]:
        """What the question offers, in the order in which it is shown."""
        return ()

    @staticmethod
    def line_prompt(card: Card) -> str:
        """How the line mode asks for the answer, in this kind's own input."""
        raise NotImplementedError

    @staticmethod
    def response(line: str, card: Card, options: tuple[str, ...]) -> str | tuple[str, ...]:
        """A line as the response in this kind's own input, to a question with these options.
        Raises UnclearResponse."""
        raise NotImplementedError

    @staticmethod
    def grade(parts: Sequence[str], card: Card) -> Grade:
        """The grade of a response in this kind's own input."""
        raise NotImplementedError
