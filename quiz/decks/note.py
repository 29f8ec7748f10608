"""Notes: what an author writes, and what cards are made from. `kinds` has a class for each kind."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from random import Random
from typing import Any, ClassVar, NamedTuple, Protocol, Self

from quiz.card import Card, Kind, Media, Occlusion
from quiz.decks.faults import START, Findings, UnfitError
from quiz.decks.field_reader import FieldReader
from quiz.decks.note_extras import Extras
from quiz.decks.note_fields import NoteFields
from quiz.decks.yaml_nodes import Mapping, Node
from quiz.grading.result import Grade
from quiz.history.kinds import Input


@dataclass(frozen=True, slots=True)
class Gap:
    """One gap of a cloze text: its answer, other right answers, and a hint that stands in the gap.

    number: gaps with the same number are asked together; 0 for a gap asked alone.
    """

    answer: str
    accept: tuple[str, ...] = ()
    hint: str = ""
    number: int = 0


class Shape(StrEnum):
    """What a field of a note holds."""

    TEXT = "text"
    OTHERS = "others"
    """Any number of texts."""
    SEVERAL = "several"
    """Two or more texts."""
    ITEMS = "items"
    """Two or more items, each with one or more names."""
    GAPS = "gaps"
    """A cloze text: texts and gaps in order."""
    TRUTH = "truth"
    DATA = "data"
    """Lists and mappings of texts, as in a deck file."""
    NOTES = "notes"
    """Notes inside of the note."""


class FormField(NamedTuple):
    """A field of a note in forms.

    key: the key in a deck file. name: a short name. title: the label in the editor.
    lines: whether it takes one entry per line. needed: whether it must be filled in.
    """

    key: str
    name: str
    title: str
    lines: bool = False
    needed: bool = True
    shape: Shape = Shape.TEXT


ACCEPT = FormField(
    "accept", "Also right", "Other right answers, one a line", True, False, Shape.OTHERS
)
DISTRACTORS = FormField(
    "distractors", "Wrong answers", "Wrong answers, one a line", True, False, Shape.OTHERS
)


class CardFace(NamedTuple):
    """What one card of a note asks; its cards share the rest.

    media, extras: None for the note's.
    """

    prompt: str
    answers: tuple[str, ...]
    items: tuple[tuple[str, ...], ...] = ()
    distractors: tuple[str, ...] = ()
    hint: str = ""
    direction: str = ""
    options: tuple[str, ...] = ()
    media: Media | None = None
    extras: Extras | None = None
    occlusion: Occlusion | None = None
    whole: str = ""


class Told(NamedTuple):
    """A field of a note and its value. identity: of lists and mappings, the texts that distinguish
    the note from others."""

    field: FormField
    value: Any
    identity: tuple[str, ...] = ()


class FieldSource(Protocol):
    """Supplies the fields of a note. May raise an error of its own if a field does not fit."""

    def value(self, field: FormField) -> Any:
        """A value of the field's shape."""

    def node(self, field: FormField) -> Node | None:
        """A text, or lists and mappings, as in a deck file; None if there is none."""


class UnclearResponse(ValueError):  # noqa: N818
    """A typed line does not answer the question; the message says what is expected."""


@dataclass(frozen=True, slots=True)
class Note:
    """The base of all notes. Each subclass is a kind of card: how its notes are read and written,
    which cards they make, and how those cards are asked and graded.

    kind: the kind of its cards. called: its name in messages. keys: its keys in a deck file.
    marks: keys that only this kind has. advice: for a key that does not fit, what to do instead.
    form: its fields in the editor and in other programs, in the order of its attributes.
    input: its own way to answer; None if its cards are typed, chosen or revealed.
    how_to_answer: what to type in the plain mode.
    numbered: whether the plain mode numbers the options.
    patience: how many times longer than usual an answer may take before it counts as slow.
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
        """Other right answers; () for kinds without them."""
        return ()

    @property
    def distractors(self) -> tuple[str, ...]:
        """The author's wrong answers; () for kinds without them."""
        return ()

    def with_extras(self, extras: Extras) -> Self:
        """The note with these optional fields."""
        return replace(self, extras=extras)  # type: ignore[call-arg]

    # ── read and written ────────────────────────────────────────────────────────

    @classmethod
    def read(cls, given: NoteFields) -> Note | None:
        """Read a note of a deck file, and report its faults; None if it is unusable."""
        raise NotImplementedError

    @classmethod
    def of(cls, source: FieldSource, extras: Extras) -> Self:
        """Make a note from these fields."""
        values = (source.value(field) for field in cls.form)
        return cls(*values, extras)  # type: ignore[call-arg]

    def told(self) -> Iterable[Told]:
        """Its fields, in the order of the deck file."""
        for field, attribute in zip(self.form, fields(self), strict=False):
            yield Told(field, getattr(self, attribute.name))

    def values(self) -> dict[str, Any]:
        """The fields of this kind by their keys."""
        return {field.key: value for field, value, _ in self.told()}

    def same(self) -> Hashable:
        """What must be unique in a deck: the kind, its required fields, and what is shown."""
        return (self.kind, self.asked(), self.extras.media.files)

    def asked(self) -> Hashable:
        """What distinguishes a note from others of its kind: its required fields."""
        values = self.values()
        return tuple(values[field.key] for field in self.form if field.needed)

    # ── its cards, asked and graded ─────────────────────────────────────────────

    def faces(self) -> Iterable[CardFace]:
        """What each of its cards asks."""
        raise NotImplementedError

    def plain(self) -> list[tuple[str, str]]:
        """Prompt and answer of each card, for formats that have nothing else."""
        return [(card.prompt, card.answers[0]) for card in self.faces()]

    @staticmethod
    def task(card: Card) -> str:
        """The task, for a prompt that is not a question; "" if the prompt says it."""
        return ""

    @staticmethod
    def offered(card: Card, random: Random) -> tuple[str, ...]:
        """The options of a question, in the order shown."""
        return ()

    @staticmethod
    def line_prompt(card: Card) -> str:
        """The plain mode's prompt for this kind's own input."""
        raise NotImplementedError

    @staticmethod
    def response(line: str, card: Card, options: tuple[str, ...]) -> str | tuple[str, ...]:
        """Turn a typed line into a response in this kind's own input. Raises UnclearResponse."""
        raise NotImplementedError

    @staticmethod
    def grade(parts: Sequence[str], card: Card) -> Grade:
        """Grade a response in this kind's own input."""
        raise NotImplementedError


class DataNote(Note):
    """The base of the kinds that hold lists and mappings."""

    __slots__ = ()

    @classmethod
    def of(cls, source: FieldSource, extras: Extras) -> Self:
        """Read these fields like those of a note in a deck file. Raises UnfitError."""
        findings = Findings("")
        given = {field.key: source.node(field) for field in cls.form}
        found = {key: node for key, node in given.items() if node is not None}
        reader = FieldReader(findings)
        note = cls.read(NoteFields(reader, Mapping(START, False), found, cls.called))
        if not isinstance(note, cls) or findings.spoilt:
            raise UnfitError(findings.faults(1)[0].message)
        return note.with_extras(extras)
