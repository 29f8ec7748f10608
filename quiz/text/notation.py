# ruff: noqa: SIM905 (tables of words read best as words)
"""How authors write several right answers as one: "colour / color", "(to) run", "cat(s)",
"bank (river)", der/die/das, 漢字(かんじ).

In doubt an answer means what it says: 1/2, km/h, and/or, f(x), print(), 7 / 8 May, Fe(OH)3.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import product
from math import prod

from quiz.text.dates import read_date
from quiz.text.languages import ARTICLES
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
_WITHIN_SQUARE = r"(?<=\s)\[([^\W\d_][^\[\]\d]*[^\W_]\.?)\](?!\S)"
_PLURAL = r"[-¨]+[^\W\d_]{0,4}"
"""The plural of a German noun, as in dictionaries: der Tisch (-e)."""
_WORD_PARTS = r"[^\W\d_]+(?:/-?[^\W\d_]+){1,3}"
_INSIDE = r"(?=.*[^\W\d_])[\w'“\"’][\w\s,.;:!?'’“”\"/-]*"
_ROMAN = r"[IVXLCDM]+"
_OTHER_GENDERS = {
    "a": r"[^\W\d_]{2,}", "e": r"[^\W\d_]{3,}", "in": r"[A-ZÄÖÜ]\w{2,}", "innen": r"[A-ZÄÖÜ]\w{2,}",
    "r": r"\w{2,}e", "n": r"\w{2,}e", "s": r"\w{2,}[^s]",
}  # fmt: skip
"""Endings after a slash, and the words that take them: bueno/a, Lehrer/in, jede/r."""
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
    if len(answer) > _LONGEST or "\n" in answer or not re.search(r"[(（/\[]", answer):
        return ()
    answer = re.sub(_WITHIN_SQUARE, r"(\1)", answer)
    pair = re.fullmatch(_CONVERTED, answer)
    if pair and (same := _measure_the_same(pair.groups(), language)) is not None:
        return pair.groups() if same else ()
    if re.search(_CODE, answer) or units(answer) or read_quantity(answer, language):
        return ()
    if len(set(re.findall(r"(?<!\S)\((\w)\)(?=\s)", answer))) > 1:
        # (a) one (b) two is a list.
        return ()
    found: list[str] = []
    for part in _alternatives(answer, language):
        choices = _abbreviation(part) or _choices(part)
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
    dates = [read_date(part, language) for part in parts]
    numbers = (read_quantity(part, language) for part in parts)
    if all(re.search(r"\d", part) for part in parts) and all(map(_either, numbers, dates)):
        same = _measure_the_same(parts, language) or dates[0].intersection(*dates)
        return parts if same else [answer]
    article, _, noun = parts[-1].partition(" ")
    if noun and _are_articles([*parts[:-1], article]):
        # "el / la estudiante"
        return [*(f"{part} {noun}" for part in parts[:-1]), parts[-1]]
    return parts


def _either(one: object, other: object) -> bool:
    return bool(one or other)


def _are_articles(words: Sequence[str]) -> bool:
    return any(articles.issuperset(words) for articles in ARTICLES.values())


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


def _abbreviation(part: str) -> list[tuple[str, ...]]:
    """The choice between a name and its abbreviation, as in "World Health Organization (WHO)"."""
    pair = re.fullmatch(rf"(.*\S)\s+{_BRACKETS}", part)
    for short, long in (pair.groups(), pair.groups()[::-1]) if pair else ():
        letters = re.sub("[^A-Z]", "", short)
        if re.fullmatch(r"[A-Z][A-Z\d.]{1,7}", short) and len(long) > 2 * len(short):
            first, *others = map(re.escape, letters.lower())
            if re.match(f"{first}.*{'.*'.join(others)}", long.lower()):
                return [(*pair.groups(), part)] if pair else []
    return []


def _slashed(text: str) -> list[tuple[str, ...]]:
    """What a text stands for whose words may have slashes within."""
    if "/" not in text:
        return [(text,)]
    words = re.split(r"(\s+)", text)
    return [_forms(word) if "/" in word else (word,) for word in words]


def _forms(word: str) -> tuple[str, ...]:
    """Articles, two spellings, or two genders between slashes; else the word as it is."""
    if not re.fullmatch(_WORD_PARTS, word):
        return (word,)
    one, *others = word.split("/")
    if _are_articles([one, *others]) or (len(others) == 1 and _is_spelling(one, others[0])):
        return (one, *others)
    forms = [one]
    for other in others:
        ending = other.lstrip("-")
        if not re.fullmatch(_OTHER_GENDERS.get(ending, "-"), one):
            return (word,)
        forms.append((one[:-1] if ending == "a" and one[-1] == "o" else one) + ending)
    return tuple(forms)


def _is_spelling(one: str, other: str) -> bool:
    """Whether two words are one in two spellings: grey and gray, theatre and theater."""
    if min(len(one), len(other)) < 4 or one[0] != other[0]:
        return False
    while one and other and one[0] == other[0]:
        one, other = one[1:], other[1:]
    while one and other and one[-1] == other[-1]:
        one, other = one[:-1], other[:-1]
    return max(len(one), len(other)) < 2 or (len(one) == 2 and one == other[::-1])


def _choices(part: str) -> list[tuple[str, ...]]:
    """What each piece of an answer can stand for, from left to right."""
    choices: list[tuple[str, ...]] = []
    end = 0
    for found in re.finditer(_BRACKETS, part):
        before, after = part[end : found.start()], part[found.end() :]
        if read := _read(before, found[1]):
            choices += [(before[: -len(read)],), (read.strip(), found[1])]
        elif _is_optional(part[: found.start()], found[1], after):
            choices += [*_slashed(before), ("", found[1])]
        else:
            choices += [*_slashed(before), (found[0],)]
        end = found.end()
    return [*choices, *_slashed(part[end:])]


def _read(before: str, kana: str) -> str:
    """The end of a text that is read as this kana says: 漢字 as かんじ, 食べ物 as たべもの."""
    if not re.fullmatch(f"{_KANA}+", kana):
        return ""
    for pattern in (f"(?:{_HAN}|{_KANA})+ ?$", f"{_HAN}+ ?$"):
        word = re.search(pattern, before)
        if word and re.search(_HAN, word[0]):
            sounds = re.sub(f"{_HAN}+", f"{_KANA}+", word[0].strip())
            if re.fullmatch(sounds, kana):
                return word[0]
    return ""


def _is_optional(before: str, inner: str, after: str) -> bool:
    """Whether what stands in brackets may be left out. before, after: the text around them."""
    word = re.search(r"[^\W\d_]*$", before)
    assert word is not None
    follows = re.match(r"[^\W\d_]*", after)
    assert follows is not None
    if inner == "-":
        return before[-1:].isalpha() and after[:1].isalpha()
    if re.fullmatch(_PLURAL, inner):
        return bool(re.search(r"(?<!\S)[A-ZÄÖÜ][^\W\d_]{2,} $", before))
    if not re.fullmatch(_INSIDE, inner) or re.fullmatch(_ROMAN, inner):
        return False
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
