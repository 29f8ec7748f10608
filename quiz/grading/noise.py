"""Tells which forgiven differences are noise and which the player should see."""

from __future__ import annotations

import re

from quiz.grading.diff import character_diff
from quiz.grading.result import DiffPart
from quiz.text.languages import ARTICLES, primary
from quiz.text.normalise import folded_but, forms, unified

_WORD = re.compile(r"[^\W_]+")
_CAPS_LOCK = 3
"""A word in capitals with at least this many letters was typed with Caps Lock on."""


def shown_difference(answer: str, response: str, language: str) -> tuple[DiffPart, ...]:
    """How a response that folds to the answer differs from it; () if it differs only by noise.

    Noise is: case of a word's first letter; all capitals; quotes; brackets around everything; final
    punctuation; the dots of an abbreviation; articles; typographic variants; spaces; another
    notation of a number; marks that ordinary writing leaves out, such as vowel points. Shown are
    other accents, other punctuation, and case inside a word, in one-letter words, and in short
    words that are all capitals.
    """
    if forms(answer, language).loose != forms(response, language).loose:
        # Another notation: 7 for seven, ue for ü.
        return ()
    if _case_matters(answer, response, language):
        return character_diff(answer, response, exact=True)
    for kept in ("accents", "punctuation"):
        if folded_but(answer, kept, language) != folded_but(response, kept, language):
            return character_diff(answer, response)
    return ()


def same_but_for_noise(one: str, other: str, language: str = "") -> bool:
    """Whether two texts that fold to the same differ only by noise."""
    return not shown_difference(one, other, language)


def _case_matters(answer: str, response: str, language: str) -> bool:
    ours, theirs = unified(answer), unified(response)
    if ours == theirs:
        return False
    articles = ARTICLES.get(primary(language), frozenset())
    expected = [w for w in _WORD.findall(ours) if w.casefold() not in articles]
    given = [w for w in _WORD.findall(theirs) if w.casefold() not in articles]
    if len(expected) != len(given):
        return False
    return any(
        one != other and one.casefold() == other.casefold() and _is_told_apart(one, other)
        for one, other in zip(expected, given, strict=True)
    )


def _is_told_apart(word: str, typed: str) -> bool:
    """Whether two words that differ only in case may be different words: pH and PH, m and M."""

    def ordinary(text: str) -> bool:
        locked = text.isupper() and len(text) >= _CAPS_LOCK
        return locked or (len(text) > 1 and text[1:] == text[1:].lower())

    return not (ordinary(word) and ordinary(typed))
