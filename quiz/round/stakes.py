"""What is at stake in a Blitz and a Survival: an answer changes the clock or the lives."""

from __future__ import annotations

from quiz.history.events import Mode

WRONG_MS = 3_000
"""What a wrong answer takes off the clock of a Blitz, in milliseconds."""

RIGHT_MS = ((10, 2_000), (20, 1_000), (10_000, 500))
"""What a right answer adds, up to so many right answers: less and less, so that a Blitz ends."""

LIFE_AFTER = 10
"""Right answers in a row that earn another life in a Survival."""

MOST_LIVES = 9

TYPED_AFTER = 10
"""Right answers in a Survival after which all short answers are typed."""


def clock_change(mode: Mode, right: int, *, correct: bool) -> int:
    """Milliseconds that an answer adds to the clock. right: right answers so far, with this one."""
    if mode is not Mode.BLITZ:
        return 0
    return next(ms for most, ms in RIGHT_MS if right <= most) if correct else -WRONG_MS


def lives_after(lives: int | None, streak: int, *, correct: bool) -> int | None:
    """The lives after an answer; None in modes without. streak: right answers in a row, with this
    one."""
    if lives is None:
        return None
    if not correct:
        return max(0, lives - 1)
    return min(MOST_LIVES, lives + 1) if streak % LIFE_AFTER == 0 else lives
