"""What comes out of another program's file, and what goes into one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from quiz.card import Card
from quiz.decks.deck import Deck
from quiz.history.events import Answer, Mark, MarkKind, Placement
from quiz.scheduling.memory import CardMemory


class InterchangeError(Exception):
    """A file that cannot be taken in; the message says what is wrong and what was expected.

    line, column: where, 1-based; 0 in a file that has no lines.
    """

    def __init__(self, message: str, line: int = 0, column: int = 0) -> None:
        super().__init__(message)
        self.message = message
        self.line = line
        self.column = column


@dataclass(frozen=True, slots=True)
class PastReview:
    """One answer given in the other program.

    note, part: the note's id within its deck (`Extras.id`), and which of its cards, from 0, in the
        order of `quiz.decks.cards.make_cards`.
    ms: milliseconds since 1970 at which it was given. taken: milliseconds the player took.
    rating: 1 Again to 4 Easy. cram: whether the other program's schedule ignored it.
    unique: what makes this review different from all others of its file, e.g. its row's id; the
        same review has the same text each time it is read.
    """

    note: str
    part: int
    ms: int
    taken: int
    rating: int
    unique: str
    cram: bool = False


@dataclass(frozen=True, slots=True)
class PastMemory:
    """How well the other program thinks that a card is known, after its last review.

    ms: milliseconds since 1970 of that review. stability, interval: days. difficulty: 1.0 to 10.0.
    due_day: day number as from `Moment.day`.
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


@dataclass(frozen=True, slots=True)
class KeptEvent:
    """An event of this game's own history, that its file carries from one machine to another.

    note: as from `quiz.decks.cards.note_address`; part: which of its cards, from 0.
    event: as it was written down there, with the player and the key of the card there.
    """

    note: str
    part: int
    event: Answer | Placement | Mark


@dataclass(frozen=True, slots=True)
class ForeignDeck:
    """One deck of another program's file.

    name: proposed for the file, may hold "/" between folders; made safe by whoever writes it.
    deck: its notes; those with a past have an id. suspended: (note, part) of suspended cards.
    kept: only in files that this game wrote.
    """

    name: str
    deck: Deck
    reviews: tuple[PastReview, ...] = ()
    memories: tuple[PastMemory, ...] = ()
    suspended: tuple[tuple[str, int], ...] = ()
    kept: tuple[KeptEvent, ...] = ()

    @property
    def has_past(self) -> bool:
        """Whether anything but the notes comes along."""
        return bool(self.reviews or self.memories or self.suspended or self.kept)


@dataclass(frozen=True, slots=True)
class ImportedFile:
    """All that a file of another program holds for us.

    left_out: what does not come along, a line each, such as "3 images: cat.jpg, dog.jpg, …".
    """

    decks: tuple[ForeignDeck, ...]
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ExportedDeck:
    """What is written into another program's file: a deck with the player's past of its cards.

    cards: as the library made them, with their keys, grouped like `deck.notes`.
    answers, placements: by card key, in time order. memories: by card key.
    marks: those by which cards are suspended or flagged, by the card's key and their kind.
    players: names by the ids that the events have.
    """

    name: str
    deck: Deck
    cards: Sequence[Card]
    answers: Mapping[str, Sequence[Answer]] = field(default_factory=dict)
    placements: Mapping[str, Sequence[Placement]] = field(default_factory=dict)
    memories: Mapping[str, CardMemory] = field(default_factory=dict)
    marks: Mapping[tuple[str, MarkKind], Mark] = field(default_factory=dict)
    players: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ExportedFile:
    """A file for another program, and what of the deck it cannot hold, a line each.

    missing: how many of the deck's cards are not in it at all.
    """

    data: bytes
    left_out: tuple[str, ...] = ()
    missing: int = 0
