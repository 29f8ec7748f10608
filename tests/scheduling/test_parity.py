"""Our scheduler compared with `fsrs`; `tests/benchmarks/scheduling/parity.py` adds Anki."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from fsrs import Card
from fsrs import Rating as FsrsRating
from fsrs import Scheduler as FsrsScheduler
from hypothesis import given
from hypothesis import strategies as st

from quiz.history.rating import Rating
from quiz.moment import MS_PER_DAY, MS_PER_MINUTE, Moment
from quiz.scheduling.fsrs_model import DEFAULT_PARAMETERS
from quiz.scheduling.parameter_bounds import PARAMETER_BOUNDS
from quiz.scheduling.scheduler import Scheduler, SchedulerOptions
from tests.benchmarks.scheduling.parity import Step, against_fsrs

RATINGS = st.sampled_from(list(Rating))
DAYS = st.sampled_from([0, 0, 1, 2, 7, 30]) | st.integers(0, 3_000)


@given(st.lists(st.builds(Step, RATINGS, DAYS), min_size=1, max_size=12))
def test_all_ratings_match_fsrs_after_any_history(history: list[Step]) -> None:
    found = against_fsrs([history], ordered=True)
    assert found.compared == 4 * len(history)
    assert (found.phases, found.steps) == (0, 0)
    assert set(found.intervals) <= {0}
    assert found.stability < 1e-4
    assert found.difficulty < 1e-4


def test_parity_check_detects_differences() -> None:
    history = [Step(Rating.EASY, 0), Step(Rating.GOOD, 0)]
    assert against_fsrs([history], ordered=False).intervals[1] > 0


WEIGHTS = st.tuples(
    *(
        st.floats(0.7, 1.4).map(lambda by, d=default, b=bounds: min(max(d * by, b[0]), b[1]))
        for default, bounds in zip(DEFAULT_PARAMETERS, PARAMETER_BOUNDS, strict=True)
    )
)


@given(WEIGHTS, st.lists(st.tuples(RATINGS, st.integers(0, 60)), min_size=1, max_size=6))
def test_memory_matches_fsrs_with_other_weights(
    weights: tuple[float, ...], history: list[tuple[Rating, int]]
) -> None:
    theirs = FsrsScheduler(parameters=weights, enable_fuzzing=False)
    ours = Scheduler(SchedulerOptions(fuzz=False, parameters=weights))
    card, memory = Card(card_id=1), None
    now = Moment(MS_PER_DAY // 2)
    for rating, days in history:
        now = now.later(days * MS_PER_DAY + MS_PER_MINUTE)
        when = datetime.fromtimestamp(now.ms / 1000, UTC)
        card, _ = theirs.review_card(card, FsrsRating(int(rating)), when)
        memory = ours.review(memory, rating, now)
        assert card.stability is not None
        assert memory.stability == pytest.approx(min(card.stability, 36_500), rel=1e-3, abs=1e-3)
        assert memory.difficulty == pytest.approx(card.difficulty, rel=1e-3)
