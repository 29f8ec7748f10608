"""The events of the append-only history. Everything else is a fold over them."""

from __future__ import annotations

from typing import NamedTuple

from quiz.decks.kind import Kind
from quiz.history.kinds import Input as Input
from quiz.history.kinds import MarkKind as MarkKind
from quiz.history.kinds import Mode as Mode
from quiz.history.rating import Rating
from quiz.moment import Moment


class Answer(NamedTuple):
    """One graded answer, complete in itself: scores and memory follow from these fields alone.

    id: UUIDv7 text, globally unique; sorting by id is sorting by time.
    round: UUIDv7 text of the round; the streak of points runs within it.
    credit: 0.0 (wrong) to 1.0 (right); lists and sequences give parts.
    difficulty: FSRS difficulty 1.0 to 10.0 before this answer; 5.0 for a new card.
    ms: milliseconds from the question's appearance to the answer, never negative.
    response: what the player gave, as text, for statistics and the list of mistakes.
    """

    id: str
    player: str
    round: str
    card: str
    deck: str
    kind: Kind
    mode: Mode
    input: Input
    moment: Moment
    rating: Rating
    credit: float
    hinted: bool
    ms: int
    difficulty: float
    response: str = ""

    @property
    def correct(self) -> bool:
        """Whether the answer was wholly right."""
        return self.credit >= 1.0


class Undo(NamedTuple):
    """Takes back the answer, mark or placement whose id is `target`; an Undo is final."""

    id: str
    player: str
    moment: Moment
    target: str


class Rerate(NamedTuple):
    """The player's own rating in place of the inferred one of answer `target`; the last counts."""

    id: str
    player: str
    moment: Moment
    target: str
    rating: Rating


class Mark(NamedTuple):
    """What a player does to a card besides answering it.

    Suspend and unsuspend, bury (until tomorrow) and unbury, flag and unflag: of each two the last
    one counts. Reset: the memory of the card begins anew from here; its answers stay.
    """

    id: str
    player: str
    moment: Moment
    card: str
    kind: MarkKind


class Placement(NamedTuple):
    """The memory that another program had of a card, or that was had of a card which this one
    continues; it holds from here on, until the next answer.

    moment: of the last answer given there. stability: days. difficulty: 1.0 to 10.0.
    interval: days, 1 or more. due_day: as from `Moment.day`. reps, lapses: counted there.
    """

    id: str
    player: str
    moment: Moment
    card: str
    stability: float
    difficulty: float
    interval: int
    due_day: int
    reps: int
    lapses: int


Event = Answer | Undo | Rerate | Mark | Placement
