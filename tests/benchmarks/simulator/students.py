"""Students whose memory is FSRS-6 with their own weights, and the days they study."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from random import Random
from typing import Protocol

from quiz.history.rating import Rating
from quiz.moment import MS_PER_DAY, MS_PER_HOUR, Moment
from quiz.scheduling.fsrs_model import DEFAULT_PARAMETERS, FsrsModel, Strength, strength_after
from quiz.scheduling.parameter_bounds import PARAMETER_BOUNDS

FIRST_RATINGS = (0.24, 0.094, 0.495, 0.171)
"""Again, Hard, Good, Easy at the first sight of a card."""

RECALLED_RATINGS = (0.224, 0.631, 0.145)
"""Hard, Good, Easy when a card was recalled. Both are the defaults of the simulator that comes with
`fsrs-rs-python`."""

SECONDS = {
    "new": {Rating.AGAIN: 19.6, Rating.HARD: 18.8, Rating.GOOD: 13.8, Rating.EASY: 10.7},
    "later": {Rating.AGAIN: 19.4, Rating.HARD: 17.6, Rating.GOOD: 12.4, Rating.EASY: 8.9},
    "same day": {Rating.AGAIN: 16.4, Rating.HARD: 15.3, Rating.GOOD: 12.3, Rating.EASY: 8.0},
}
"""Seconds that an answer takes, from the same simulator; the same for every scheduler."""

DAY_START = 4


@dataclass(slots=True)
class _Trace:
    """The true memory of one card."""

    strength: Strength
    last: Moment
    answers: int = 1


class Student:
    """One student with a memory for each card; the same seed gives the same student.

    An answer depends only on the student, the card, how often it was answered and the probability
    of recall, so two schedulers meet the same luck.
    """

    def __init__(self, seed: int) -> None:
        random = Random(f"student {seed}")
        self._seed = seed
        spread = [0.4] * 4 + [0.1] * 16 + [0.3]
        self.parameters = tuple(
            min(max(weight * math.exp(random.gauss(0, sigma)), least), most)
            for weight, sigma, (least, most) in zip(
                DEFAULT_PARAMETERS, spread, PARAMETER_BOUNDS, strict=True
            )
        )
        self._model = FsrsModel(self.parameters)
        self._traces: dict[str, _Trace] = {}
        self.seconds = 0.0
        self.later = self.recalled = 0

    def answer(self, card: str, now: Moment) -> tuple[Rating, Moment]:
        """The rating of the card's next answer, and when it is given."""
        trace = self._traces.get(card)
        number = trace.answers if trace else 0
        random = Random(f"{self._seed} {card} {number}")
        day = now.day(DAY_START)
        if trace is None:
            rating = random.choices(list(Rating), FIRST_RATINGS)[0]
            kind, days = "new", 0
            # Cards differ in ways that no scheduler knows.
            luck = math.exp(Random(f"{self._seed} {card}").gauss(0, 0.5))
        else:
            days = max(0, day - trace.last.day(DAY_START))
            kind, luck = ("later" if days else "same day"), 1.0
            known = random.random() < self._recall(trace, now)
            passed = random.choices(list(Rating)[1:], RECALLED_RATINGS)[0]
            rating = passed if known else Rating.AGAIN
            self.later += kind == "later"
            self.recalled += kind == "later" and known
        following = self._model.next(trace.strength if trace else None, days, 0.9)
        after = strength_after(following, rating)
        stability = min(max(after.stability * luck, 0.001), 36_500.0)
        seconds = SECONDS[kind][rating]
        self.seconds += seconds
        then = now.later(round(seconds * 1000))
        self._traces[card] = _Trace(Strength(stability, after.difficulty), then, number + 1)
        return rating, then

    def remembered(self, now: Moment) -> float:
        """The expected number of seen cards that would be recalled now."""
        return math.fsum(self._recall(trace, now) for trace in self._traces.values())

    @property
    def seen(self) -> int:
        """How many cards the student has seen."""
        return len(self._traces)

    def _recall(self, trace: _Trace, now: Moment) -> float:
        days = max(0, now.ms - trace.last.ms) / MS_PER_DAY
        return self._model.retrievability(trace.strength.stability, days)


class Desk(Protocol):
    """A scheduler and its queue, as one student uses it."""

    def study(self, student: Student, now: Moment) -> Moment:
        """Study today's cards from now on; returns when the student is done."""
        ...


def sessions(days: int, seed: int) -> Iterator[Moment]:
    """When a student studies: once a day, any time from 8 in the morning to 1 past midnight."""
    random = Random(f"sessions {seed}")
    for day in range(days):
        hours = random.uniform(8, 25)
        yield Moment(day * MS_PER_DAY + round(hours * MS_PER_HOUR))


def learn(desk: Desk, student: Student, when: Iterable[Moment]) -> Moment:
    """Let the student study at these times; returns when the last session ended."""
    end = Moment(0)
    for now in when:
        end = desk.study(student, now)
    return end
