"""Ratings inferred from answers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.grading.grade import Grade
from quiz.history.events import Input
from quiz.history.rating import Rating
from quiz.round.infer_rating import READING_MS, TYPING_MS, infer_rating
from quiz.settings.settings import Settings

SETTINGS = Settings(slow_seconds=20.0, fast_seconds=4.0)
LETTERS = 10


def right(length: int = LETTERS) -> Grade:
    return Grade(1.0, True, False, "x" * length)


def partly(credit: float) -> Grade:
    return Grade(credit, False, False, "x" * LETTERS)


FAST = 4_000 + LETTERS * TYPING_MS
SLOW = 20_000 + LETTERS * TYPING_MS
SLOW_READING = 20_000 + LETTERS * READING_MS


@pytest.mark.parametrize(
    ("grade", "way", "hinted", "ms", "rating"),
    [
        (right(), Input.TYPED, False, FAST - 1, Rating.EASY),
        (right(), Input.TYPED, False, FAST, Rating.GOOD),
        (right(), Input.TYPED, False, SLOW, Rating.GOOD),
        (right(), Input.TYPED, False, SLOW + 1, Rating.HARD),
        (right(), Input.TYPED, True, 0, Rating.HARD),
        (right(), Input.LIST, False, FAST - 1, Rating.EASY),
        (right(), Input.LIST, False, FAST, Rating.GOOD),
        (right(), Input.CHOICE, False, 0, Rating.GOOD),
        (right(), Input.CHOICE, False, SLOW_READING, Rating.GOOD),
        (right(), Input.CHOICE, False, SLOW_READING + 1, Rating.HARD),
        (right(), Input.TRUE_FALSE, False, 0, Rating.GOOD),
        (right(), Input.SEQUENCE, False, 0, Rating.GOOD),
        (right(), Input.SEQUENCE, False, SLOW_READING + 20_000, Rating.GOOD),
        (right(), Input.SEQUENCE, False, SLOW_READING + 20_001, Rating.HARD),
        (right(), Input.REVEAL, False, 0, Rating.GOOD),
        (right(), Input.TYPED, False, 60_000, Rating.HARD),
        (right(), Input.TYPED, False, 60_001, Rating.GOOD),
        (right(), Input.CHOICE, False, 40 * 60_000, Rating.GOOD),
        (right(), Input.CHOICE, True, 40 * 60_000, Rating.HARD),
        (partly(0.5), Input.LIST, False, 40 * 60_000, Rating.HARD),
        (partly(0.4), Input.LIST, False, 40 * 60_000, Rating.AGAIN),
        (partly(0.0), Input.TYPED, False, 0, Rating.AGAIN),
        (partly(0.49), Input.LIST, False, 0, Rating.AGAIN),
        (partly(0.5), Input.LIST, False, 0, Rating.HARD),
        (partly(0.99), Input.SEQUENCE, False, 0, Rating.HARD),
    ],
)
def test_rating(grade: Grade, way: Input, hinted: bool, ms: int, rating: Rating) -> None:
    assert infer_rating(grade, way, hinted, ms, SETTINGS) is rating


GRADES = st.one_of(
    st.builds(right, st.integers(0, 200)),
    st.builds(partly, st.floats(0, 1, exclude_max=True)),
)


@given(GRADES, st.sampled_from(Input), st.booleans(), st.integers(0, 10**9), st.integers(0, 10**9))
def test_laws(grade: Grade, way: Input, hinted: bool, ms: int, more: int) -> None:
    rating = infer_rating(grade, way, hinted, ms, SETTINGS)
    if rating is Rating.EASY:
        assert grade.correct
        assert way in (Input.TYPED, Input.LIST)
        assert not hinted
    if grade.credit < 0.5:
        assert rating is Rating.AGAIN
    if grade.correct:
        assert rating is not Rating.AGAIN
    if hinted:
        assert rating in (Rating.AGAIN, Rating.HARD)
    assert infer_rating(grade, way, True, ms, SETTINGS) <= rating
    away = ms <= SETTINGS.longest_answer_ms < ms + more
    if not away or rating is not Rating.HARD:
        assert infer_rating(grade, way, hinted, ms + more, SETTINGS) <= rating


@pytest.mark.parametrize(("longest", "rating"), [(20, Rating.GOOD), (120, Rating.HARD)])
def test_answer_time_limits_follow_settings(longest: int, rating: Rating) -> None:
    own = SETTINGS._replace(longest_answer_seconds=longest)
    assert infer_rating(right(), Input.CHOICE, False, 100_000, own) is rating
