"""The events of the append-only history. All other state is a fold over them."""

from __future__ import annotations

from typing import NamedTuple

from quiz.card import Kind
from quiz.history.kinds import Input as Input
from quiz.history.kinds import MarkKind as MarkKind
from quiz.history.kinds import Mode as Mode
from quiz.history.rating import Rating
from quiz.moment import Moment

NEW_CARD = 5.0
"""The difficulty of a new card; FSRS never comes to exactly this for a card it knows."""

ASKED_COLD = frozenset({Mode.QUIZ, Mode.BLITZ, Mode.SURVIVAL, Mode.GRAVITY})
"""Modes that ask new cards without showing them first. In a Cram nothing is at stake."""


class Answer(NamedTuple):
    """One graded answer, self-contained: scores and memory follow from these fields alone.

    id: UUIDv7 text, globally unique; sorting by id sorts by time.
    round: UUIDv7 text of the round; the streak that multiplies points runs within it.
    credit: 0.0 (wrong) to 1.0 (right); lists and sequences can be in between.
    difficulty: FSRS difficulty 1.0 to 10.0 before this answer; `NEW_CARD` for a new card.
    ms: milliseconds from showing the question to the answer, never negative.
    response: the player's response as text, for statistics and the list of mistakes.
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
        """Whether the answer was fully correct."""
        return self.credit >= 1.0

    @property
    def counts(self) -> bool:
        """Whether it counts in streaks and accuracy. A wrong answer to a new card that was asked
        without being shown first is a guess, and costs neither."""
        new = self.difficulty == NEW_CARD and self.mode in ASKED_COLD
        return self.correct or not new


class Undo(NamedTuple):
    """Undoes the answer, mark or placement with the id `target`; an Undo is final."""

    id: str
    player: str
    moment: Moment
    target: str


class Rerate(NamedTuple):
    """The player's own rating, replacing the inferred one of answer `target`; the last counts."""

    id: str
    player: str
    moment: Moment
    target: str
    rating: Rating


class Mark(NamedTuple):
    """Something a player does to a card other than answering it.

    Suspend and unsuspend, bury (until tomorrow) and unbury, flag and unflag: the last of each pair
    counts. Reset makes the card new again, but keeps its answers.
    """

    id: str
    player: str
    moment: Moment
    card: str
    kind: MarkKind


class Placement(NamedTuple):
    """A memory taken over from another program, or from a card that this one continues. It applies
    until the next answer.

    moment: of the last answer there. stability: days. difficulty: 1.0 to 10.0.
    interval: days, 1 or more. due_day: see `Moment.day`. reps, lapses: as counted there.
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
