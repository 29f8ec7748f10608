"""The relevant rows of an Anki collection, as plain values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from typing import NamedTuple

IMAGE_OCCLUSION = 6
"""The number of Anki's own note type for image occlusion."""

FLAG_BITS, RED_FLAG = 7, 1
"""The bits of column `flags` with the colour of a flag, and the first colour."""


class CardType(IntEnum):
    """Column `type` of Anki's cards."""

    NEW = 0
    LEARNING = 1
    REVIEW = 2
    RELEARNING = 3


class Queue(IntEnum):
    """Column `queue` of Anki's cards."""

    BURIED_BY_PLAYER = -3
    BURIED_AS_SIBLING = -2
    SUSPENDED = -1
    NEW = 0
    LEARNING = 1
    REVIEW = 2
    LEARNING_BY_DAYS = 3
    PREVIEW = 4


class ReviewKind(IntEnum):
    """Column `type` of Anki's review log."""

    LEARNING = 0
    REVIEW = 1
    RELEARNING = 2
    FILTERED = 3
    MANUAL = 4
    RESCHEDULED = 5


@dataclass(frozen=True, slots=True)
class Template:
    """One card of a note type: the HTML of both sides, with fields in double braces."""

    name: str
    front: str
    back: str


@dataclass(frozen=True, slots=True)
class NoteType:
    """The fields of notes and the templates of their cards.

    occlusion: whether its cards hide parts of an image. latex: the head of its formulas.
    """

    id: int
    name: str
    fields: tuple[str, ...]
    templates: tuple[Template, ...]
    cloze: bool = False
    occlusion: bool = False
    css: str = ""
    latex: str = ""


@dataclass(frozen=True, slots=True)
class AnkiDeck:
    """name: with "::" between parents and children. filtered: holds cards of other decks."""

    id: int
    name: str
    description: str = ""
    filtered: bool = False


class AnkiNote(NamedTuple):
    """guid: the same in all collections. fields: HTML, in the order of the note type."""

    id: int
    guid: str
    type: int
    tags: tuple[str, ...]
    fields: tuple[str, ...]


class AnkiCard(NamedTuple):
    """A row of `cards`; `ord` is the template, or the number of the cloze minus one.

    due: depending on the queue, a position, seconds since 1970, or days since the collection's
        creation.
    interval: days, or seconds if negative. factor: ease in thousandths.
    original_due, original_deck: 0 unless the card is in a filtered deck.
    flags: the colour of its flag in the lowest three bits, 0 for none.
    data: JSON, with the FSRS memory as `s` and `d`.
    """

    id: int
    note: int
    deck: int
    ord: int
    type: int = CardType.NEW
    queue: int = Queue.NEW
    due: int = 0
    interval: int = 0
    factor: int = 0
    reps: int = 0
    lapses: int = 0
    left: int = 0
    original_due: int = 0
    original_deck: int = 0
    flags: int = 0
    data: str = ""


class AnkiReview(NamedTuple):
    """A row of `revlog`. id: milliseconds since 1970. ease: 1 to 4; 0 without an answer.

    interval, last_interval: days, or seconds if negative. taken: milliseconds.
    """

    id: int
    card: int
    ease: int
    interval: int
    last_interval: int
    factor: int
    taken: int
    kind: int


@dataclass(frozen=True, slots=True)
class AnkiCollection:
    """created: seconds since 1970; its local day is day 0 of the schedule.

    offset: minutes east of UTC of the clock at creation; None if unknown.
    reviews: by card id. damaged: number of unreadable rows.
    """

    created: int
    offset: int | None
    types: Mapping[int, NoteType]
    decks: Mapping[int, AnkiDeck]
    notes: Sequence[AnkiNote]
    cards: Sequence[AnkiCard]
    reviews: Mapping[int, Sequence[AnkiReview]] = field(default_factory=dict)
    damaged: int = 0
