"""The wording of when a card comes back."""

from __future__ import annotations

import pytest

from quiz.scheduling.interval import Wait


@pytest.mark.parametrize(
    ("wait", "text"),
    [
        (Wait(0, 0), "in less than a minute"),
        (Wait(0, 360_000), "in 6 min"),
        (Wait(1, 3_000_000), "in 50 min"),
        (Wait(0, 7_200_000), "in 2 h"),
        (Wait(1), "tomorrow"),
        (Wait(12), "in 12 days"),
    ],
)
def test_wait_is_worded(wait: Wait, text: str) -> None:
    assert wait.text == text
