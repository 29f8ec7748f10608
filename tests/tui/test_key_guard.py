"""Keys that were not meant for the open question."""

from __future__ import annotations

import pytest

from quiz.tui.key_guard import FIRST_SECONDS, NEXT_SECONDS, REPEAT_SECONDS, HeldKey, KeyGuard
from tests.factories import Clock

OPTIONS = ["Oslo", "Bergen"]


def test_a_held_key_belongs_to_the_window_in_which_it_was_pressed() -> None:
    clock = Clock()
    held = HeldKey(clock)
    assert not held.is_from_another("enter", "slider")
    pause = FIRST_SECONDS
    for window in ("deck", "deck", "home"):
        clock.advance(pause - 0.01)
        assert held.is_from_another("enter", window)
        pause = NEXT_SECONDS
    clock.advance(pause - 0.01)
    assert not held.is_from_another("enter", "slider")
    assert not held.is_from_another("b", "home")
    assert not held.is_from_another("enter", "home")


def test_a_key_tapped_again_and_again_acts_in_the_next_window() -> None:
    clock = Clock()
    held = HeldKey(clock)
    taken = []
    for window in ("slider", "deck", "deck"):
        taken.append(not held.is_from_another("enter", window))
        clock.advance(NEXT_SECONDS + 0.01)
    assert taken == [True, False, True]


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
