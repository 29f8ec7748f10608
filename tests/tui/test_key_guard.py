"""Keys that were not meant for the open question."""

from __future__ import annotations

import pytest

from quiz.tui.key_guard import REPEAT_SECONDS, KeyGuard
from tests.factories import Clock

OPTIONS = ["Oslo", "Bergen"]


def test_question_the_player_asked_for_takes_keys_at_once() -> None:
    guard = KeyGuard(Clock())
    guard.asked(by_itself=False)
    assert not guard.is_unseen


def test_question_that_came_by_itself_takes_keys_once_painted() -> None:
    guard = KeyGuard(Clock())
    guard.asked(by_itself=True)
    assert guard.is_unseen
    guard.painted()
    assert not guard.is_unseen


@pytest.mark.parametrize(
    ("number", "after", "repeat"),
    [
        (1, 0.0, True),
        (1, REPEAT_SECONDS - 0.01, True),
        (1, REPEAT_SECONDS + 0.01, False),
        (2, 0.0, False),
        (4, 0.0, False),
    ],
)
def test_only_the_key_of_the_answer_repeats_it(number: int, after: float, repeat: bool) -> None:
    clock = Clock()
    guard = KeyGuard(clock)
    guard.answered()
    clock.advance(after)
    assert guard.is_repeat(number, OPTIONS, "Oslo") is repeat


def test_key_held_for_long_stays_a_repeat() -> None:
    clock = Clock()
    guard = KeyGuard(clock)
    guard.answered()
    for _ in range(5):
        clock.advance(REPEAT_SECONDS / 2)
        assert guard.is_repeat(1, OPTIONS, "Oslo")
    clock.advance(2 * REPEAT_SECONDS)
    assert not guard.is_repeat(1, OPTIONS, "Oslo")
