"""Wrong numbers of the same size and roundness as the right one."""

from __future__ import annotations

import re
from collections.abc import Iterator

LONGEST = 20
"""Longer numbers, in characters, are left alone."""

_WORDS = (
    *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven"),
    *("twelve", "thirteen", "fourteen", "fifteen"),
)
_TIMES = ("once", "twice", "three times", "four times", "five times")
_RANKS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")
_PARTS = ("a tenth", "a fifth", "a quarter", "a third", "half", "two thirds", "three quarters")
_PART = re.compile(r"\bhalf\b|\b(?:an?|one|two|three)[- ](?:tenth|fifth|quarter|third)s?\b")
_NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+(?!\d)|\d+(?:\.\d+)?")
_ORDINAL = re.compile(r"(\d+)(?:st|nd|rd|th)\b")
# 100 is as round as 80 or 120, and 200 as 150 or 250.
_ROUND = {1: 2, 2: 5, 5: 10}
_STEPS = ((-1, 1, 2, -2), (1, -1, -2, 2), (1, 2, -1, 3), (-1, -2, 1, -3))


def near_numbers(text: str, kind: str, vary: int) -> Iterator[str]:
    """The text with other numbers of the same kind, such as 4,200 people for 5,200 people.

    kind: the type of the fact. vary: chooses which of them are smaller and which larger.
    Nothing for a text without a number, or with several.
    """
    steps = _STEPS[vary % len(_STEPS)]
    numbers = _NUMBER.findall(text)
    if max(map(len, numbers), default=0) > LONGEST:
        return
    if kind == "score":
        yield from _scores(text)
    elif series := next((each for each in (_TIMES, _RANKS) if text.lower() in each), None):
        yield from _neighbours(series, series.index(text.lower()), steps)
    elif len(numbers) > 1:
        return
    elif ordinal := _ORDINAL.search(text):
        value = int(ordinal[1])
        step = 5 if kind == "anniversary" and value % 5 == 0 else 1
        for near in (value + by * step for by in (*steps, 3)):
            if near > 0:
                yield _replaced(text, ordinal, f"{near}{_ending(near)}")
    elif number := _NUMBER.search(text):
        for other in _near(number[0], steps, most=100 if re.search("%|per ?cent", text) else None):
            yield _counted(_replaced(text, number, other), number[0], other)
    elif part := _PART.search(text):
        plain = re.sub("^one ", "a ", part[0].replace("-", " "))
        if plain in _PARTS:
            for other in _neighbours(_PARTS, _PARTS.index(plain), steps):
                yield _replaced(text, part, other)
    else:
        yield from _words(text, steps)


def _replaced(text: str, found: re.Match[str], by: str) -> str:
    return text[: found.start()] + by + text[found.end() :]


def _near(number: str, steps: tuple[int, ...], most: int | None) -> Iterator[str]:
    """Numbers about a fifth apart, with as many decimals and trailing zeros."""
    plain = number.replace(",", "")
    decimals = len(plain.partition(".")[2])
    digits = int(plain.replace(".", ""))
    if not digits:
        return
    zeros = 0 if decimals else len(plain) - len(plain.rstrip("0"))
    core = digits // 10**zeros
    if zeros and core in _ROUND:
        core, zeros, step = core * 10, zeros - 1, _ROUND[core]
    else:
        step = max(1, round(core / 5))
        if core % 5 == 0 and step >= 5:
            step -= step % 5
    for by in (*steps, 3, 4, -3):
        other = core + by * step
        if other % 10 == 0 and core % 10:
            # It would be rounder.
            other += 5 if core % 5 == 0 else 1
        value = other * 10**zeros / 10**decimals
        near = 0 < other <= max(2 * core, 0 if zeros else 5)
        if near and other != core and not (most and value > most):
            commas = "," in number or (value >= 10_000 and decimals == 0)
            yield f"{value:,.{decimals}f}" if commas else f"{value:.{decimals}f}"


def _scores(text: str) -> Iterator[str]:
    goals = [int(part) for part in re.findall(r"\d+", text)]
    if len(goals) != 2:
        return
    mark = re.sub(r"\d", "", text)[:1]
    for shift in ((1, 0), (0, -1), (1, 1), (0, 1)):
        yield mark.join(str(max(0, g + by)) for g, by in zip(goals, shift, strict=False))


def _words(text: str, steps: tuple[int, ...]) -> Iterator[str]:
    found = re.search(rf"\b({'|'.join(_WORDS)})\b", text, re.IGNORECASE)
    if found is None:
        return
    for other in _neighbours(_WORDS, _WORDS.index(found[0].lower()), steps):
        shown = other.capitalize() if found[0][0].isupper() else other
        yield _counted(_replaced(text, found, shown), found[0].lower(), other)


def _neighbours(words: tuple[str, ...], at: int, steps: tuple[int, ...]) -> Iterator[str]:
    for by in (*steps, 3):
        if 0 <= at + by < len(words):
            yield words[at + by]


def _counted(text: str, old: str, new: str) -> str:
    """The text with its noun in the singular after "one", in the plural after other numbers."""
    one = ("one", "1")
    if (old in one) == (new in one) or not re.fullmatch(r"\S+ [a-z]+", text):
        return text
    if old in one:
        return re.sub("(s|x|ch|sh)$", r"\1e", re.sub("([^aeiou])y$", r"\1ie", text)) + "s"
    return re.sub("s$", "", re.sub("(s|x|ch|sh)es$", r"\1", re.sub("ies$", "y", text)))


def _ending(number: int) -> str:
    if 10 <= number % 100 <= 20:
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
