from __future__ import annotations

import math

import fsrs_rs_python
import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.history.rating import Rating
from quiz.moment import MS_PER_DAY, WEEKDAYS, Moment, weekday
from quiz.scheduling.fsrs_model import DEFAULT_PARAMETERS, FsrsModel
from quiz.scheduling.fuzz import fuzz_range, fuzzed, weekday_shares
from quiz.scheduling.interval import Interval
from quiz.scheduling.memory import CardMemory, Phase, is_mastered
from quiz.scheduling.scheduler import Scheduler, SchedulerOptions
from quiz.settings.settings import Settings

options = st.builds(
    SchedulerOptions,
    retention=st.sampled_from([0.7, 0.9, 0.97]),
    learning_steps=st.sampled_from([(), (1.0,), (1.0, 10.0), (10.0, 1.0, 1440.0)]),
    relearning_steps=st.sampled_from([(), (10.0,), (1.0, 600.0)]),
    maximum_interval=st.sampled_from([1, 2, 30, 36500]),
    fuzz=st.booleans(),
    weekday_shares=st.sampled_from([(), weekday_shares(["fri"], ["sat", "sun"])]),
    day_start_hour=st.integers(0, 23),
    parameters=st.just(DEFAULT_PARAMETERS),
)
answers = st.lists(
    st.tuples(
        st.sampled_from(list(Rating)),
        st.sampled_from([0, 1000, 600_000, MS_PER_DAY, 40 * MS_PER_DAY, -MS_PER_DAY, 10**14]),
    ),
    max_size=12,
)


def played(
    scheduler: Scheduler, history: list[tuple[Rating, int]]
) -> tuple[CardMemory | None, Moment]:
    memory, now = None, Moment(0)
    for rating, wait in history:
        now = now.later(wait)
        memory = scheduler.review(memory, rating, now, "card")
    return memory, now


@given(options, answers)
def test_a_better_rating_never_comes_back_sooner(
    chosen: SchedulerOptions, history: list[tuple[Rating, int]]
) -> None:
    scheduler = Scheduler(chosen)
    memory, now = played(scheduler, history)
    waits = [scheduler.preview(memory, now, "card")[rating] for rating in Rating]
    assert waits == sorted(waits)
    after = [scheduler.review(memory, rating, now, "card") for rating in Rating]
    due = [card.due_day for card in after]
    assert due == sorted(due)
    stable = [card.stability for card in after]
    assert stable == sorted(stable)


@given(options, answers, st.sampled_from(list(Rating)))
def test_preview_matches_review(
    chosen: SchedulerOptions, history: list[tuple[Rating, int]], rating: Rating
) -> None:
    scheduler = Scheduler(chosen)
    memory, now = played(scheduler, history)
    promised = scheduler.preview(memory, now, "card")[rating]
    after = scheduler.review(memory, rating, now, "card")
    assert after.due_ms - now.ms == promised.ms
    if after.phase is Phase.REVIEW:
        assert 1 <= after.interval <= chosen.maximum_interval
        assert after.due_day == now.day(chosen.day_start_hour) + after.interval


@given(options, answers)
def test_memory_stays_within_bounds(
    chosen: SchedulerOptions, history: list[tuple[Rating, int]]
) -> None:
    scheduler = Scheduler(chosen)
    memory, now = played(scheduler, history)
    if memory is None:
        return
    assert 0 < memory.stability <= 36_500
    assert 1 <= memory.difficulty <= 10
    assert memory.reps == len(history)
    assert 0 <= memory.lapses <= memory.reps
    assert 0 <= scheduler.retrievability(memory, now.later(MS_PER_DAY)) <= 1


def test_five_hundred_times_easy_saturates() -> None:
    scheduler = Scheduler(SchedulerOptions(fuzz=False))
    memory, now = None, Moment(0)
    for _ in range(500):
        memory = scheduler.review(memory, Rating.EASY, now)
        now = Moment(memory.due_ms)
    assert memory is not None
    assert memory.interval == 36_500
    assert math.isfinite(memory.stability)
    assert now.local().year == 9999


