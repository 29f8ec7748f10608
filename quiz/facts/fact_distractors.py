"""Finds distractors for a fact: same category and type, near the right answer, never right."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from quiz.facts.fact import Fact
from quiz.facts.templates import RELATIONS
from quiz.text.dates import read_date
from quiz.text.normalise import normalise

DISTRACTORS = 4
_WORDS = (
    *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven"),
    *("twelve", "thirteen"),
)
_NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?")
_FACTORS = (0.75, 1.5, 0.5, 2.0)


def distractors(fact: Fact, every: Sequence[Fact]) -> tuple[str, ...]:
    """Wrong objects: those chosen by hand, then objects with the same category and type, dates and
    numbers nearest first. Never an object that is right for a fact with the same subject and
    relation."""
    right = {
        normalise(text)
        for other in every
        if (other.subject, other.relation) == (fact.subject, fact.relation)
        or (other.subject == fact.subject and fact.type and other.type == fact.type)
        for text in (other.object, *other.accept)
    }
    right.add(normalise(fact.object))
    right.add(normalise(fact.subject))
    others = [
        other
        for other in every
        if (other.category, other.type) == (fact.category, fact.type)
        and RELATIONS[other.relation].ask
        and len(other.object.split()) // 3 == len(fact.object.split()) // 3
    ]
    if fact.category == "date":
        here = date_of(fact)
        same_precision = [o for o in others if bool(date_of(o)[2]) == bool(here[2])]
        others = sorted(same_precision, key=lambda other: (_far(date_of(other), here), other.id))
        near = [*_near_dates(fact.object), *(other.object for other in others)]
    elif fact.category == "quantity" or fact.type in ("anniversary", "edition", "score"):
        near = list(_near_numbers(fact.object, fact.type))
    else:
        near = [other.object for other in others]
    return _chosen((*fact.distractors, *near), right, fact.object, fact)


def other_subjects(fact: Fact, every: Sequence[Fact]) -> tuple[str, ...]:
    """Wrong subjects for a question from object to subject: those of similar facts."""
    right = {normalise(o.subject) for o in every if normalise(o.object) == normalise(fact.object)}
    near = [other.subject for other in every if other.type == fact.type]
    return _chosen(near, right | {normalise(fact.object)}, fact.subject, fact)


def date_of(fact: Fact) -> tuple[int, int, int]:
    """The date in a fact's object as year, month and day; 0 for missing parts."""
    dates = sorted((d.year or 0, d.month or 0, d.day or 0) for d in read_date(fact.object))
    return dates[0] if dates else (0, 0, 0)


def _chosen(texts: Sequence[str], right: set[str], answer: str, fact: Fact) -> tuple[str, ...]:
    told = f" {normalise(fact.subject)} "
    asked = normalise(answer)
    taken = set(right)
    chosen: list[str] = []
    for text in texts:
        plain = normalise(text)
        # A distractor that extends or shortens the answer would also be right, and one in the
        # prompt is obviously wrong. Distractors chosen by hand are not checked.
        by_hand = text in fact.distractors
        close = not by_hand and (f" {plain} " in told or _overlap(plain, asked))
        if plain not in taken and not close and len(chosen) < DISTRACTORS:
            taken.add(plain)
            chosen.append(text)
    return tuple(chosen)


def _overlap(one: str, other: str) -> bool:
    mine, theirs = set(one.split()), set(other.split())
    return mine <= theirs or theirs <= mine


def _far(one: tuple[int, int, int], other: tuple[int, int, int]) -> int:
    return abs((one[0] - other[0]) * 372 + (one[1] - other[1]) * 31 + one[2] - other[2])


def _near_dates(text: str) -> list[str]:
    """The same day or month in nearby years: plausible, but certainly wrong."""
    year = re.search(r"\d{4}", text)
    if year is None:
        return []
    return [text.replace(year[0], str(int(year[0]) + shift)) for shift in (-1, -2, 1)]


def _near_numbers(text: str, kind: str) -> Iterator[str]:
    """The text with other numbers of the same kind: 5,200 gives 3,900, 7,800, 2,600 and 10,400."""
    if kind == "score":
        goals = [int(part) for part in re.findall(r"\d+", text)]
        mark = re.sub(r"\d", "", text)[:1]
        for shift in ((1, 0), (0, -1), (1, 1), (0, 1)):
            changed = [max(0, goal + by) for goal, by in zip(goals, shift, strict=False)]
            yield mark.join(map(str, changed))
        return
    found = _NUMBER.search(text)
    if found is None:
        yield from _near_words(text)
        return
    plain = found[0].replace(",", "")
    decimals = len(plain.partition(".")[2])
    value = float(plain)
    if kind in ("edition", "anniversary"):
        step = 5 if kind == "anniversary" and value % 5 == 0 else 1
        steps = [value - step, value + step, value + 2 * step, value - 2 * step]
        for number in steps:
            if number > 0:
                yield _ordinal(int(number)) + re.sub(r"^[a-z]+", "", text[found.end() :])
        return
    for factor in _FACTORS:
        number = round(value * factor, decimals)
        if number == value or number <= 0:
            continue
        shown = (
            f"{number:,.{decimals}f}"
            if "," in found[0] or number >= 10_000
            else (f"{number:.{decimals}f}")
        )
        yield text[: found.start()] + shown + text[found.end() :]


def _near_words(text: str) -> Iterator[str]:
    for word in text.split():
        if word.lower() in _WORDS:
            at = _WORDS.index(word.lower())
            for shift in (1, -1, 2, 3):
                if 1 <= at + shift < len(_WORDS):
                    yield text.replace(word, _WORDS[at + shift], 1)
            return


def _ordinal(number: int) -> str:
    ending = (
        "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    )
    return f"{number}{ending}"
