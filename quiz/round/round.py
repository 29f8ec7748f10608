"""A round of questions as an immutable value: every step returns a new round.

The screen and the plain mode drive the same round. Time, a random seed and the ids of answers come
in as arguments; the caller stores the answers.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple, Protocol

from quiz.card import Card
from quiz.history.events import Answer, Mode
from quiz.history.rating import Rating
from quiz.moment import Moment
from quiz.round.question import Question
from quiz.round.round_options import RoundOptions
from quiz.round.stakes import fall_ms
from quiz.scheduling.memory import CardMemory

if TYPE_CHECKING:
    from quiz.grading.grade import Grade, OtherAnswers
    from quiz.round.distractor_pool import Draw
    from quiz.scheduling.interval import Interval
    from quiz.scoring.points import Points


class Stage(StrEnum):
    """Where a round stands: a new card is shown with its answer, a question is open, its feedback
    is shown, or the round is over."""

    SHOWING = "showing"
    ASKING = "asking"
    FEEDBACK = "feedback"
    OVER = "over"


class Memories(Protocol):
    """Looks up the player's memory of cards."""

    def memory(self, card: str) -> CardMemory | None:
        """The memory of the card with this key; None if it is new."""


class Context(NamedTuple):
    """What a round reads but never changes: memories, the schedule, and the library's answers.

    preview: from a card's memory, the time of the answer and the card's key, the next interval for
        each rating, see `quiz.scheduling.scheduler.Scheduler.preview`.
    draw: draws the wrong options of a choice, see `quiz.round.distractor_pool.DistractorPool.draw`.
    others: for a card, the answers of other cards that must not be accepted for it.
    """

    collection: Memories
    preview: Callable[[CardMemory | None, Moment, str], dict[Rating, Interval]]
    draw: Draw
    others: Callable[[Card], OtherAnswers]


class GradedAnswer(NamedTuple):
    """A graded question: what was asked, what the history stores, and what the player sees.

    streak: right answers in a row, including this one.
    preview: the next interval for each rating; empty in Cram.
    landed: whether the prompt of a Gravity landed before the answer.
    """

    question: Question
    answer: Answer
    grade: Grade
    points: Points
    streak: int
    preview: dict[Rating, Interval]
    landed: bool = False

    @property
    def gave_up(self) -> bool:
        """Whether there is no answer: the player did not know it, or the prompt landed."""
        return not self.answer.response and not self.answer.correct


class Return(NamedTuple):
    """A card to ask again, in the turn `turn` or later and, if possible, after `due_ms`."""

    card: Card
    turn: int
    due_ms: int


class Round(NamedTuple):
    """One state of a round.

    queue, position: the planned cards, and the index of the next one.
    lap: how often a Blitz has gone through its queue.
    returning: cards that come back in this round. returned: whether the open card did.
    shown: cards shown with their answers. asked, points: questions answered, and points, so far.
    streak, best_streak: right answers in a row. right: fully correct answers.
    lives: left in a Survival or Gravity; None in other modes. extra_ms: what answers have added to
    the clock of a Blitz, or taken from it.
    told: the key of the card of each answer given, also of those that were undone.
    aside: id of the mark that set the previous card aside, if that was the last step; else "".
    previous: the state before this one, for undo.
    """

    id: str
    player: str
    options: RoundOptions
    started: Moment
    queue: tuple[Card, ...]
    position: int = 0
    lap: int = 0
    returning: tuple[Return, ...] = ()
    returned: bool = False
    stage: Stage = Stage.OVER
    question: Question | None = None
    answered: GradedAnswer | None = None
    hinted: bool = False
    shown: int = 0
    asked: int = 0
    points: int = 0
    streak: int = 0
    best_streak: int = 0
    right: int = 0
    lives: int | None = None
    extra_ms: int = 0
    told: tuple[str, ...] = ()
    aside: str = ""
    previous: Round | None = None

    @property
    def mode(self) -> Mode:
        """How the round is played."""
        return self.options.mode

    @property
    def turn(self) -> int:
        """How many cards were shown and questions answered so far."""
        return self.shown + self.asked

    @property
    def remaining(self) -> int:
        """Cards left, including the open one, as far as known now."""
        return self.is_open + len(self.queue) - self.position + len(self.returning)

    @property
    def to_repeat(self) -> int:
        """Cards left that were answered before, including the open one."""
        return (self.is_open and self.returned) + len(self.returning)

    @property
    def fall_ms(self) -> int | None:
        """How long the open prompt of a Gravity falls, in milliseconds; None in other modes."""
        if self.mode is not Mode.GRAVITY or self.question is None:
            return None
        return fall_ms(self.question.card, self.asked - (self.stage is Stage.FEEDBACK))

    @property
    def is_open(self) -> bool:
        """Whether a card is open: shown with its answer, or asked."""
        return self.stage in (Stage.SHOWING, Stage.ASKING)

    def is_spent(self, now: Moment) -> bool:
        """Whether lives or time have run out."""
        return self.lives == 0 or self.seconds_left(now) == 0.0

    def seconds_left(self, now: Moment) -> float | None:
        """Seconds left in a Blitz, never negative; None in other modes."""
        deadline = self.options.deadline(self.started)
        return None if deadline is None else max(0.0, (deadline + self.extra_ms - now.ms) / 1000)

    @property
    def last_change(self) -> tuple[int, int]:
        """What the answer just given has changed: milliseconds on the clock, and lives."""
        before = self.previous
        if self.stage is not Stage.FEEDBACK or before is None:
            return 0, 0
        return self.extra_ms - before.extra_ms, (self.lives or 0) - (before.lives or 0)


def last_feedback(state: Round) -> Round | None:
    """The latest state that shows feedback, including this one; None without answers."""
    back: Round | None = state
    while back is not None and back.stage is not Stage.FEEDBACK:
        back = back.previous
    return back


def delayed(state: Round, ms: int) -> Round:
    """The round and its past states, started `ms` later: this takes a pause off the clock."""
    back: Round | None = None
    for past in so_far(state):
        back = past._replace(started=past.started.later(ms), previous=back)
    return back or state


def answered_so_far(state: Round) -> list[GradedAnswer]:
    """All graded questions of the round, oldest first."""
    return [past.answered for past in so_far(state) if past.answered is not None]


def so_far(state: Round, since: Round | None = None) -> list[Round]:
    """All states of the round up to this one, oldest first; since: the first of them, if given."""
    states = [state]
    while states[-1] is not since and states[-1].previous is not None:
        states.append(states[-1].previous)
    return states[::-1]