def test_stability_and_difficulty_match_the_library() -> None:
    ratings = [3, 3, 1, 2, 4, 3]
    days = [0, 2, 9, 1, 3, 30]
    reviews = [fsrs_rs_python.FSRSReview(r, d) for r, d in zip(ratings, days, strict=True)]
    library = fsrs_rs_python.FSRS(list(fsrs_rs_python.DEFAULT_PARAMETERS))
    wanted = library.memory_state(fsrs_rs_python.FSRSItem(reviews))
    scheduler = Scheduler(SchedulerOptions(learning_steps=(), relearning_steps=()))
    memory, now = None, Moment(0)
    for rating, day in zip(ratings, days, strict=True):
        now = now.later(day * MS_PER_DAY)
        memory = scheduler.review(memory, Rating(rating), now)
    assert memory is not None
    assert memory.stability == pytest.approx(wanted.stability, rel=1e-4)
    assert memory.difficulty == pytest.approx(wanted.difficulty, rel=1e-4)


def test_retrievability_is_ninety_percent_after_the_stability() -> None:
    model = FsrsModel()
    assert model.retrievability(10.0, 10.0) == pytest.approx(0.9)
    assert model.retrievability(10.0, 0) == 1.0


def test_days_are_the_players_calendar_days() -> None:
    scheduler = Scheduler(SchedulerOptions(fuzz=False))
    evening = Moment(20 * 3_600_000)
    memory = scheduler.review(None, Rating.EASY, evening)
    next_noon = evening.later(16 * 3_600_000)
    assert scheduler.retrievability(memory, next_noon) < 1.0
    assert scheduler.retrievability(memory, evening.later(2 * 3_600_000)) == 1.0


def test_learning_steps_as_documented() -> None:
    scheduler = Scheduler(SchedulerOptions(fuzz=False))
    now = Moment(0)
    texts = {r: wait.text for r, wait in scheduler.preview(None, now).items()}
    assert (texts[Rating.AGAIN], texts[Rating.HARD], texts[Rating.GOOD]) == (
        "1 min",
        "6 min",
        "10 min",
    )
    first = scheduler.review(None, Rating.GOOD, now)
    assert (first.phase, first.step, first.interval) == (Phase.LEARNING, 1, 0)
    second = scheduler.review(first, Rating.GOOD, now.later(600_000))
    assert second.phase is Phase.REVIEW
    lapsed = scheduler.review(second, Rating.AGAIN, now.later(9 * MS_PER_DAY))
    assert (lapsed.phase, lapsed.lapses) == (Phase.RELEARNING, 1)
    assert scheduler.review(lapsed, Rating.GOOD, now.later(9 * MS_PER_DAY)).phase is Phase.REVIEW


@given(
    st.floats(0.1, 40_000), st.floats(0.1, 40_000), st.floats(0, 0.999999), st.integers(1, 36500)
)
def test_fuzz_keeps_the_order_and_the_limit(
    one: float, other: float, chance: float, most: int
) -> None:
    short, long = sorted((one, other))
    less, more = (fuzzed(*fuzz_range(ideal, 99_999), chance) for ideal in (short, long))
    assert less <= more
    if one >= 2.5:
        assert fuzzed(*fuzz_range(one, most), chance) <= most


def due_by_weekday(own: Settings, cards: int) -> list[int]:
    """How many cards with an ideal interval of a hundred days fall due on each weekday, Monday
    first."""
    scheduler = Scheduler(SchedulerOptions.from_settings(own))
    memory = CardMemory(Phase.REVIEW, 0, 100.0, 5.0, 0, 0, Moment(0), 5, 0, 1)
    due = [
        scheduler.review(memory, Rating.GOOD, Moment(day * MS_PER_DAY), f"card {number}")
        for number in range(cards)
        for day in [100 + number % 7]
    ]
    days = [weekday(after.due_day) for after in due]
    return [days.count(number) for number in range(7)]


