"""Grades lists: name all items, in any order."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice

from quiz.card import JOINTS, Card
from quiz.grading.noise import same_but_for_noise
from quiz.grading.result import Grade
from quiz.grading.typos import forgivable
from quiz.text.languages import AND, primary
from quiz.text.normalise import Forms, forms

_MOST_RESPONSES = 200
_LONGEST_RESPONSE = 1000
_LONGEST_LINE = 20_000
_MOST_JOINED = 6


def grade_list(responses: Sequence[str], card: Card) -> Grade:
    """Grade the named items, in any order.

    Each response matches at most one item and each item at most one response, with as many matches
    as possible. A response matches any of an item's names, with small misspellings; but one that is
    exactly an item's name is never taken for a misspelling of another item.

    The credit is (matched - surplus) / items, at least 0. The surplus is the number of different
    responses beyond the number of items. So a player has as many free guesses as there are items,
    and naming everything they can think of gains nothing. Repeating an item, under any of its
    names, neither gains nor costs. Only naming all items without surplus gives 1.
    Responses after the first 200 are not read and count as surplus.
    """
    items = [[forms(name, card.language) for name in names] for names in card.items]
    given: dict[str, str] = {}
    for response in responses[:_MOST_RESPONSES]:
        text = response[:_LONGEST_RESPONSE].strip()
        text = text if card.strict else " ".join(text.split())
        if text:
            given.setdefault(text if card.strict else forms(text, card.language).loose, text)
    if card.strict:
        matches = {text: _exact_items(text, card) for text in given.values()}
    else:
        matches = {text: _matching_items(text, items, card.language) for text in given.values()}
    taken = _assign(list(matches.values()))
    written = list(matches)
    spelt = tuple(
        name
        for i, response_ in sorted(taken.items())
        if (name := _spelt(written[response_], card.items[i], card.language))
    )
    extra = tuple(text for text, matching in matches.items() if not matching)
    unread = len(responses[_MOST_RESPONSES:])
    matched = len(taken)
    surplus = max(0, matched + len(extra) - len(items)) + unread
    credit = max(0, matched - surplus) / len(items)
    missing = tuple(names[0] for i, names in enumerate(card.items) if i not in taken)
    correct = not missing and not surplus
    return Grade(
        credit=credit,
        correct=correct,
        nearly=not correct and credit >= 0.5,
        expected=JOINTS[card.kind].join(names[0] for names in card.items),
        missing=missing,
        extra=extra,
        spelt=spelt,
    )


def _exact_items(text: str, card: Card) -> list[int]:
    return [i for i, names in enumerate(card.items) if text in map(str.strip, names)]


def _spelt(text: str, names: Sequence[str], language: str) -> str:
    """The name that was meant, if it was misspelt; "" if the spelling differs only by noise."""
    folded = set(forms(text, language).variants)
    alike = [name for name in names if not folded.isdisjoint(forms(name, language).variants)]
    if any(same_but_for_noise(name, text, language) for name in alike):
        return ""
    return alike[0] if alike else names[0]


SEPARATORS = ",;、，；،؛"
"""The characters that separate items, in any language."""


def split_list(text: str, card: Card) -> tuple[str, ...]:
    """Split a text into responses: "Estonia, Latvia and Lithuania" gives three.

    Commas, semicolons, line ends, "&" and the language's "and" separate responses. Parts that
    together name an item ("Trinidad and Tobago") stay together. The text is cut at 20 000
    characters, and not split any further after 200 separators.
    """
    text = "\n".join(" ".join(line.split()) for line in text[:_LONGEST_LINE].splitlines())
    words = "|".join(map(re.escape, AND.get(primary(card.language), ("and",))))
    separator = re.compile(rf" ?(?:[{SEPARATORS}\n] ?(?:(?:{words}) )?| (?:{words}|&) )", re.I)
    spans = _spans(text, separator)
    items = [[forms(name, card.language) for name in names] for names in card.items]
    longest = 2 * max(len(name) for names in card.items for name in names) + 10
    parts: list[str] = []
    start = 0
    while start < len(spans):
        end = start + 1
        for last in range(min(len(spans), start + _MOST_JOINED), start + 1, -1):
            joined = text[spans[start][0] : spans[last - 1][1]]
            if len(joined) <= longest and _matching_items(joined, items, card.language):
                end = last
                break
        if part := text[spans[start][0] : spans[end - 1][1]].strip():
            parts.append(part)
        start = end
    return tuple(parts)


def _spans(text: str, separator: re.Pattern[str]) -> list[tuple[int, int]]:
    spans = []
    start = 0
    for found in islice(separator.finditer(text), _MOST_RESPONSES):
        spans.append((start, found.start()))
        start = found.end()
    spans.append((start, len(text)))
    return [(start, end) for start, end in spans if start < end]


def _matching_items(text: str, items: list[list[Forms]], language: str) -> list[int]:
    """The items that a response names: those it equals, else the one nearest item within typos."""
    folded = forms(text, language)
    equal = [
        i
        for i, names in enumerate(items)
        if any(not set(folded.variants).isdisjoint(name.variants) for name in names)
    ]
    if equal:
        return equal
    typos: dict[int, int] = {}
    for i, names in enumerate(items):
        counts = [forgivable(name.loose, folded.loose, language) for name in names]
        if known := [count for count in counts if count is not None]:
            typos[i] = min(known)
    nearest = [i for i, count in typos.items() if count == min(typos.values())]
    return nearest if len(nearest) == 1 else []


def _assign(edges: list[list[int]]) -> dict[int, int]:
    """The response of each matched item, as many as possible (augmenting paths, Kuhn 1955)."""
    taken: dict[int, int] = {}

    def place(response: int, tried: set[int]) -> bool:
        for item in edges[response]:
            if item in tried:
                continue
            tried.add(item)
            if item not in taken or place(taken[item], tried):
                taken[item] = response
                return True
        return False

    for response in range(len(edges)):
        place(response, set())
    return taken
