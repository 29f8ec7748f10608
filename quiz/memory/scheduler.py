"""When a card comes back: FSRS for the days, learning steps for the minutes, as in Anki."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from quiz.history.events import Placement
from quiz.memory.fsrs_model import (
    DEFAULT_PARAMETERS,
    LEAST_STABILITY,
    MOST_DAYS,
    FsrsModel,
    Strength,
)
from quiz.memory.fuzz import fuzz_days, fuzz_range
from quiz.memory.interval import Interval
from quiz.memory.memory import CardMemory, Phase
from quiz.memory.rating import Rating
from quiz.moment import MS_PER_DAY, MS_PER_MINUTE, Moment
from quiz.settings.model import Settings


@dataclass(frozen=True, slots=True)
class SchedulerOptions:
    """What the schedule depends on; see `quiz.settings.model.Settings` for units and bounds.

    parameters: the 21 weights of FSRS-6.
    """

    retention: float = 0.9
    learning_steps: tuple[float, ...] = (1.0, 10.0)
    relearning_steps: tuple[float, ...] = (10.0,)
    maximum_interval: int = MOST_DAYS
    fuzz: bool = True
    day_start_hour: int = 4
    parameters: Sequence[float] = DEFAULT_PARAMETERS

    @classmethod
    def from_settings(
        cls, settings: Settings, parameters: Sequence[float] = ()
    ) -> SchedulerOptions:
        """The player's settings and weights; () for the default weights."""
        return cls(
            settings.retention,
            settings.learning_steps,
            settings.relearning_steps,
            settings.maximum_interval,
            settings.fuzz,
            settings.day_start_hour,
            parameters or DEFAULT_PARAMETERS,
        )


@dataclass(frozen=True, slots=True)
class _Wait:
    """How long until the next answer: in a step (milliseconds), or in review (whole days)."""

    phase: Phase
    step: int
    ms: int
    days: int = 0


class Scheduler:
    """Turns a memory and a rating into the next memory. Pure: equal arguments, equal results.

    Elapsed time is counted in the player's calendar days, and never less than none, whatever the
    clock says. Dates are plain numbers, so that no history, however long, overflows.
    """

    def __init__(self, options: SchedulerOptions | None = None) -> None:
        self.options = options or SchedulerOptions()
        self._model = FsrsModel(self.options.parameters)

    def review(
        self, memory: CardMemory | None, rating: Rating, moment: Moment, seed: str = ""
    ) -> CardMemory:
        """The memory after an answer at `moment`; None is a card never answered.

        seed: makes the fuzz repeatable, usually the card's key.
        """
        strengths = self._strengths(memory, moment)
        wait = self._waits(memory, strengths, seed)[rating]
        today = moment.day(self.options.day_start_hour)
        lapsed = rating is Rating.AGAIN and memory is not None and memory.phase is Phase.REVIEW
        due_ms = moment.ms + wait.ms
        return CardMemory(
            phase=wait.phase,
            step=wait.step,
            stability=strengths[rating].stability,
            difficulty=strengths[rating].difficulty,
            due_ms=due_ms,
            due_day=today + wait.days
            if wait.phase is Phase.REVIEW
            else Moment(due_ms, moment.offset).day(self.options.day_start_hour),
            last=moment,
            reps=(memory.reps if memory else 0) + 1,
            lapses=(memory.lapses if memory else 0) + lapsed,
            interval=wait.days,
        )

    def place(self, placement: Placement) -> CardMemory:
        """The memory that was taken over from another program."""
        return CardMemory(
            phase=Phase.REVIEW,
            step=0,
            stability=min(max(placement.stability, LEAST_STABILITY), float(MOST_DAYS)),
            difficulty=min(max(placement.difficulty, 1.0), 10.0),
            due_ms=placement.moment.ms + placement.interval * MS_PER_DAY,
            due_day=placement.due_day,
            last=placement.moment,
            reps=placement.reps,
            lapses=placement.lapses,
            interval=placement.interval,
        )

    def preview(
        self, memory: CardMemory | None, moment: Moment, seed: str = ""
    ) -> dict[Rating, Interval]:
        """For each rating the time until the card comes back, never shorter for a better one."""
        waits = self._waits(memory, self._strengths(memory, moment), seed)
        return {rating: Interval(wait.ms) for rating, wait in waits.items()}

    def retrievability(self, memory: CardMemory, moment: Moment) -> float:
        """Probability that the card is recalled at `moment`, 0.0 to 1.0."""
        return self._model.retrievability(memory.stability, self._elapsed(memory, moment))

    def _elapsed(self, memory: CardMemory, moment: Moment) -> int:
        hour = self.options.day_start_hour
        return max(0, moment.day(hour) - memory.last.day(hour))

    def _strengths(self, memory: CardMemory | None, moment: Moment) -> dict[Rating, Strength]:
        if memory is None:
            return self._model.next(None, 0, self.options.retention)
        before = Strength(memory.stability, memory.difficulty)
        return self._model.next(before, self._elapsed(memory, moment), self.options.retention)

    def _waits(
        self, memory: CardMemory | None, strengths: dict[Rating, Strength], seed: str
    ) -> dict[Rating, _Wait]:
        reps = memory.reps if memory else 0
        chance = Random(f"{seed}:{reps}").random() if self.options.fuzz else None
        last = memory.interval if memory and memory.phase is Phase.REVIEW else 0
        days = self._days(strengths, chance, last)
        if memory is None or memory.phase is not Phase.REVIEW:
            phase = Phase.LEARNING if memory is None else memory.phase
            steps = (
                self.options.relearning_steps
                if phase is Phase.RELEARNING
                else self.options.learning_steps
            )
            waits = _in_steps(phase, steps, memory.step if memory else 0, days)
        else:
            waits = {rating: _in_review(days[rating]) for rating in Rating}
            if self.options.relearning_steps:
                waits[Rating.AGAIN] = _in_step(
                    Phase.RELEARNING, 0, self.options.relearning_steps[0]
                )
        return _ordered(waits, self.options.maximum_interval)

    def _days(
        self, strengths: dict[Rating, Strength], chance: float | None, last: int
    ) -> dict[Rating, int]:
        """The interval after each rating, in days, 1 to the maximum.

        last: the interval that has passed, 0 when the card was in its steps. Rounding and fuzz do
        not take a day off what grew, nor does Hard off what stayed within the range of fuzz; Easy
        is a day later than Good would be, also where Good stays in the steps. All as in Anki.
        """
        most = self.options.maximum_interval
        days: dict[Rating, int] = {}
        for rating in Rating:
            ideal = self._model.interval(strengths[rating].stability, self.options.retention)
            whole = fuzz_days(ideal, chance, most) if chance is not None else round(ideal)
            if rating is not Rating.AGAIN and round(ideal) > last:
                whole = max(whole, last + 1)
            elif rating is Rating.HARD and last <= fuzz_range(ideal, most)[1]:
                whole = max(whole, last)
            days[rating] = min(max(whole, 1), most)
        days[Rating.EASY] = min(max(days[Rating.EASY], days[Rating.GOOD] + 1), most)
        return days


