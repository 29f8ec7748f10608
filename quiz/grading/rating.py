"""From a graded answer to a rating of recall."""

from __future__ import annotations

from quiz.grading.result import Grade
from quiz.history.events import Input
from quiz.history.rating import Rating
from quiz.settings.model import Settings

TYPING_MS = 230
"""Milliseconds per character typed: about 52 words a minute, the mean of 168 000 people (Dhakal et
al. 2018, Observations on Typing from 136 Million Keystrokes)."""

READING_MS = 45
"""Milliseconds per character read: about 240 words a minute (Brysbaert 2019, How many words do we
read per minute?)."""

PASSING_CREDIT = 0.5
"""Partial credit from which a list or sequence counts as recalled with difficulty."""

_TYPED = frozenset({Input.TYPED, Input.LIST})
_MORE_SECONDS = {Input.SEQUENCE: 2.0}


def infer_rating(grade: Grade, way: Input, hinted: bool, ms: int, settings: Settings) -> Rating:
    """The rating that an answer deserves.

    Wrong, or partly right with a credit below 0.5: Again. Partly right with more, or right but
    with the hint or slowly: Hard. Right to the letter, typed and fast: Easy. Otherwise right: Good.
    Options to choose from, statements and sequences never give Easy, because they show the answer.

    way: how the answer was given. ms: time it took in milliseconds. Slow and fast are the
    settings' seconds plus the time that it takes to type (`TYPING_MS`) or read (`READING_MS`) an
    answer so long. Putting a sequence in order is given twice the seconds. An answer that took
    longer than the setting `longest_answer_seconds` is rated as if its time were not known.
    """
    if grade.credit < PASSING_CREDIT:
        return Rating.AGAIN
    if not grade.correct or hinted:
        return Rating.HARD
    allowance = len(grade.expected) * (TYPING_MS if way in _TYPED else READING_MS)
    slow = settings.slow_seconds * 1000 * _MORE_SECONDS.get(way, 1.0) + allowance
    if slow < ms <= settings.longest_answer_ms:
        return Rating.HARD
    if way in _TYPED and grade.to_the_letter and ms < settings.fast_seconds * 1000 + allowance:
        return Rating.EASY
    return Rating.GOOD
