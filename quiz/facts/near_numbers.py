"""Wrong numbers of the same size and roundness as the right one, and numbers that are names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations, permutations

from quiz.facts.near_dates import MONTHS
from quiz.facts.templates import OBJECT

ROUGHLY = 20
"""The share of a number, as its divisor, by which one that tells it may differ."""

LONGEST = 20
"""Longer numbers, in characters, are left alone."""

_WORDS = (
    *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven"),
    *("twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen"),
    *("nineteen", "twenty"),
)
_TIMES = ("once", "twice", "three times", "four times", "five times")
_RANKS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")
_PARTS = ("a tenth", "a fifth", "a quarter", "a third", "half", "two thirds", "three quarters")
_PART = re.compile(
    r"\bhalf\b(?! an? )|\b(?:an?|one|two|three)[- ](?:tenth|fifth|quarter|third)s?\b"
)
_NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+(?!\d)|\d+(?:\.\d+)?")
_VALUE = re.compile(rf"{_NUMBER.pattern}|\b(?:{'|'.join(_WORDS)})\b", re.IGNORECASE)
_YEAR = re.compile(r"\b[12]\d{3}\b(?![.,]\d)")
_AGE = re.compile(r"\bage(?:d| of) (\w+)|\b(\w+)[- ]years?[- ]old\b")
_YEAR_APART = re.compile(
    r"\b(?:following|next|previous) year\b|\b(?:a|one) year (?:later|earlier|before|after)\b"
)
_SCORE = re.compile(r"\d{1,2}(?: ?[–-] ?)\d{1,2}")
_DAY = re.compile(rf"\b\d{{1,2}} (?:{'|'.join(MONTHS)})|\b(?:{'|'.join(MONTHS)}) \d{{1,2}}\b")
# "the 10 metre event", which is named by it.
_DISTANCE = re.compile(r"[\d,]+(?: |-)?(?:met(?:re|er)|kilomet(?:re|er)|mile|yard|foot|k?m)")
_LEAST_SUM = 10  # A smaller one may be a sum by chance.
_ORDINAL = re.compile(r"(\d+)(?:st|nd|rd|th)\b")
# By how many steps small numbers and series differ, and large ones: the right one may have any
# place among the options, and is not the middle of a regular series.
_SMALL = ((-1, 1, 2, 3), (1, -1, -2, 2), (1, 2, 3, 4), (-1, -2, -3, 1), (-1, 1, -2, 3))
_LARGE = ((-3, 1, 2, 5), (-2, -4, 1, 3), (2, 3, 5, 9), (-1, -3, -4, -6), (-2, 2, 3, -5))
_MORE = (1, -1, 2, -2, 3, 4, 5)
# What numbers that differ a little are asked with: an age, the strength of an earthquake.
_NARROW = re.compile(r"\bage[ds]?\b|\byears? old\b|\byear-olds?\b|\bmagnitude\b")
_CLOCK = re.compile(r" ?[ap]\.?m\b| o['’]clock\b")
_AT_TIME = re.compile(r"\b[Aa]t (?:about |around )?$")
_TIME = re.compile(r"((?:[01]?\d|2[0-3])[.:])([0-5]\d)( ?[ap]\.?m\.?| [A-Z]{2,4})?")
_BARE = re.compile(r"\d[\d,]*|half")
_ONE = ("1", "one")
# Then whoever is named first has more goals, fewer or as many.
_DECIDED = re.compile(r"\b(?:beat\w*|defeat\w*|wins?|won|victory|los[est]+|dr[ae]w[ns]?|tied)\b")
# What makes a smaller number right, too, or a larger one.
_AT_LEAST = re.compile(r"\b(?:over|above|exceed\w*|at least|(?:more|no fewer|no less) than) $")
_AT_MOST = re.compile(r"\b(?:under|below|up to|at most|(?:fewer|less|no more) than) $")
# "Route 7", "train number 91"
_NAMED = re.compile(r"(?:\S\s+[A-Z][\w-]*|\b(?:[Nn]umber|[Nn]o\.|[Ff]light|[Rr]oute)) $")
# "7 boats", "7 small boats"
_PLURAL = re.compile(
    r" (?:\S+ )?(?:(?!(?:wa|i|ha|a|it|hi)s\b)\w+s|people|men|women|children|staff|troops|police)\b"
)
# "7 of", "7 wounded", "7."
_COUNTING = re.compile(
    r" ?(?:$|[^\w\s]|\d)| (?:per ?cent|per|(?:mi|bi|tri)llion|thousand|dead|wounded|injured|killed"
    r"|missing|more|other|of|and|or|to|in|on|at|out|from|by|for|after|before|with|was|were|had|have"
    r"|died|k?m)\b"
)


def is_label(text: str, before: str, after: str) -> bool:
    """Whether a number between these words is a name and counts nothing, such as 7 in "Route 7 was
    closed", 420 in "the 420 event", 10 metre in "the 10 metre event", and 7.30 in "at 7.30 am"."""
    if _DISTANCE.fullmatch(text):
        return re.match(" [a-z]", after) is not None
    if re.fullmatch(r"[\d.:]+", text) and _CLOCK.match(after):
        return True
    if not _BARE.fullmatch(text) or before.endswith(("$", "£", "€")):
        return False
    if after.startswith(tuple("\"'”’")):
        return True
    named = _NAMED.search(before) is not None or not _COUNTING.match(after)
    return named and text != "1" and not _PLURAL.match(after)


