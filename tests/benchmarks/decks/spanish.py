"""Checks the deck of Spanish words against lists of frequent words and against dictionaries.

A translation is confirmed by the names of emoji in both languages, or by the FreeDict dictionary if
the Debian package dict-freedict-spa-eng is installed. Numbers come from num2words.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import emoji
from num2words import num2words
from wordfreq import zipf_frequency

from quiz.card import Card, Kind

FREEDICT = Path("/usr/share/dictd/freedict-spa-eng.dict.dz")

FREQUENT = 4.0
"""Zipf frequency of a first word: at least 10 times in a million words."""

KNOWN = 1.5
"""Zipf frequency of a word that exists."""

BEYOND = {("comer", "eat"), ("querer", "want")}
"""What is right although FreeDict has only other words for it."""

SERIES = {
    "the days of the week": "monday tuesday wednesday thursday friday saturday sunday",
    "the four seasons": "spring summer autumn winter",
    "colours that Spanish traffic lights": "red yellow green",
}
"""The translations of series, by words of their prompt."""

NUMBERS = (1, 2, 3, 4, 5, 6, 15, 50, 500, 1_000, 1_000_000)


def checker() -> Callable[[Card], list[str] | None]:
    """The check of a card with Spanish words."""
    return _Spanish().check


class _Spanish:
    def __init__(self) -> None:
        emoji.config.load_language("es")
        emoji.config.load_language("en")
        self._emoji = [
            (_words(names["es"]), _words(names["en"]))
            for names in emoji.EMOJI_DATA.values()
            if "es" in names
        ]
        self._dictionary: dict[str, str] = {}
        for term, entry in _freedict() if FREEDICT.exists() else ():
            self._dictionary[term] = self._dictionary.get(term, "") + entry.casefold()

    def check(self, card: Card) -> list[str] | None:
        """What the data says against a card; None for cards it says nothing about."""
        if card.kind is Kind.TERM:
            term, meaning = (
                (card.answer, card.prompt) if card.direction else (card.prompt, card.answer)
            )
            return self._frequent(term) + self._exist(card) + self._translation(term, meaning)
        if card.kind is Kind.SEQUENCE:
            spoken = {num2words(number, lang="es"): number for number in NUMBERS}
            if not set(card.answers) <= set(spoken):
                return self._in_words_of(card)
            values = [spoken[word] for word in card.answers]
            return [] if values == sorted(values) else [f"the numbers are {values}"]
        if card.category in ("verb", "adjective"):
            found = self._frequent(card.answer) + self._exist(card)
            if asked := re.search(r": to (\w+)\?", card.prompt):
                found += self._translation(card.answer, asked[1])
            return found
        if card.category == "false friend":
            asked = re.search(r"“(\w+)”", card.prompt)
            assert asked is not None, card.prompt
            return self._exist_words([asked[1]])
        if card.kind is Kind.LIST:
            return self._in_words_of(card)
        if card.kind is Kind.CLOZE:
            return self._exist(card)
        return None

    def _in_words_of(self, card: Card) -> list[str] | None:
        """Whether the dictionary translates the items of a known series as they stand."""
        english = next((series for words, series in SERIES.items() if words in card.prompt), None)
        if english is None:
            return None
        pairs = zip(card.answers, english.split(), strict=True)
        return [fault for one, other in pairs for fault in self._translation(one, other)]

    def _translation(self, term: str, meaning: str) -> list[str]:
        """A fault if a dictionary has the term but never with this meaning."""
        known = self._dictionary.get(term, "")
        spanish, english = set(term.split()), set(meaning.split())
        if english <= (said := set(re.findall(r"\w+", known))) or "".join(meaning.split()) in said:
            return []
        if any(spanish <= one and english <= other for one, other in self._emoji):
            return []
        if not known or (term, meaning) in BEYOND:
            return []
        return [f"the dictionary says {' '.join(known.split())}"]

    def _frequent(self, term: str) -> list[str]:
        rare = [word for word in term.split() if zipf_frequency(word, "es") < FREQUENT]
        return [f"{word} is rare" for word in rare]

    def _exist(self, card: Card) -> list[str]:
        """Whether the right and the wrong Spanish words of a card are words."""
        spanish = () if card.kind is Kind.TERM and not card.direction else card.answers
        return self._exist_words([*spanish, *card.distractors])

    def _exist_words(self, texts: list[str]) -> list[str]:
        words = [word for text in texts for word in re.findall(r"\w+", text)]
        return [f"{word} is no word" for word in words if zipf_frequency(word, "es") < KNOWN]


def _words(name: str) -> set[str]:
    return set(re.split(r"[_:]", name.casefold()))


def _freedict() -> Iterator[tuple[str, str]]:
    """Each headword of FreeDict with its entry."""
    text = gzip.decompress(FREEDICT.read_bytes()).decode()
    for found in re.finditer(
        r"^(\S[^/\n]*?) /[^\n]*\n((?:(?!\S[^/\n]* /).*\n)*)", text, re.MULTILINE
    ):
        yield found[1], found[2]
