"""No history, however long or strange, raises an error: numbers and dates saturate."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.history.rating import Rating
from quiz.moment import MS_PER_DAY, Moment, day_to_date_text
from quiz.scheduling.fsrs_model import DEFAULT_PARAMETERS, MOST_DAYS
from quiz.scheduling.fuzz import weekday_shares
from quiz.scheduling.interval import Interval
from quiz.scheduling.memory import CardMemory, Phase
from quiz.scheduling.parameter_bounds import PARAMETER_BOUNDS
from quiz.scheduling.scheduler import Scheduler, SchedulerOptions

YEAR_9999 = 253_402_300_799_999
YEAR_1 = -62_135_596_800_000
CENTURY = 36_525 * MS_PER_DAY

instants = st.one_of(
    st.integers(YEAR_1, YEAR_9999),
    st.sampled_from([0, -1, YEAR_1, YEAR_9999, YEAR_9999 + 1, CENTURY, -CENTURY, 2**62, -(2**62)]),
)
moments = st.builds(Moment, instants, st.integers(-14 * 60, 14 * 60))
weights = st.just(DEFAULT_PARAMETERS) | st.tuples(*(st.floats(*b) for b in PARAMETER_BOUNDS))
options = st.builds(
    SchedulerOptions,
    retention=st.sampled_from([0.7, 0.9, 0.99]),
    learning_steps=st.sampled_from([(), (1.0, 10.0)]),
    relearning_steps=st.sampled_from([(), (10.0,)]),
    maximum_interval=st.sampled_from([1, 365, MOST_DAYS]),
    fuzz=st.booleans(),
    weekday_shares=st.sampled_from([(), weekday_shares(["fri"], ["sat", "sun"])]),
    parameters=weights,
)


def check(scheduler: Scheduler, memory: CardMemory, now: Moment) -> None:
    assert 0.001 <= memory.stability <= MOST_DAYS
    assert 1 <= memory.difficulty <= 10
    assert 0 <= scheduler.retrievability(memory, now) <= 1
    assert 0 <= memory.interval <= scheduler.options.maximum_interval
    assert memory.due_ms >= memory.last.ms
    assert memory.is_due(
        Moment(memory.due_ms, memory.last.offset), scheduler.options.day_start_hour
    )
    assert Moment(memory.due_ms, memory.last.offset).local().year <= 9999
    assert day_to_date_text(memory.due_day)
    waits = scheduler.preview(memory, now)
    assert [waits[rating] for rating in Rating] == sorted(waits.values())
    assert all(wait.text for wait in waits.values())


@given(
    options, st.lists(st.tuples(st.sampled_from(list(Rating)), moments), min_size=1, max_size=10)
)
def test_any_answers_at_any_times(
    chosen: SchedulerOptions, answers: list[tuple[Rating, Moment]]
) -> None:
    scheduler = Scheduler(chosen)
    memory = None
    for rating, now in answers:
        memory = scheduler.review(memory, rating, now, "card")
        check(scheduler, memory, now)


@given(options, st.sampled_from(list(Rating)), st.sampled_from(["due", "at once", "back"]))
def test_five_hundred_answers_of_one_kind(
    chosen: SchedulerOptions, rating: Rating, when: str
) -> None:
    scheduler = Scheduler(chosen)
    memory, now = None, Moment(0)
    for _ in range(500):
        memory = scheduler.review(memory, rating, now)
        now = {
            "due": Moment(memory.due_ms),
            "at once": now.later(1),
            "back": now.later(-MS_PER_DAY),
        }[when]
    assert memory is not None
    assert memory.reps == 500
    check(scheduler, memory, now)


def test_a_clock_set_back_counts_as_the_same_day() -> None:
    scheduler = Scheduler(SchedulerOptions(fuzz=False))
    first = scheduler.review(None, Rating.EASY, Moment(100 * MS_PER_DAY))
    back = Moment(90 * MS_PER_DAY)
    assert scheduler.retrievability(first, back) == 1.0
    same_day = scheduler.review(first, Rating.GOOD, Moment(100 * MS_PER_DAY + 1))
    assert scheduler.review(first, Rating.GOOD, back).stability == same_day.stability


def test_a_gap_beyond_a_century_is_a_century() -> None:
    scheduler = Scheduler(SchedulerOptions(fuzz=False))
    first = scheduler.review(None, Rating.GOOD, Moment(0))
    gaps = [scheduler.review(first, Rating.GOOD, Moment(n * CENTURY)) for n in (1, 2, 50)]
    assert gaps[0].stability == pytest.approx(gaps[1].stability, rel=1e-3)
    assert gaps[1].stability == gaps[2].stability
    assert math.isfinite(gaps[2].stability)


def test_dates_after_9999_are_marked() -> None:
    scheduler = Scheduler(SchedulerOptions(fuzz=False, learning_steps=()))
    memory = scheduler.review(None, Rating.EASY, Moment(YEAR_9999))
    assert memory.phase is Phase.REVIEW
    assert day_to_date_text(memory.due_day) == "after 9999"
    assert day_to_date_text(-(10**9)) == "before 0001"
    assert Interval(2**80).text.endswith(" y")
