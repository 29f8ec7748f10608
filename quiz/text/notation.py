# ruff: noqa: SIM905 (tables of words read best as words)
"""How authors write several right answers as one: "colour / color", "(to) run", "cat(s)",
"bank (river)", 漢字(かんじ).

In doubt an answer means what it says: 1/2, km/h, and/or, f(x), print(), 7 / 8 May, Fe(OH)3.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import product
from math import prod

from quiz.text.dates import read_date
from quiz.text.numbers import read_quantity
from quiz.text.units import same_kind, units

_LONGEST = 200
_MOST = 32
"""Readings of one answer; one with more is taken literally."""

# Compiled only when needed: most answers have neither a slash nor a bracket.
_SLASH = r"\s+/\s*|/\s+"
_BRACKETS = r"[(（]([^()（）]*)[)）]"
_CONVERTED = r"([^()]*\S)\s*\(([^()]*\d[^()]*)\)"
_CODE = r"[=<>{}\[\]\\|^~`_]|\w\.\w+\(|::|//"
_INSIDE = r"(?=.*[^\W\d_])[\w'“\"’][\w\s,.;:!?'’“”\"/-]*"
_ROMAN = r"[IVXLCDM]+"
_EAST_ASIAN = "[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff]"
_HAN, _KANA = "[\u3005\u3400-\u9fff\uf900-\ufaff]", "[\u3040-\u30ff]"

_ENDINGS = frozenset(
    "a al as d e ed en er es et i in ing innen ly m men n na o os r ren s t x y "
    "я а ы и й ой".split()
)
"""What may stand in brackets at the end of a word."""

_CALLS = frozenset(
    "abs acos asin atan cos cosh dict dim enum exp filter float format gcd hash input int iter lcm "
    "len list log map max min next open pow print range read repr reversed round self set sin sinh "
    "size sort sorted sqrt str sum super tan tanh tuple type vars write zip".split()
)
"""Words before brackets that are functions."""

_PAIRS = frozenset(
    frozenset(pair.split("/"))
    for pair in "and/or either/or neither/nor tcp/ip input/output client/server read/write "
    "true/false yes/no on/off his/her him/her he/she".split()
)
"""Words that are one answer together."""


def readings(answer: str, language: str = "") -> tuple[str, ...]:
    """The answers that a notation stands for, without the notation itself; () if it is none.

    language: BCP 47 tag, for dates and numbers.
    """
    if len(answer) > _LONGEST or "\n" in answer or not re.search(f"[(（]|{_SLASH}", answer):
        return ()
    pair = re.fullmatch(_CONVERTED, answer)
    if pair and (same := _measure_the_same(pair.groups(), language)) is not None:
        return pair.groups() if same else ()
    if re.search(_CODE, answer) or units(answer) or read_quantity(answer, language):
        return ()
    found: list[str] = []
    for part in _alternatives(answer, language):
        choices = _choices(part)
        if prod(map(len, choices)) > _MOST:
            return ()
        found += (
            re.sub(r"\s+(?=[,;])", "", " ".join("".join(texts).split()))
            for texts in product(*choices)
        )
    kept = tuple(dict.fromkeys(text for text in found if text and text != answer))
    return kept if len(kept) <= _MOST else ()


def _alternatives(answer: str, language: str) -> list[str]:
    """What stands between slashes with spaces around them, if each part is an answer by itself."""
    hidden = re.sub(_BRACKETS, lambda found: "\0" * len(found[0]), answer)
    cuts = [place for cut in re.finditer(_SLASH, hidden) for place in cut.span()]
    ends = [0, *cuts, len(answer)]
    parts = [answer[start:end] for start, end in zip(ends[::2], ends[1::2], strict=True)]
    if not all(map(_is_word, parts)) or frozenset(map(str.casefold, parts)) in _PAIRS:
        return [answer]
    if not any(map(str.isalpha, answer)):
        return [answer]
    numbers = (read_quantity(part, language) or read_date(part, language) for part in parts)
    if all(re.search(r"\d", part) for part in parts) and all(numbers):
        return parts if _measure_the_same(parts, language) else [answer]
    return parts


def _measure_the_same(parts: Sequence[str], language: str) -> bool | None:
    """Whether these are amounts in units of one kind, 100 °C and 212 °F but not 9 l and 100 km, or
    equal numbers: fifty and 50. None if not all are numbers."""
    found = [read_quantity(part, language) for part in parts]
    numbers = [number for number in found if number is not None]
    if len(numbers) < len(parts):
        return None
    first = numbers[0]
    return all(
        same_kind(first.units, other.units)
        if first.units or other.units
        else first.value == other.value
        for other in numbers
    )


def _is_word(part: str) -> bool:
    """Whether a part is more than a single letter, which may be a unit or a variable."""
    signs = sum(map(str.isalnum, part))
    return signs > 1 or part.strip().isdecimal() or bool(re.search(_EAST_ASIAN, part))


def _choices(part: str) -> list[tuple[str, ...]]:
    """What each piece of an answer can stand for, from left to right."""
    choices: list[tuple[str, ...]] = []
    end = 0
    for found in re.finditer(_BRACKETS, part):
        before, after = part[end : found.start()], part[found.end() :]
        base = re.search(f"{_HAN}+$", before)
        if base and re.fullmatch(f"{_KANA}+", found[1]):
            choices += [(before[: base.start()],), (base[0], found[1])]
        elif _is_optional(part[: found.start()], found[1], after):
            choices += [(before,), ("", found[1])]
        else:
            choices += [(before,), (found[0],)]
        end = found.end()
    return [*choices, (part[end:],)]


def _is_optional(before: str, inner: str, after: str) -> bool:
    """Whether what stands in brackets may be left out. before, after: the text around them."""
    if not re.fullmatch(_INSIDE, inner) or re.fullmatch(_ROMAN, inner):
        return False
    word = re.search(r"[^\W\d_]*$", before)
    assert word is not None
    follows = re.match(r"[^\W\d_]*", after)
    assert follows is not None
    if re.search(f"{_EAST_ASIAN}$", before):
        return True
    small = inner.isalpha() and inner.islower() and len(inner) <= 5
    if before[-1:].isalnum():
        if follows[0]:
            return small and len(word[0]) > 1 and word[0][1:].islower() and follows[0].islower()
        return (
            small
            and inner in _ENDINGS
            and len(word[0]) > 2
            and word[0].isalpha()
            and not after[:1].isalnum()
            and word[0].casefold() not in _CALLS
        )
    if before[-1:] not in ("", " ") or not re.match(r"[\s,.;:!?]|$|[^\W\d_]", after):
        return False
    if follows[0]:
        return small and len(follows[0]) > 1
    last = re.search(r"(\w*)\s*$", before)
    assert last is not None
    if len(inner) == 1 and (inner.isupper() or last[1].casefold() in _CALLS):
        return False
    if re.search(r"[^\W_]{2}|\d|[^\W\d_a-zA-Z]", f"{before} {after}"):
        return True
    # O (log n) is mathematics, C# (language) is not.
    if inner.casefold() in _CALLS or (" " in inner and not last[1]):
        return False
    return all(len(word) > 2 and word.isalpha() for word in inner.split())