def test_cards_learnt_together_are_spread_evenly() -> None:
    assert all(150 <= number <= 250 for number in due_by_weekday(Settings(), 1_400))


def test_easy_days_halve_and_free_days_avoid_due_cards() -> None:
    own = Settings(easy_days=("fri",), free_days=("sat", "sun"))
    *week, friday, saturday, sunday = due_by_weekday(own, 1_400)
    assert all(250 <= number <= 370 for number in week)
    assert 0.4 <= friday / (sum(week) / 4) <= 0.6
    assert saturday == sunday == 0


def test_all_days_free_equals_no_days_free() -> None:
    assert weekday_shares((), WEEKDAYS) == weekday_shares((), ()) == ()
    assert weekday_shares(["sun"], ["sun"])[6] < 0.001


def test_weekdays_match_the_calendar() -> None:
    assert [WEEKDAYS[weekday(day)] for day in (0, 4, 20_785)] == ["thu", "mon", "sat"]


@given(st.floats(10, 400), st.integers(0, 6), st.text(max_size=5))
def test_easy_days_keep_cards_within_fuzz(stability: float, day: int, seed: str) -> None:
    scheduler = Scheduler(
        SchedulerOptions(weekday_shares=weekday_shares((), ["sat", "sun"]), retention=0.9)
    )
    before = CardMemory(Phase.REVIEW, 0, stability, 5.0, 0, 0, Moment(0), 5, 0, 1)
    now = Moment((round(stability) + day) * MS_PER_DAY)
    after = scheduler.review(before, Rating.GOOD, now, seed)
    # At 90 % the ideal interval is the stability.
    low, high = fuzz_range(after.stability, 36_500)
    hard = scheduler.review(before, Rating.HARD, now, seed)
    assert low <= after.interval <= max(high, hard.interval + 1)
    inside = [d for d in range(low, high + 1) if weekday(now.day() + d) < 5]
    if inside and after.interval > hard.interval + 1:
        assert weekday(after.due_day) < 5


def test_settings_reach_the_scheduler() -> None:
    chosen = Settings(retention=0.8, learning_steps=(5.0,), fuzz=False, day_start_hour=0)
    scheduler = Scheduler(SchedulerOptions.from_settings(chosen))
    assert scheduler.preview(None, Moment(0))[Rating.AGAIN].text == "5 min"
    assert scheduler.preview(None, Moment(0))[Rating.HARD].text == "8 min"


def test_wrong_weights_are_refused() -> None:
    with pytest.raises(ValueError, match="not weights"):
        FsrsModel([1.0, 2.0])


@pytest.mark.parametrize(
    ("ms", "text"),
    [
        (0, "<1 min"),
        (90_000, "2 min"),
        (7_200_000, "2 h"),
        (3 * MS_PER_DAY, "3 d"),
        (45 * MS_PER_DAY, "1.5 mo"),
        (730 * MS_PER_DAY, "2 y"),
        (36_500 * MS_PER_DAY, "100 y"),
    ],
)
def test_intervals_use_their_largest_unit(ms: int, text: str) -> None:
    assert Interval(ms).text == text


@pytest.mark.parametrize(
    ("phase", "stability", "mastered"),
    [
        (Phase.REVIEW, 21.0, True),
        (Phase.REVIEW, 20.999, False),
        (Phase.RELEARNING, 21.0, False),
        (Phase.LEARNING, 99.0, False),
    ],
)
def test_mastered_is_in_review_and_stable_for_three_weeks(
    phase: Phase, stability: float, mastered: bool
) -> None:
    memory = Scheduler().review(None, Rating.EASY, Moment(0))
    assert is_mastered(memory._replace(phase=phase, stability=stability)) is mastered
