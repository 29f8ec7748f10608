"""Which small misspellings are forgiven, and which are not.

Distances are optimal string alignment distances (insertion, deletion, substitution, and
transposition of neighbours; Damerau 1964, in the restricted form), from rapidfuzz.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable
from functools import cache

from quiz.grading.confusables import confusable
from quiz.text.languages import primary

_NUMBERS = re.compile(r"\d+")


def allowance(length: int) -> int:
    """Typos forgiven in this many characters: 0 below 4, 1 from 4, 2 from 8, 3 from 15."""
    if length < 4:
        return 0
    if length < 8:
        return 1
    return 2 if length < 15 else 3


@cache
def _osa() -> Callable[[str, str], int]:
    # Imported once, when the first answer is graded: `distance` runs over thousands of answers.
    from rapidfuzz.distance import OSA

    return OSA.distance


def distance(one: str, other: str) -> int:
    """Edits between two texts."""
    return _osa()(one, other)


def is_within(most: int, one: str, other: str) -> bool:
    """Whether two texts are at most `most` edits apart.

    First it counts the characters that only one text has; each edit accounts for at most one of
    them in each text. That settles most pairs, so that the options of a first question need not
    wait for the import of rapidfuzz.
    """
    ours, theirs = Counter(one), Counter(other)
    if max((ours - theirs).total(), (theirs - ours).total()) > most:
        return False
    return distance(one, other) <= most


def forgivable(expected: str, response: str, language: str) -> int | None:
    """The number of typos if they are few enough to forgive, else None; 0 for equal texts.

    Both texts are folded by `quiz.text.normalise`. The `allowance` applies to the whole answer and
    to each word. Never forgiven: any typo in a word with a digit, a symbol, or a Chinese, Japanese
    or Korean character; a wrong first letter, unless swapped with the second (typos rarely hit the
    first letter, Pollock and Zamora 1984; a different word often does); a missing word; another
    number word, day, month, direction or affix (see `quiz.grading.confusables`). A difference in
    spacing counts as typos.
    """
    if expected == response:
        return 0
    if not is_within(allowance(len(expected)), expected, response):
        return None
    if _NUMBERS.findall(expected) != _NUMBERS.findall(response):
        return None
    typos = distance(expected, response)
    ours, theirs = expected.split(), response.split()
    if len(ours) != len(theirs):
        return typos if "".join(ours) == "".join(theirs) else None
    code = primary(language)
    return typos if all(map(_forgivable_word, ours, theirs, [code] * len(ours))) else None


def _forgivable_word(expected: str, response: str, language: str) -> bool:
    if expected == response:
        return True
    if not is_within(allowance(len(expected)), expected, response):
        return False
    if not (_is_spelt(expected) and _is_spelt(response)):
        return False
    if expected[0] != response[0] and expected[:2] != response[1::-1]:
        return False
    return not confusable(expected, response, language)


def _is_spelt(word: str) -> bool:
    """Whether a word is all letters, and of a script that needs several for a word."""
    return not any(
        char.isdigit() or not (char.isalpha() or _is_mark(char)) or _is_east_asian(char)
        for char in word
    )


def _is_mark(char: str) -> bool:
    return unicodedata.category(char).startswith("M")


def _is_east_asian(char: str) -> bool:
    """Kana, Han, Hangul and the like: wide characters (Unicode Standard Annex 11)."""
    return unicodedata.east_asian_width(char) == "W"
