"""When a card comes back: FSRS for the days, learning steps for the minutes, as in Anki."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from random import Random
from typing import NamedTuple

from quiz.history.events import Placement
from quiz.history.rating import Rating
from quiz.moment import MS_PER_DAY, MS_PER_MINUTE, Moment
from quiz.scheduling.fsrs_model import (
    DEFAULT_PARAMETERS,
    LEAST_STABILITY,
    MOST_DAYS,
    FsrsModel,
    Next,
    Strength,
    strength_after,
)
from quiz.scheduling.fuzz import fuzz_range, fuzzed, weekday_shares
from quiz.scheduling.interval import Interval
from quiz.scheduling.memory import CardMemory, Phase
from quiz.settings.settings import DeckSchedule, Settings


class SchedulerOptions(NamedTuple):
    """What the schedule depends on; see `quiz.settings.table` for units and bounds.

    weekday_shares: the weight of each weekday within the fuzz, see `quiz.scheduling.fuzz`.
    exam_day: day number of an exam, or None. A card comes back the day before the exam at the
    latest; if it was answered on that day, it comes back on the day of the exam.
    longest_answer_ms: the most that one answer adds to the time spent; no memory depends on it.
    parameters: the 21 weights of FSRS-6.
    """

    retention: float = 0.9
    learning_steps: tuple[float, ...] = (1.0, 10.0)
    relearning_steps: tuple[float, ...] = (10.0,)
    maximum_interval: int = MOST_DAYS
    fuzz: bool = True
    weekday_shares: tuple[float, ...] = ()
    day_start_hour: int = 4
    exam_day: int | None = None
    longest_answer_ms: int = Settings().longest_answer_ms
    parameters: Sequence[float] = DEFAULT_PARAMETERS

    @classmethod
    def from_settings(
        cls, settings: Settings, parameters: Sequence[float] = ()
    ) -> SchedulerOptions:
        """From the player's settings and weights; () for the default weights."""
        return cls(
            settings.retention,
            settings.learning_steps,
            settings.relearning_steps,
            settings.maximum_interval,
            settings.fuzz,
            weekday_shares(settings.easy_days, settings.free_days),
            settings.day_start_hour,
            longest_answer_ms=settings.longest_answer_ms,
            parameters=parameters or DEFAULT_PARAMETERS,
        )

    def of_deck(self, own: DeckSchedule) -> SchedulerOptions:
        """These options with the deck's own retention and exam."""
        kept = self.retention if own.retention is None else own.retention
        return self._replace(retention=kept, exam_day=own.exam_day)


class _Move(NamedTuple):
    """Where a rating takes a card. ms: length of the learning step, 0 in review."""

    phase: Phase
    step: int
    ms: int = 0


_Moves = tuple[_Move, _Move, _Move, _Move]
"""One for each rating, from Again to Easy."""

_LEFT = _Move(Phase.REVIEW, 0)
_RATINGS = tuple(Rating)


class _PendingAnswer(NamedTuple):
    """An answer whose interval has yet to be computed. reps: earlier answers.
    day: the day of the answer. before: the previous interval in days, 0 if the card was in its
    steps."""

    after: Next
    moves: _Moves
    rating: Rating
    reps: int
    day: int
    before: int