def is_roughly_told(number: str, text: str) -> bool:
    """Whether a text has nearly the number: "at least 130" tells 132."""
    value = next(_values(number), 0)
    return any(abs(other - value) <= value / ROUGHLY for other in _values(text) if value)


def follows(number: str, text: str) -> bool:
    """Whether a number is the sum or the difference of two others in a text; a year, whether ages
    tell it, as a man aged 40 in 2018 was 17 in 1995, or "the following year"."""
    value = next(_values(number), 0)
    if not _YEAR.fullmatch(number):
        pairs = combinations(_values(text), 2)
        sums = (round(each, 3) for a, b in pairs for each in (a + b, abs(a - b)))
        return value >= _LEAST_SUM and value in sums
    ages = [0, *(next(_values(first or second), 0) for first, second in _AGE.findall(text))]
    ages += [0] if _YEAR_APART.search(text) else []
    years = map(int, _YEAR.findall(text))
    told = (year - now + then for year in years for now, then in permutations(ages, 2))
    return any(abs(year - value) <= 1 for year in told)


def _values(text: str) -> Iterator[float]:
    """The numbers in a text, in order, also as words; none of a score or a day."""
    for found in _VALUE.findall(_SCORE.sub("", _DAY.sub("", text))):
        word = found.lower()
        yield _WORDS.index(word) + 1 if word in _WORDS else float(word.replace(",", ""))


def near_numbers(text: str, kind: str, vary: int, prompt: str = "") -> Iterator[str]:
    """The text with other numbers of the same kind, such as 4,200 people for 5,200 people.

    kind: the type of the fact. vary: chooses which of them are smaller and which larger. prompt:
    what asks for the number, with `OBJECT` for it in a gap; the others are on the same side of
    its other numbers, are very near for an age, larger after "over", and none is 1 beside a
    plural. Nothing for a text without a number, or with several.
    """
    if text.lower() in _ONE:
        return
    others = [*_values(_YEAR.sub("", prompt))]
    if _AT_TIME.search(prompt.partition(OBJECT)[0]) and (time := _TIME.fullmatch(text)):
        minutes, step = int(time[2]), 11 if int(time[2]) % 5 else 10
        for by in _SMALL[vary % len(_SMALL)]:
            yield f"{time[1]}{(minutes + by * step) % 60:02}{time[3] or ''}"
        return
    decided = _SCORE.fullmatch(text) is not None and _DECIDED.search(prompt) is not None
    narrow = _NARROW.search(prompt) is not None and not re.search(r"(?!years?\b)[^\W\d]{2}", text)
    for near in _all_near(text, "narrow" if narrow else kind, vary):
        beside = all(_is_beside(near, text, other) for other in others)
        beside = beside and (not decided or _is_won_alike(near, text))
        if near.lower() not in _ONE and beside and not _is_right_too(near, text, prompt):
            yield near


