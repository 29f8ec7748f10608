"""The folds of a long history make no objects; they find what the plain ones find."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.history.effective_events import sift
from quiz.history.events import Answer, Event, Mark, Placement
from quiz.history.rating import Rating
from quiz.moment import MS_PER_DAY, Moment
from quiz.scheduling.card_state import BareAnswer, Tally, fold_bare, fold_card
from quiz.scheduling.fsrs_model import DEFAULT_PARAMETERS, PARAMETER_BOUNDS
from quiz.scheduling.fuzz import weekday_shares
from quiz.scheduling.memory import CardMemory
from quiz.scheduling.scheduler import Scheduler, SchedulerOptions
from quiz.scoring import round_fold
from quiz.scoring.round_fold import RoundFold
from tests.factories import answer
from tests.strategies import histories

SCHEDULER = Scheduler()

weights = st.tuples(*(st.floats(least, most) for least, most in PARAMETER_BOUNDS))
options = st.builds(
    SchedulerOptions,
    retention=st.sampled_from([0.7, 0.9, 0.97]),
    learning_steps=st.sampled_from([(), (1.0,), (1.0, 10.0), (3_000.0, 1.0)]),
    relearning_steps=st.sampled_from([(), (10.0,), (1.0, 4_000.0)]),
    maximum_interval=st.sampled_from([1, 2, 30, 36_500]),
    fuzz=st.booleans(),
    weekday_shares=st.sampled_from([(), weekday_shares(["fri"], ["sat", "sun"])]),
    day_start_hour=st.integers(0, 23),
    parameters=st.just(DEFAULT_PARAMETERS) | weights,
)
answers = st.lists(
    st.tuples(
        st.sampled_from([*Rating, Rating.GOOD, Rating.GOOD]),
        st.sampled_from([0, 600_000, MS_PER_DAY, 3 * MS_PER_DAY, 40 * MS_PER_DAY, -MS_PER_DAY]),
        st.sampled_from([0, 60, -300]),
    ),
    min_size=1,
    max_size=20,
)


@given(options, answers, st.integers(0, 20), st.booleans())
def test_a_course_of_answers_is_one_review_after_the_other(
    chosen: SchedulerOptions, given_: list[tuple[Rating, int, int]], cut: int, placed: bool
) -> None:
    scheduler = Scheduler(chosen)
    first: CardMemory | None = None
    if placed:
        first = scheduler.place(Placement("p", "ada", Moment(0), "c", 30.0, 5.0, 30, 30, 4, 1))
    ms, memory = 0, first
    course = []
    for rating, wait, offset in given_:
        ms += wait
        course.append((int(rating), ms, offset))
        memory = scheduler.review(memory, rating, Moment(ms, offset), "card")
    assert scheduler.course(first, course, "card") == memory
    if 0 < cut < len(course):
        half = scheduler.course(first, course[:cut], "card")
        assert scheduler.course(half, course[cut:], "card") == memory


def bare(event: Answer) -> BareAnswer:
    return (
        event.card, event.id, event.kind.value, event.mode.value, event.moment.ms,
        event.moment.offset, int(event.rating), event.credit, event.ms,
    )  # fmt: skip


def bare_of_round(event: Answer) -> round_fold.BareAnswer:
    return (
        event.round, event.id, event.card, event.deck, event.kind.value, event.mode.value,
        event.input.value, event.moment.ms, event.moment.offset, event.credit, int(event.hinted),
        event.ms, event.difficulty,
    )  # fmt: skip


@given(histories())
def test_cards_fold_to_the_same_from_bare_answers(events: list[Event]) -> None:
    found = sift(events)
    tallies = Tally(), Tally()
    for key in {event.card for event in (*found.answers, *found.placements, *found.marks)}:
        marks = [mark for mark in found.marks if isinstance(mark, Mark) and mark.card == key]
        scheduled = [event for event in found.scheduled if event.card == key]
        plain = fold_card(scheduled, marks, SCHEDULER, tallies[0])
        given_ = [bare(event) for event in scheduled if isinstance(event, Answer)]
        placed = [event for event in scheduled if isinstance(event, Placement)]
        assert fold_bare(given_, placed, marks, SCHEDULER, tallies[1]) == plain
    assert tallies[0].days == tallies[1].days
    assert tallies[0].shares == tallies[1].shares


@given(histories(), st.integers(0, 23))
def test_rounds_fold_to_the_same_from_bare_answers(events: list[Event], hour: int) -> None:
    found = sift(events).answers
    for name in {event.round for event in found}:
        own = [event for event in found if event.round == name]
        plain = RoundFold.of(own, hour)
        fold = RoundFold.of_bare([bare_of_round(event) for event in own], hour)
        assert fold.points_by_day == plain.points_by_day
        assert (fold.score, fold.mode, fold.deck) == (plain.score, plain.mode, plain.deck)
        assert (fold.moment, fold.newest) == (plain.moment, plain.newest)


@pytest.mark.parametrize(("place", "value"), [(2, "riddle"), (3, "chess"), (6, 0), (6, 5)], ids=str)
def test_what_no_version_wrote_is_refused(place: int, value: Any) -> None:
    row: list[Any] = list(bare(answer()))
    row[place] = value
    with pytest.raises(ValueError, match=str(value)):
        fold_bare([tuple(row)], (), (), SCHEDULER, Tally())  # type: ignore[arg-type]


def test_an_unknown_way_to_answer_is_refused() -> None:
    row: list[Any] = list(bare_of_round(answer()))
    row[6] = "telepathy"
    with pytest.raises(ValueError, match="telepathy"):
        RoundFold.of_bare([tuple(row)], 4)  # type: ignore[arg-type]
