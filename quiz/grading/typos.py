"""Small misspellings that are forgiven, and those that are not.

Distances are optimal string alignment distances (insertion, deletion, substitution, and
transposition of neighbours; Damerau 1964, in the restricted form), from rapidfuzz.
"""

from __future__ import annotations

import re
import unicodedata

from quiz.grading.confusables import confusable
from quiz.grading.languages import primary

_NUMBERS = re.compile(r"\d+")


def allowance(length: int) -> int:
    """Typos forgiven in so many characters: none below 4, 1 from 4, 2 from 8, 3 from 15."""
    if length < 4:
        return 0
    if length < 8:
        return 1
    return 2 if length < 15 else 3


def distance(one: str, other: str, most: int | None = None) -> int:
    """Edits between two texts; anything above `most` is returned as `most` + 1."""
    from rapidfuzz.distance import OSA

    return int(OSA.distance(one, other, score_cutoff=most))


def forgivable(expected: str, response: str, language: str = "") -> int | None:
    """The number of typos when they are few enough to forgive, else None; 0 for equal texts.

    Both texts are folded by `quiz.grading.normalise`. The whole answer and each of its words have
    their allowance. Never forgiven: anything in a word with a digit or a symbol or a character of
    a Chinese, Japanese or Korean script; a wrong first letter, which slips of typing rarely make
    (Pollock and Zamora 1984) and another word often does, unless it changed places with the
    second; a missing word; another number word, day, month, direction or term-making affix (see
    `quiz.grading.confusables`). Where only the spacing differs it counts as typos.
    """
    if expected == response:
        return 0
    most = allowance(len(expected))
    if not most or distance(expected, response, most) > most:
        return None
    if _NUMBERS.findall(expected) != _NUMBERS.findall(response):
        return None
    ours, theirs = expected.split(), response.split()
    if len(ours) != len(theirs):
        same_letters = "".join(ours) == "".join(theirs)
        return distance(expected, response) if same_letters else None
    code = primary(language)
    if all(map(_forgivable_word, ours, theirs, [code] * len(ours))):
        return distance(expected, response)
    return None


def _forgivable_word(expected: str, response: str, language: str) -> bool:
    if expected == response:
        return True
    most = allowance(len(expected))
    if not most or distance(expected, response, most) > most:
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
    """Kana, Han, Hangul and their like, in and beyond the basic plane."""
    return (
        "\u1100" <= char <= "\u11ff"
        or "\u2e80" <= char <= "\ua4cf"
        or "\ua960" <= char <= "\ua97f"
        or "\uac00" <= char <= "\ud7ff"
        or "\uf900" <= char <= "\ufaff"
        or "\U00020000" <= char <= "\U0003ffff"
    )
