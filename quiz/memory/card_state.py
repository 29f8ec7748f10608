"""What the history of one card comes to, and what it adds to the days on which it was answered."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from quiz.history.events import Answer, Mark, MarkKind, Mode, Placement
from quiz.memory.memory import CardMemory
from quiz.memory.rating import Rating
from quiz.memory.scheduler import Scheduler

DAY_FIELDS = ("answers", "correct", "ms", "introduced", "reviewed", "recalled", "tested")
"""What is counted on each day: answers, wholly right ones, milliseconds spent, cards answered for
the first time, reviews (answers to cards that were new on another day); and of the first answers
of a day to cards seen on an earlier one, how many recalled the card, and how many there were."""

_ANSWERS, _CORRECT, _MS, _INTRODUCED, _REVIEWED, _RECALLED, _TESTED = range(len(DAY_FIELDS))


@dataclass(slots=True)
class Tally:
    """Counts that can be added up and taken away again.

    days: by day number, the numbers of `DAY_FIELDS`.
    shares: by ("kind", its value) and ("mode", its value), [wholly right answers, all answers].
    """

    days: dict[int, list[int]] = field(default_factory=dict)
    shares: dict[tuple[str, str], list[int]] = field(default_factory=dict)

    def day(self, number: int) -> list[int]:
        """The counts of a day, to be changed in place."""
        counts = self.days.get(number)
        if counts is None:
            counts = self.days[number] = [0] * len(DAY_FIELDS)
        return counts

    def answer(self, day: int, answer: Answer) -> None:
        """Count what an answer adds whatever came before it."""
        right = answer.correct
        counts = self.day(day)
        counts[_ANSWERS] += 1
        counts[_CORRECT] += right
        counts[_MS] += answer.ms
        for share in (("kind", answer.kind.value), ("mode", answer.mode.value)):
            pair = self.shares.setdefault(share, [0, 0])
            pair[0] += right
            pair[1] += 1

    def add(self, other: Tally, sign: int = 1) -> None:
        """Add another tally, or take it away when `sign` is -1."""
        for number, counts in other.days.items():
            mine = self.day(number)
            for index, count in enumerate(counts):
                mine[index] += sign * count
        for name, pair in other.shares.items():
            share = self.shares.setdefault(name, [0, 0])
            share[0] += sign * pair[0]
            share[1] += sign * pair[1]


@dataclass(slots=True)
class CardState:
    """One card's history, folded.

    memory: None for a card that was only answered in a Cram, or only marked.
    asked, missed: answers, and those not wholly right. last: id of the latest answer, "" without
    one; wrong: whether it was not wholly right. newest: id of the latest event that `memory`
    depends on. introduced: the day of the first answer. seen: the latest day with an answer.
    suspended: now. buried: the day for which the card is buried. Cram never counts as seen.
    """

    memory: CardMemory | None = None
    asked: int = 0
    missed: int = 0
    last: str = ""
    wrong: bool = False
    newest: str = ""
    introduced: int | None = None
    seen: int | None = None
    suspended: bool = False
    buried: int | None = None

    def add(
        self, event: Answer | Placement, scheduler: Scheduler, tally: Tally | None = None
    ) -> None:
        """Fold in an event that is newer than all before it, and count it in `tally`."""
        day = event.moment.day(scheduler.options.day_start_hour)
        self.newest = event.id
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
            tally.answer(day, event)
        if event.mode is Mode.CRAM:
            return
        if tally is not None:
            self._count(day, event, tally)
        if self.memory is None:
            self.introduced = day
        self.seen = day if self.seen is None else max(day, self.seen)
        self.memory = scheduler.review(self.memory, event.rating, event.moment, event.card)

    def _count(self, day: int, answer: Answer, tally: Tally) -> None:
        counts = tally.day(day)
        if self.memory is None:
            counts[_INTRODUCED] += 1
        elif self.introduced != day:
            counts[_REVIEWED] += 1
        if self.seen is not None and day > self.seen:
            counts[_TESTED] += 1
            counts[_RECALLED] += answer.rating is not Rating.AGAIN

    def mark(self, marks: Iterable[Mark], day_start_hour: int) -> None:
        """Take in all marks of the card that count, in time order."""
        self.suspended, self.buried = False, None
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


def fold_card(
    events: Iterable[Answer | Placement], marks: Sequence[Mark], scheduler: Scheduler, tally: Tally
) -> CardState:
    """The state of one card after these events, each of which counts, in time order."""
    state = CardState()
    for event in events:
        state.add(event, scheduler, tally)
    state.mark(marks, scheduler.options.day_start_hour)
    return state