def _is_right_too(near: str, text: str, prompt: str) -> bool:
    """Whether another number is right if this one is: 80 for 100 in "over 100"."""
    number, value, other = _VALUE.search(text), *(next(_values(t), None) for t in (text, near))
    if number is None or value is None or other is None:
        return False
    before = f"{prompt.partition(OBJECT)[0]}{text[: number.start()]}"
    less = other < value
    return (_AT_LEAST if less else _AT_MOST).search(before) is not None


def _is_beside(one: str, right: str, other: float) -> bool:
    """Whether two texts have numbers on the same side of another, or none."""
    value, wanted = (next(_values(text), other) for text in (one, right))
    return wanted == other or (value != other and (value > other) == (wanted > other))


def _all_near(text: str, kind: str, vary: int) -> Iterator[str]:
    steps = _SMALL[vary % len(_SMALL)]
    numbers = _NUMBER.findall(text)
    if max(map(len, numbers), default=0) > LONGEST:
        return
    if kind == "score" or _SCORE.fullmatch(text):
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
        most = 100 if re.search("%|per ?cent", text) else None
        for other in _near(number[0], kind == "narrow", vary, most):
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


def _near(number: str, narrow: bool, vary: int, most: int | None) -> Iterator[str]:
    """Numbers some tenths apart, with as many decimals and trailing zeros; narrow: some units."""
    plain = number.replace(",", "")
    decimals = len(plain.partition(".")[2])
    digits = int(plain.replace(".", ""))
    if not digits:
        return
    zeros = 0 if decimals else len(plain) - len(plain.rstrip("0"))
    core = digits // 10**zeros
    if zeros and core < 10:
        # 100 is as round as 80 or 120, and 200 as 150 or 250.
        core, zeros, step = core * 10, zeros - 1, 10 if core > 2 else 5 if core == 2 else 2
    else:
        step = max(1, round(core / (20 if decimals else 10)))
        if core % 5 == 0 and core > 10:
            step = max(5, step - step % 5)
    few = narrow or core <= 10 or step * 5 >= core or decimals
    patterns = _SMALL if few else _LARGE
    step = 1 if narrow else step
    for at, by in enumerate((*patterns[vary % len(patterns)], *_MORE)):
        other = core + by * step
        if step > 5 and core % 5:
            # Not all even, and not all odd.
            other += (at + vary) % 3 - 1
        if other % 10 == 0 and core % 5 and not narrow:
            # It would be rounder.
            other += 1
        elif other % 100 == 0 and core % 10:
            other += 5
        value = other * 10**zeros / 10**decimals
        near = 0 < other <= max(2 * core, 0 if zeros else 5)
        if near and other != core and not (most and value > most):
            commas = "," in number or (value >= 10_000 and decimals == 0)
            yield f"{value:,.{decimals}f}" if commas else f"{value:.{decimals}f}"


def _scores(text: str) -> Iterator[str]:
    goals = [int(part) for part in re.findall(r"\d+", text)]
    if len(goals) != 2:
        return
    mark = re.sub(r"\d", "", text)
    for shift in ((1, 0), (0, -1), (1, 1), (0, 1), (2, 2), (2, 0), (3, 3)):
        yield mark.join(str(max(0, g + by)) for g, by in zip(goals, shift, strict=False))


def _is_won_alike(*scores: str) -> bool:
    """Whether one side wins by all scores, or none does."""
    goals = (map(int, re.findall(r"\d+", score)) for score in scores)
    return len({(one > two) - (one < two) for one, two in goals}) == 1


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
