"""What is at stake in a Blitz, a Survival and a Gravity: the clock, and lives."""

from __future__ import annotations

from quiz.card import Card
from quiz.history.events import Mode
from quiz.text.shown import shown

WRONG_MS = 3_000
"""What a wrong answer takes off the clock of a Blitz, in milliseconds."""

RIGHT_MS = ((10, 2_000), (20, 1_000), (10_000, 500))
"""What a right answer adds, up to so many right answers: less and less, so that a Blitz ends."""

LIFE_AFTER = 10
"""Right answers in a row that earn another life in a Survival."""

MOST_LIVES = 9

TYPED_AFTER = 10
"""Right answers in a Survival after which all short answers are typed."""

FALL_MS = 9_000
"""How long a prompt of Gravity falls at first, without the time to read and type it."""

READ_MS, TYPE_MS = 40, 200
"""Time to read a character of the prompt, and to type one of the answer."""

FASTER = 0.95
"""Each prompt falls in this share of the time of the one before, apart from reading and typing."""

SHORTEST_FALL_MS = 2_000


def fall_ms(card: Card, asked: int) -> int:
    """How many milliseconds the prompt of this card falls in a Gravity, after `asked` others."""
    falls = max(SHORTEST_FALL_MS, round(FALL_MS * FASTER**asked))
    prompt = shown(card.prompt, markdown=card.markdown)
    return falls + READ_MS * len(prompt) + TYPE_MS * len(card.accepted[0])


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
