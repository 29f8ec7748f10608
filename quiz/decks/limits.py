"""Size limits in a deck; anything larger could not be shown or used."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple


class Limit(NamedTuple):
    """most: the largest allowed number. why: the reason, for the fault's message."""

    most: int
    why: str


TEXT = Limit(20_000, "a screen holds about 2,000 characters, and nobody scrolls through ten")
"""Characters in a prompt, an answer, an explanation or any other text."""

NAME = Limit(500, "it must fit on one line")
"""Characters in a title, a category, a tag or an id."""

ITEMS = Limit(200, "nobody gives that many in one answer, and no more are graded")
"""Items of a list, steps of a sequence, gaps of a cloze, regions of a picture."""

OTHERS = Limit(100, "an answer is compared with all of them, and at most nine are offered")
"""Distractors, other right answers, names of one item."""

CARDS = Limit(100, "siblings are asked on different days, and nobody waits for more")
"""Cards of one note."""

FIELDS = Limit(100, "nobody fills in more")
"""Named fields of one note."""

TAGS = Limit(OTHERS.most, "nobody searches for that many")
"""Tags of a card or a deck."""

MARKS = Limit(30, "Unicode's stream-safe format (UAX #15) allows no more")
"""Accents, other marks and joined characters on one letter."""

_JOINER = "\u200d"
_RUN = re.compile(rf"[^\w\s]{{{MARKS.most + 1},}}")
"""A quick first test: marks are neither word characters nor spaces."""


def too_many_marks(text: str) -> bool:
    """Whether a letter of the text has more marks than `MARKS` allows."""
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