def _in_review(days: int) -> _Wait:
    return _Wait(Phase.REVIEW, 0, days * MS_PER_DAY, days)


def _in_step(phase: Phase, step: int, minutes: float) -> _Wait:
    return _Wait(phase, step, round(minutes * MS_PER_MINUTE))


def _in_steps(
    phase: Phase, steps: tuple[float, ...], step: int, days: dict[Rating, int]
) -> dict[Rating, _Wait]:
    """The learning steps as in Anki: Again begins anew, Hard stays (at the first step halfway to
    the second, or half as long again when there is but one), Good goes on, Easy leaves them."""
    waits = {rating: _in_review(days[rating]) for rating in Rating}
    if not steps:
        return waits
    step = min(step, len(steps) - 1)
    waits[Rating.AGAIN] = _in_step(phase, 0, steps[0])
    stay = steps[step]
    if step == 0:
        stay = (steps[0] + steps[1]) / 2 if len(steps) > 1 else min(steps[0] * 1.5, 1440.0)
    waits[Rating.HARD] = _in_step(phase, step, stay)
    if step + 1 < len(steps):
        waits[Rating.GOOD] = _in_step(phase, step + 1, steps[step + 1])
    return waits


def _ordered(waits: dict[Rating, _Wait], most: int) -> dict[Rating, _Wait]:
    """No better rating comes back sooner; among days each is at least one more than the last."""
    ordered: dict[Rating, _Wait] = {}
    before: _Wait | None = None
    for rating in Rating:
        wait = waits[rating]
        if before is not None:
            if wait.phase is Phase.REVIEW and before.phase is Phase.REVIEW:
                if rating > Rating.HARD or wait.days < before.days:
                    wait = _in_review(min(most, max(wait.days, before.days + (rating > 2))))
            elif wait.ms < before.ms:
                wait = _Wait(wait.phase, wait.step, before.ms, wait.days)
        ordered[rating] = wait
        before = wait
    return ordered
