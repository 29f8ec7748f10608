"""Folds one card's history into its state and its share of the daily counts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from quiz.history.events import Answer, Mark, MarkKind, Placement
from quiz.history.kinds import UNSCHEDULED
from quiz.history.rating import Rating
from quiz.scheduling.memory import CardMemory, is_mastered

if TYPE_CHECKING:
    from quiz.history.effective_events import Scheduled
    from quiz.scheduling.scheduler import Scheduler

DAY_FIELDS = (
    "answers", "correct", "ms", "introduced", "reviewed", "recalled", "tested", "month",
    "half_year", "mastered", "comebacks", "tamed",
)  # fmt: skip
"""The counts of each day: answers, fully correct answers, milliseconds spent (at most
`longest_answer_seconds` an answer), cards answered for the first time, reviews (answers to cards
introduced on another day).

The next four look only at the first answer of the day to a card seen on an earlier day: how many
recalled the card, how many there were, and how many recalled it after `MONTH` days or more, and
after `HALF_YEAR` days or more.

Last, the cards mastered for the first time, those first mastered after `COMEBACK_LAPSES` lapses or
more, and after `LEECH_LAPSES` or more."""

(
    _ANSWERS, _CORRECT, _MS, _INTRODUCED, _REVIEWED, _RECALLED, _TESTED, _MONTH, _HALF_YEAR,
    _MASTERED, _COMEBACKS, _TAMED,
) = range(len(DAY_FIELDS))  # fmt: skip

SHARE_FIELDS = ("right", "answers", "recalled", "tested")
"""The counts of a kind of card or a mode on a day: fully correct answers, all answers but wrong
guesses; of a kind also the reviews of cards seen on an earlier day, those recalled and all."""

_RIGHT, _COUNTED, _SHARE_RECALLED, _SHARE_TESTED = range(len(SHARE_FIELDS))

MONTH, HALF_YEAR = 30, 180
"""Days without the card after which recalling it counts for more."""

COMEBACK_LAPSES, LEECH_LAPSES = 3, 8
"""Lapses after which mastering a card counts for more."""

_LEAST_LAPSES = ((_MASTERED, 0), (_COMEBACKS, COMEBACK_LAPSES), (_TAMED, LEECH_LAPSES))


class Tally:
    """Counts that can be added and subtracted.

    days: by day number, the numbers of `DAY_FIELDS`.
    shares: by day number with "kind" and its value, or "mode" and its value, the numbers of
    `SHARE_FIELDS`.
    """

    __slots__ = ("days", "shares")

    def __init__(self) -> None:
        self.days: dict[int, list[int]] = {}
        self.shares: dict[tuple[int, str, str], list[int]] = {}

    def day(self, number: int) -> list[int]:
        """The counts of a day, for changing in place."""
        counts = self.days.get(number)
        if counts is None:
            counts = self.days[number] = [0] * len(DAY_FIELDS)
        return counts

    def answer(self, day: int, answer: Answer, longest_ms: int) -> None:
        """Count what does not depend on earlier answers; the time is cut at `longest_ms`."""
        right = answer.correct
        counts = self.day(day)
        counts[_ANSWERS] += 1
        counts[_CORRECT] += right
        counts[_MS] += min(answer.ms, longest_ms)
        if not answer.counts:
            return
        for what, name in (("kind", answer.kind.value), ("mode", answer.mode.value)):
            share = self.share(day, what, name)
            share[_RIGHT] += right
            share[_COUNTED] += 1

    def share(self, day: int, what: str, name: str) -> list[int]:
        """The counts of a kind or mode on a day, for changing in place."""
        return self.shares.setdefault((day, what, name), [0] * len(SHARE_FIELDS))

    def add(self, other: Tally, sign: int = 1) -> None:
        """Add another tally, or subtract it when `sign` is -1."""
        for number, counts in other.days.items():
            mine = self.day(number)
            for index, count in enumerate(counts):
                mine[index] += sign * count
        for key, counts in other.shares.items():
            share = self.share(*key)
            for index, count in enumerate(counts):
                share[index] += sign * count


class CardState:
    """One card's history, folded.

    memory: None if the card was only marked, or only answered in Cram.
    asked, missed: all answers, and those not fully correct. last: id of the latest answer, or "".
    wrong: whether the latest answer was not fully correct. newest: id of the latest event that
    `memory` depends on. introduced: day of the first answer. seen: latest day with an answer; Cram
    does not count. suspended, flagged: as of now. buried: the day for which the card is buried.
    overcome: the most lapses that the card had when an answer showed it mastered; None if none
    ever did. Forgetting the card again does not change it.
    """

    __slots__ = (
        "asked",
        "buried",
        "flagged",
        "introduced",
        "last",
        "memory",
        "missed",
        "newest",
        "overcome",
        "seen",
        "suspended",
        "wrong",
    )  # fmt: skip

    def __init__(
        self,
        memory: CardMemory | None = None,
        asked: int = 0,
        missed: int = 0,
        last: str = "",
        wrong: bool = False,
        newest: str = "",
        introduced: int | None = None,
        seen: int | None = None,
        suspended: bool = False,
        buried: int | None = None,
        flagged: bool = False,
        overcome: int | None = None,
    ) -> None:
        self.memory = memory
        self.asked = asked
        self.missed = missed
        self.last = last
        self.wrong = wrong
        self.newest = newest
        self.introduced = introduced
        self.seen = seen
        self.suspended = suspended
        self.buried = buried
        self.flagged = flagged
        self.overcome = overcome

    def __eq__(self, other: object) -> bool:
        """Whether all fields are equal."""
        if not isinstance(other, CardState):
            return NotImplemented
        return all(getattr(self, name) == getattr(other, name) for name in self.__slots__)

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        told = ", ".join(f"{name}={getattr(self, name)!r}" for name in self.__slots__)
        return f"CardState({told})"

    def add(self, event: Scheduled, scheduler: Scheduler, tally: Tally | None = None) -> None:
        """Fold in an event newer than all earlier ones, and count it in `tally`."""
        day = event.moment.day(scheduler.options.day_start_hour)
        self.newest = event.id
        if isinstance(event, Mark):
            # A reset makes the card new and forgives its mistakes. `seen` stays: the statistics
            # of past answers need it.
            self.memory, self.introduced, self.wrong = None, None, False
            return
        if isinstance(event, Placement):
            if self.memory is None:
                self.introduced = day
                if tally is not None:
                    tally.day(day)[_INTRODUCED] += 1
            self.memory = scheduler.place(event)
            return
        self.asked += 1
        self.missed += not event.correct
        self.last, self.wrong = event.id, not event.correct
        if tally is not None:
            tally.answer(day, event, scheduler.options.longest_answer_ms)
        if event.mode in UNSCHEDULED:
            return
        if tally is not None:
            self._count(day, event, tally)
        if self.memory is None:
            self.introduced = day
        self.seen = day if self.seen is None else max(day, self.seen)
        self.memory = scheduler.review(self.memory, event.rating, event.moment, event.card)
        if is_mastered(self.memory):
            self._overcome(self.memory.lapses, None if tally is None else tally.day(day))

    def _overcome(self, lapses: int, counts: list[int] | None) -> None:
        """Note that the card is mastered after so many lapses."""
        before = -1 if self.overcome is None else self.overcome
        self.overcome = max(before, lapses)
        if counts is not None:
            for field, least in _LEAST_LAPSES:
                counts[field] += before < least <= lapses

    def _count(self, day: int, answer: Answer, tally: Tally) -> None:
        counts = tally.day(day)
        if self.memory is None:
            counts[_INTRODUCED] += 1
        elif self.introduced != day:
            counts[_REVIEWED] += 1
        if self.seen is not None and day > self.seen:
            share = tally.share(day, "kind", answer.kind.value)
            counts[_TESTED] += 1
            share[_SHARE_TESTED] += 1
            if answer.rating is not Rating.AGAIN:
                counts[_RECALLED] += 1
                share[_SHARE_RECALLED] += 1
                counts[_MONTH] += day - self.seen >= MONTH
                counts[_HALF_YEAR] += day - self.seen >= HALF_YEAR

    def mark(self, marks: Iterable[Mark], day_start_hour: int) -> None:
        """Apply all effective marks of the card, in time order."""
        self.suspended, self.buried, self.flagged = False, None, False
        for mark in marks:
            match mark.kind:
                case MarkKind.SUSPEND:
                    self.suspended = True
                case MarkKind.UNSUSPEND:
                    self.suspended = False
                case MarkKind.BURY:
                    self.buried = mark.moment.day(day_start_hour)
                case MarkKind.UNBURY:
                    self.buried = None
                case MarkKind.FLAG:
                    self.flagged = True
                case MarkKind.UNFLAG:
                    self.flagged = False
                case MarkKind.RESET:
                    # `add` has already cleared the memory.
                    pass


def fold_card(
    events: Iterable[Scheduled], marks: Sequence[Mark], scheduler: Scheduler, tally: Tally
) -> CardState:
    """The state of one card after these effective events, in time order."""
    state = CardState()
    for event in events:
        state.add(event, scheduler, tally)
    state.mark(marks, scheduler.options.day_start_hour)
    return state
