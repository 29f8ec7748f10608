"""How much a deck may hold in one place: beyond it no screen can show it, or nothing can use it."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple


class Limit(NamedTuple):
    """most: the largest number that is still fine. why: the reason, as a fault tells it."""

    most: int
    why: str


TEXT = Limit(20_000, "a screen holds some 2,000 characters, and nobody scrolls through ten")
"""Characters of a prompt, an answer, an explanation and every other text."""

NAME = Limit(500, "it has to fit into a line")
"""Characters of a title, a category, a tag, an id."""

ITEMS = Limit(200, "nobody gives so many in one answer, and no more are graded")
"""Items of a list, steps of a sequence, gaps of a cloze."""

OTHERS = Limit(100, "an answer is compared with all of them, and at most nine are offered")
"""Distractors, other right answers, names of one item."""

TAGS = Limit(OTHERS.most, "nobody searches for so many")
"""Tags of a card, or of a deck."""

MARKS = Limit(30, "Unicode's stream-safe format (UAX #15) has no more")
"""Accents and other marks on one letter, and what joins on to it."""

_JOINER = "\u200d"
_RUN = re.compile(rf"[^\w\s]{{{MARKS.most + 1},}}")
"""No mark is a word character or a blank: what may have too many of them, found quickly."""


def too_many_marks(text: str) -> bool:
    """Whether a letter of the text carries more marks than `MARKS` allows."""
    if text.isascii():
        return False
    return any(_most_joined(run[0]) > MARKS.most for run in _RUN.finditer(text))


def _most_joined(run: str) -> int:
    most = joined = 0
    before = ""
    for char in run:
        category = unicodedata.category(char)
        belongs = category[0] == "M" or category == "Cf" or before == _JOINER
        joined = joined + 1 if belongs else 0
        most = max(most, joined)
        before = char
    return most
