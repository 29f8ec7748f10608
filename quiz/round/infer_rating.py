"""Infers a rating from a graded answer."""

from __future__ import annotations

from quiz.decks.kinds import BY_INPUT
from quiz.grading.result import Grade
from quiz.history.events import Input
from quiz.history.rating import Rating
from quiz.settings.settings import Settings

TYPING_MS = 230
"""Milliseconds per character typed: about 52 words a minute, the mean of 168 000 people (Dhakal et
al. 2018, Observations on Typing from 136 Million Keystrokes)."""

READING_MS = 45
"""Milliseconds per character read: about 240 words a minute (Brysbaert 2019, How many words do we
read per minute?)."""

PASSING_CREDIT = 0.5
"""A list or sequence with at least this credit is rated Hard, not Again."""

_TYPED = frozenset({Input.TYPED, Input.LIST})


def infer_rating(grade: Grade, way: Input, hinted: bool, ms: int, settings: Settings) -> Rating:
    """The rating for a graded answer.

    Again: wrong, or credit below 0.5. Hard: partly right, or right but slow or with the hint.
    Easy: typed fast and right to the letter. Good: any other right answer. Choices, true/false and
    sequences are never Easy, because they show the answer.

    way: how the answer was given. ms: milliseconds it took. Slow and fast are the settings' seconds
    plus the time to type (`TYPING_MS`) or read (`READING_MS`) an answer of this length; sequences
    get twice the slow seconds (`Note.patience`). An answer that took longer than
    `longest_answer_seconds` is rated as if its time were unknown.
    """
    if grade.credit < PASSING_CREDIT:
        return Rating.AGAIN
    if not grade.correct or hinted:
        return Rating.HARD
    allowance = len(grade.expected) * (TYPING_MS if way in _TYPED else READING_MS)
    patience = BY_INPUT[way].patience if way in BY_INPUT else 1.0
    slow = settings.slow_seconds * 1000 * patience + allowance
    if slow < ms <= settings.longest_answer_ms:
        return Rating.HARD
    if way in _TYPED and grade.to_the_letter and ms < settings.fast_seconds * 1000 + allowance:
        return Rating.EASY
    return Rating.GOOD
