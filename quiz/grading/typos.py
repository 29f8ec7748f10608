"""Small misspellings that are forgiven, and those that are not.

Distances are optimal string alignment distances (insertion, deletion, substitution, and
transposition of neighbours; Damerau 1964, in the restricted form), from rapidfuzz.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

from quiz.grading.confusables import confusable
from quiz.text.languages import primary

_NUMBERS = re.compile(r"\d+")


def allowance(length: int) -> int:
    """Typos forgiven in so many characters: none below 4, 1 from 4, 2 from 8, 3 from 15."""
    if length < 4:
        return 0
    if length < 8:
        return 1
    return 2 if length < 15 else 3


def distance(one: str, other: str) -> int:
    """Edits between two texts."""
    from rapidfuzz.distance import OSA

    return int(OSA.distance(one, other))


def is_within(most: int, one: str, other: str) -> bool:
    """Whether two texts are at most so many edits apart.

    Characters that only one of them has are counted first: an edit brings at most one of them into
    each text. That settles most pairs, so that drawing the wrong answers of a first question need
    not wait for rapidfuzz to be read.
    """
    ours, theirs = Counter(one), Counter(other)
    if max((ours - theirs).total(), (theirs - ours).total()) > most:
        return False
    return distance(one, other) <= most


def forgivable(expected: str, response: str, language: str) -> int | None:
    """The number of typos when they are few enough to forgive, else None; 0 for equal texts.

    Both texts are folded by `quiz.text.normalise`. The whole answer and each of its words have
    their allowance. Never forgiven: anything in a word with a digit or a symbol or a character of
    a Chinese, Japanese or Korean script; a wrong first letter, which slips of typing rarely make
    (Pollock and Zamora 1984) and another word often does, unless it changed places with the
    second; a missing word; another number word, day, month, direction or term-making affix (see
    `quiz.grading.confusables`). Where only the spacing differs it counts as typos.
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
    """Whether a word consists of letters of a script in which a letter is but a small part."""
    return not any(
        char.isdigit() or not (char.isalpha() or _is_mark(char)) or _is_east_asian(char)
        for char in word
    )


def _is_mark(char: str) -> bool:
    return unicodedata.category(char).startswith("M")


def _is_east_asian(char: str) -> bool:
    """Kana, Han, Hangul and their like: letters as wide as they are high (Unicode Annex 11)."""
    return unicodedata.east_asian_width(char) == "W"
