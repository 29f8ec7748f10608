"""Folds one card's history into its state and its share of the daily counts."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from quiz.history.events import Answer, Input, Mark, MarkKind, Placement
from quiz.history.kinds import UNSCHEDULED
from quiz.history.rating import Rating
from quiz.scheduling.memory import CardMemory, is_mastered

if TYPE_CHECKING:
    from quiz.history.effective_events import Scheduled
    from quiz.scheduling.scheduler import Scheduler

DAY_FIELDS = (
    "answers", "imported", "correct", "ms", "introduced", "reviewed", "recalled", "tested", "month",
    "half_year", "mastered", "comebacks", "tamed", "points",
)  # fmt: skip
"""The counts of each day: answers, those of them given in another program, fully correct answers,
milliseconds spent (at most `longest_answer_seconds` an answer), cards answered for the first time,
reviews (answers to cards introduced on another day).

The next four look only at the first answer of the day to a card seen on an earlier day: how many
recalled the card, how many there were, and how many recalled it after `MONTH` days or more, and
after `HALF_YEAR` days or more.

Then come the cards mastered for the first time, those first mastered after `COMEBACK_LAPSES` lapses
or more, and after `LEECH_LAPSES` or more; last the points, which follow from whole rounds."""

SHARE_FIELDS = ("right", "answers", "recalled", "tested")
"""The counts of a kind of card or a mode on a day: fully correct answers, all answers but wrong
guesses; of a kind also the reviews of cards seen on an earlier day, those recalled and all."""

MONTH, HALF_YEAR = 30, 180
"""Days without the card after which recalling it counts for more."""

COMEBACK_LAPSES, LEECH_LAPSES = 3, 8
"""Lapses after which mastering a card counts for more."""

_LEAST_LAPSES = {"mastered": 0, "comebacks": COMEBACK_LAPSES, "tamed": LEECH_LAPSES}


class Tally:
    """Counts that can be added and subtracted.

    days: by day number, the counts of `DAY_FIELDS`.
    shares: by day number with "kind" and its value, or "mode" and its value, the counts of
    `SHARE_FIELDS`.
    """

    def __init__(self) -> None:
        self.days: dict[int, Counter[str]] = defaultdict(Counter)
        self.shares: dict[tuple[int, str, str], Counter[str]] = defaultdict(Counter)

    def answer(self, day: int, answer: Answer, longest_ms: int) -> None:
        """Count what does not depend on earlier answers; the time is cut at `longest_ms`."""
        counts = self.days[day]
        counts["answers"] += 1
        counts["imported"] += answer.input is Input.ELSEWHERE
        counts["correct"] += answer.correct
        counts["ms"] += min(answer.ms, longest_ms)
        if not answer.counts:
            return
        for what, name in (("kind", answer.kind.value), ("mode", answer.mode.value)):
            share = self.shares[day, what, name]
            share["right"] += answer.correct
            share["answers"] += 1

    def add_points(self, by_day: Mapping[int, int]) -> None:
        """Add the points of one or more rounds."""
        for day, points in by_day.items():
            self.days[day]["points"] += points

    def subtract(self, other: Tally) -> None:
        """Take another tally's counts out of this one."""
        for day, counts in other.days.items():
            self.days[day].subtract(counts)
        for key, counts in other.shares.items():
            self.shares[key].subtract(counts)


@dataclass(slots=True)
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
    flagged: bool = False
    overcome: int | None = None

    def add(self, event: Scheduled, scheduler: Scheduler, tally: Tally) -> None:
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
                tally.days[day]["introduced"] += 1
            self.memory = scheduler.place(event)
            return
        self.asked += 1
        self.missed += not event.correct
        self.last, self.wrong = event.id, not event.correct
        tally.answer(day, event, scheduler.options.longest_answer_ms)
        if event.mode in UNSCHEDULED:
            return
        self._count(day, event, tally)
        if self.memory is None:
            self.introduced = day
        self.seen = day if self.seen is None else max(day, self.seen)
        self.memory = scheduler.review(self.memory, event.rating, event.moment, event.card)
        if is_mastered(self.memory):
            self._overcome(self.memory.lapses, tally.days[day])

    def _overcome(self, lapses: int, counts: Counter[str]) -> None:
        """Note that the card is mastered after so many lapses."""
        before = -1 if self.overcome is None else self.overcome
        self.overcome = max(before, lapses)
        for name, least in _LEAST_LAPSES.items():
            counts[name] += before < least <= lapses

    def _count(self, day: int, answer: Answer, tally: Tally) -> None:
        counts = tally.days[day]
        if self.memory is None:
            counts["introduced"] += 1
        elif self.introduced != day:
            counts["reviewed"] += 1
        if self.seen is not None and day > self.seen:
            share = tally.shares[day, "kind", answer.kind.value]
            counts["tested"] += 1
            share["tested"] += 1
            if answer.rating is not Rating.AGAIN:
                counts["recalled"] += 1
                share["recalled"] += 1
                counts["month"] += day - self.seen >= MONTH
                counts["half_year"] += day - self.seen >= HALF_YEAR

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
