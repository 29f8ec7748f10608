"""The content of another program's file, as read and as written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from quiz.card import Card
from quiz.decks.deck import Deck
from quiz.history.events import Answer, Mark, MarkKind, Placement
from quiz.scheduling.memory import CardMemory


class InterchangeError(Exception):
    """A file that cannot be read; the message says what is wrong and what was expected.

    line, column: position, 1-based; 0 in a file without lines.
    """

    def __init__(self, message: str, line: int = 0, column: int = 0) -> None:
        super().__init__(message)
        self.message = message
        self.line = line
        self.column = column


class PastReview(NamedTuple):
    """One answer given in the other program.

    note, part: the note's id within its deck (`Extras.id`), and the index of the card in the order
        of `quiz.decks.cards.make_cards`.
    ms: when it was given, in milliseconds since 1970. taken: milliseconds the player took.
    rating: 1 Again to 4 Easy. cram: whether the other program's schedule ignored it.
    unique: identifies this review within its file, e.g. the id of its row; the same each time the
        file is read.
    """

    note: str
    part: int
    ms: int
    taken: int
    rating: int
    unique: str
    cram: bool = False


class PastMemory(NamedTuple):
    """The other program's memory of a card after its last review.

    address: of a note without an id, see `quiz.decks.cards.note_address`.
    ms: time of that review, in milliseconds since 1970. stability, interval: days. difficulty: 1.0
    to 10.0. due_day: day number, see `Moment.day`.
    """

    note: str
    part: int
    ms: int
    stability: float
    difficulty: float
    interval: int
    due_day: int
    reps: int
    lapses: int
    address: str = ""


@dataclass(frozen=True, slots=True)
class KeptEvent:
    """An event of this game's own history, carried from one machine to another.

    note: see `quiz.decks.cards.note_address`. part: index of the card, from 0.
    event: as stored there, with that machine's player and card key.
    """

    note: str
    part: int
    event: Answer | Placement | Mark


class MediaFile(NamedTuple):
    """A picture or a sound in another program's file.

    place: the path of the archive with it, or of the file itself. member: its name in the archive;
    "" without one. packed: whether it is compressed with Zstandard there. size: in bytes.
    """

    place: str
    member: str = ""
    packed: bool = False
    size: int = 0


MEDIA = "media/"
"""Where the notes of a `ForeignDeck` have their pictures and sounds."""


class Preview(NamedTuple):
    """What some cards will look like.

    what: which cards, and how they are read. samples: prompts and answers.
    """

    what: str
    samples: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ForeignDeck:
    """One deck in another program's file.

    name: proposed for the file, with "/" between folders; the writer makes it safe.
    deck: its notes; those with a history have an id. suspended, flagged: (note, part) of these
    cards. kept: only in files that this game wrote.
    media: the pictures and sounds that its notes use, by path; each path starts with `MEDIA`.
    """

    name: str
    deck: Deck
    reviews: tuple[PastReview, ...] = ()
    memories: tuple[PastMemory, ...] = ()
    suspended: tuple[tuple[str, int], ...] = ()
    flagged: tuple[tuple[str, int], ...] = ()
    kept: tuple[KeptEvent, ...] = ()
    media: Mapping[str, MediaFile] = field(default_factory=dict)

    @property
    def has_past(self) -> bool:
        """Whether there is anything besides the notes."""
        return bool(self.reviews or self.memories or self.suspended or self.flagged or self.kept)


@dataclass(frozen=True, slots=True)
class ImportedFile:
    """The content of another program's file.

    left_out: what is not imported, line by line, such as "3 images: cat.jpg, dog.jpg, …".
    remarks: what had to be guessed, such as the encoding, and what cards come without, line by
    line.
    previews: some cards of each sort.
    """

    decks: tuple[ForeignDeck, ...]
    left_out: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    previews: tuple[Preview, ...] = ()


@dataclass(frozen=True, slots=True)
class ExportedDeck:
    """A deck to export, with the player's history of its cards.

    cards: from the library, with their keys, grouped like `deck.notes`.
    answers, placements: by card key, in time order. memories: by card key.
    marks: current suspend and flag marks, by card key and kind.
    players: names by the player ids in the events. media: the pictures and sounds that the cards
        use, by their paths in the deck, if they are there.
    """

    name: str
    deck: Deck
    cards: Sequence[Card]
    answers: Mapping[str, Sequence[Answer]] = field(default_factory=dict)
    placements: Mapping[str, Sequence[Placement]] = field(default_factory=dict)
    memories: Mapping[str, CardMemory] = field(default_factory=dict)
    marks: Mapping[tuple[str, MarkKind], Mark] = field(default_factory=dict)
    players: Mapping[str, str] = field(default_factory=dict)
    media: Mapping[str, MediaFile] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ExportedFile:
    """A file for another program, and what it cannot hold, line by line.

    missing: number of cards that are not in the file at all.
    """

    data: bytes
    left_out: tuple[str, ...] = ()
    missing: int = 0