class Scheduler:
    """Turns a memory and a rating into the next memory. Pure: equal arguments, equal results.

    Elapsed time is counted in the player's calendar days and is never negative, even if the clock
    jumps back. Dates are plain integers, so no history overflows.
    """

    def __init__(self, options: SchedulerOptions | None = None) -> None:
        self.options = options or SchedulerOptions()
        self._model = FsrsModel(self.options.parameters)
        self._learning = _moves_in_steps(Phase.LEARNING, self.options.learning_steps)
        self._relearning = _moves_in_steps(Phase.RELEARNING, self.options.relearning_steps)
        again = _LEFT
        if self.options.relearning_steps:
            again = _in_step(Phase.RELEARNING, 0, self.options.relearning_steps[0])
        self._in_review: _Moves = (again, _LEFT, _LEFT, _LEFT)

    def review(
        self, memory: CardMemory | None, rating: Rating, moment: Moment, seed: str = ""
    ) -> CardMemory:
        """The memory after an answer at `moment`; `memory` is None for a new card.

        seed: makes the fuzz repeatable; usually the card's key.
        """
        answered = self._pending(memory, rating, moment)
        wait, days = self._waits(answered, seed)[-1]
        stability, difficulty = strength_after(answered.after, rating)
        phase, step, _ = answered.moves[rating - 1]
        due_ms = moment.ms + wait
        return_day = Moment(due_ms, moment.offset).day(self.options.day_start_hour)
        lapsed = rating is Rating.AGAIN and memory is not None and memory.phase is Phase.REVIEW
        return CardMemory(
            phase=phase,
            step=step,
            stability=stability,
            difficulty=difficulty,
            due_ms=due_ms,
            due_day=answered.day + days if phase is Phase.REVIEW else return_day,
            last=moment,
            reps=answered.reps + 1,
            lapses=(memory.lapses if memory is not None else 0) + lapsed,
            interval=days,
        )

    def place(self, placement: Placement) -> CardMemory:
        """The memory imported from another program."""
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
        """For each rating, the time until the card comes back; never shorter for a better one."""
        waits = self._waits(self._pending(memory, Rating.EASY, moment), seed)
        return {rating: Interval(ms) for rating, (ms, _) in zip(Rating, waits, strict=True)}

    def retrievability(self, memory: CardMemory, moment: Moment) -> float:
        """Probability of recall at `moment`, 0.0 to 1.0."""
        return self._model.retrievability(memory.stability, self._elapsed(memory, moment))

    def _pending(self, memory: CardMemory | None, rating: Rating, moment: Moment) -> _PendingAnswer:
        today = moment.day(self.options.day_start_hour)
        retention = self.options.retention
        if memory is None:
            after = self._model.next(None, 0, retention)
            return _PendingAnswer(after, self._moves(Phase.LEARNING, 0), rating, 0, today, 0)
        strength = Strength(memory.stability, memory.difficulty)
        after = self._model.next(strength, self._elapsed(memory, moment), retention)
        if memory.phase is Phase.REVIEW:
            moves, before = self._in_review, memory.interval
        else:
            moves, before = self._moves(memory.phase, memory.step), 0
        return _PendingAnswer(after, moves, rating, memory.reps, today, before)

    def _elapsed(self, memory: CardMemory, moment: Moment) -> int:
        hour = self.options.day_start_hour
        return max(0, moment.day(hour) - memory.last.day(hour))

    def _most(self, today: int) -> int:
        """The longest possible interval, in days, of an answer given today."""
        most, exam = self.options.maximum_interval, self.options.exam_day
        return most if exam is None or exam <= today else min(most, max(1, exam - 1 - today))

    def _moves(self, phase: Phase, step: int) -> _Moves:
        moves = self._relearning if phase is Phase.RELEARNING else self._learning
        return moves[min(step, len(moves) - 1)]

    def _waits(self, answered: _PendingAnswer, seed: str) -> list[tuple[int, int]]:
        """For each rating up to the one given: milliseconds until the card comes back, and the
        interval in whole days, 0 in the steps.

        A better rating never comes back sooner. From Good on, each interval in days is at least a
        day longer than the one before, and Easy is a day longer than Good would be, even if Good
        stays in the steps. All as in Anki, except where the maximum interval or an exam cuts
        intervals short.
        """
        waits: list[tuple[int, int]] = []
        ms, before = 0, None
        for rating in _RATINGS[: answered.rating]:
            phase, _, step_ms = answered.moves[rating - 1]
            if phase is Phase.REVIEW:
                before = self._days(answered, rating, before, seed)
                ms = max(before * MS_PER_DAY, ms)
            else:
                ms, before = max(step_ms, ms), None
            waits.append((ms, before or 0))
        return waits

    def _days(self, answered: _PendingAnswer, rating: Rating, before: int | None, seed: str) -> int:
        """The interval of a rating in whole days, 1 or more. before: that of the rating before it;
        None if that one stays in the steps."""
        most = self._most(answered.day)
        stability = strength_after(answered.after, rating).stability
        ideal = self._model.interval(stability, self.options.retention)
        # Longer intervals are spread over the last days before the limit.
        cut, ideal = ideal > most, min(ideal, float(most))
        low, high = fuzz_range(ideal, most)
        least = max(1, before or 0)
        if rating is Rating.EASY and before is None:
            before = self._days(answered, Rating.GOOD, None, seed)
        if not cut:
            # Rounding and fuzz must not shorten an interval that grew; nor may Hard, if the last
            # interval is within the fuzz.
            if rating is not Rating.AGAIN and round(ideal) > answered.before:
                least = max(least, answered.before + 1)
            elif rating is Rating.HARD and answered.before <= high:
                least = max(least, answered.before)
            if rating > Rating.HARD and before is not None:
                least = max(least, before + 1)
        if not self.options.fuzz:
            low = high = round(ideal)
        low, high = min(max(low, least), most), min(max(high, least), most)
        if low == high:
            return low
        chance = _chance(seed, answered.reps)
        return fuzzed(low, high, chance, answered.day, self.options.weekday_shares)


@lru_cache(maxsize=1)
def _chance(seed: str, reps: int) -> float:
    """A random number from 0.0 to 1.0, the same for all ratings of an answer."""
    return Random(f"{seed}:{reps}").random()


def _in_step(phase: Phase, step: int, minutes: float) -> _Move:
    return _Move(phase, step, round(minutes * MS_PER_MINUTE))


def _moves_in_steps(phase: Phase, steps: tuple[float, ...]) -> list[_Moves]:
    """Where each rating leads from each learning step, as in Anki. Again goes to the first step.
    Hard repeats the step; on the first step, it waits halfway to the second, or 1.5 times as long
    if there is only one (a day at most). Good goes to the next step. Easy leaves the steps.
    Without steps, every rating does."""
    if not steps:
        return [(_LEFT, _LEFT, _LEFT, _LEFT)]
    found: list[_Moves] = []
    for step, stay in enumerate(steps):
        if step == 0:
            stay = (steps[0] + steps[1]) / 2 if len(steps) > 1 else min(steps[0] * 1.5, 1440.0)
        further = step + 1 < len(steps)
        found.append(
            (
                _in_step(phase, 0, steps[0]),
                _in_step(phase, step, stay),
                _in_step(phase, step + 1, steps[step + 1]) if further else _LEFT,
                _LEFT,
            )
        )
    return found
