"""Decks and notes, as the author wrote them."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Extras:
    """Optional fields of notes, "" or () if absent; the last three only for some forms, see
    `quiz.decks.fields.KEYS`.

    id: the author's name for the note, unique within its deck.
    line: 1-based line of the note in its file, or 0; not compared.
    strict: whether typed answers must match exactly; None if the deck decides.
    tolerance: how far a number may be off, see `quiz.text.tolerance`.
    shuffle: False to keep options in the author's order: the answer first, unless it is among the
        distractors, then the distractors.
    """

    id: str = ""
    category: str = ""
    hint: str = ""
    explanation: str = ""
    source: str = ""
    tags: tuple[str, ...] = ()
    line: int = field(default=0, compare=False)
    strict: bool | None = None
    tolerance: str = ""
    shuffle: bool = True


@dataclass(frozen=True, slots=True)
class BasicNote:
    """One prompt with one answer. accept: other right answers. distractors: wrong answers."""

    prompt: str
    answer: str
    accept: tuple[str, ...] = ()
    distractors: tuple[str, ...] = ()
    extras: Extras = Extras()


@dataclass(frozen=True, slots=True)
class Gap:
    """One gap of a cloze text: its answer, other right answers, and an optional hint."""

    answer: str
    accept: tuple[str, ...] = ()
    hint: str = ""


@dataclass(frozen=True, slots=True)
class ClozeNote:
    """A text with gaps. parts: literal texts and gaps in order, with at least one gap.

    Each gap becomes a card; the distractors apply to every gap.
    """

    parts: tuple[str | Gap, ...]
    distractors: tuple[str, ...] = ()
    extras: Extras = Extras()


@dataclass(frozen=True, slots=True)
class TermNote:
    """A term and its definition, asked both ways: two cards."""

    term: str
    definition: str
    accept: tuple[str, ...] = ()
    distractors: tuple[str, ...] = ()
    extras: Extras = Extras()


@dataclass(frozen=True, slots=True)
class ListNote:
    """Name all `items` (two or more) in any order. Each item is its answer, then other names."""

    prompt: str
    items: tuple[tuple[str, ...], ...]
    extras: Extras = Extras()


@dataclass(frozen=True, slots=True)
class SequenceNote:
    """Put `steps` (two or more, all different) in order; they are stored in the right order."""

    prompt: str
    steps: tuple[str, ...]
    extras: Extras = Extras()


@dataclass(frozen=True, slots=True)
class TrueFalseNote:
    """A statement that is true or false."""

    statement: str
    truth: bool
    extras: Extras = Extras()


Note = BasicNote | ClozeNote | TermNote | ListNote | SequenceNote | TrueFalseNote


@dataclass(frozen=True, slots=True)
class Deck:
    """A deck, as its author wrote it.

    title: never empty. language: BCP 47 tag such as "en", or "".
    notes: at least one. strict: whether typed answers must match exactly, unless a note says
    otherwise.
    """

    title: str
    notes: tuple[Note, ...]
    description: str = ""
    language: str = ""
    tags: tuple[str, ...] = ()
    source: str = ""
    strict: bool = False
