# ruff: noqa: SIM905 (tables of words read best as words)
"""Words that look like misspellings of each other but are different words.

Answers that differ in one of these are different answers, however similar their spelling.
"""

from __future__ import annotations

import re
from collections.abc import Callable

_ROMAN_NUMERAL = re.compile(r"(?=[ivxlcdm])m{0,3}(cm|cd|d?c{0,3})(xc|xl|l?x{0,3})(ix|iv|v?i{0,3})")

_CLOSED_WORDS: dict[str, frozenset[str]] = {
    "en": frozenset(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
        "fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy "
        "eighty ninety hundred thousand million billion trillion first second third fourth fifth "
        "sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
        "sixteenth seventeenth eighteenth nineteenth twentieth thirtieth fortieth fiftieth "
        "sixtieth seventieth eightieth ninetieth hundredth thousandth millionth billionth "
        "monday tuesday wednesday thursday friday saturday sunday "
        "january february march april may june july august september october november december "
        "north south east west northern southern eastern western".split()
    )
}
"""Numbers, days, months and directions: one may not stand in for another."""

_PREFIXES: tuple[tuple[str, ...], ...] = (
    ("hyper", "hypo"),
    ("inter", "intra", "intro"),
    ("macro", "micro"),
    ("endo", "exo", "ecto"),
    ("ante", "anti"),
    ("pre", "pro", "per"),
    ("homo", "hetero"),
    ("super", "sub"),
    ("over", "under"),
    ("aff", "eff"),
    ("mega", "meso", "meta"),
)
_SUFFIXES: tuple[tuple[str, ...], ...] = (
    ("ate", "ite", "ide"),
    ("ates", "ites", "ides"),
    ("ane", "ene", "yne"),
    ("yl", "ol", "al"),
    ("er", "ee"),
    ("ous", "ic"),
)
"""Prefixes and suffixes that make a different term: hypotension, nitrite, employee."""


def confusable(expected: str, response: str, language: str) -> bool:
    """Whether two single words, both folded by `normalise`, are known to be different words.

    language: primary language subtag. Scientific affixes are international, so they are checked in
    every language.
    """
    closed = _CLOSED_WORDS.get(language, frozenset())
    if response in closed and expected != response:
        return True
    if expected != response and (is_roman_numeral(expected) or is_roman_numeral(response)):
        return True
    return _other_affix(expected, response, _PREFIXES, str.startswith) or _other_affix(
        expected, response, _SUFFIXES, str.endswith
    )


def is_roman_numeral(word: str) -> bool:
    """Whether a lower-case word is a Roman numeral up to mmmcmxcix (3999)."""
    return _ROMAN_NUMERAL.fullmatch(word) is not None


def _other_affix(
    one: str, other: str, groups: tuple[tuple[str, ...], ...], has: Callable[[str, str], bool]
) -> bool:
    for group in groups:
        first = next((affix for affix in group if has(one, affix)), None)
        second = next((affix for affix in group if has(other, affix)), None)
        if first is not None and second is not None and first != second:
            return True
    return False
