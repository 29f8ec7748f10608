"""Checks the people of the deck of inventions against WordNet.

WordNet gives the years in which people lived; the years of a card have to lie between them. It
comes with the Debian package wordnet-base.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from quiz.card import Card

NOUNS = Path("/usr/share/wordnet/data.noun")

LIVED = re.compile(r"\((?:born )?(\d{4})-(\d{4})?\)")
YEAR = re.compile(r"\b1[0-9]\d\d\b")


def checker() -> Callable[[Card], list[str] | None]:
    """The check of a card about an inventor."""
    if not NOUNS.exists():
        return lambda _: None
    return _Lives().check


class _Lives:
    """The lives of people, by the names that WordNet has for them."""

    def __init__(self) -> None:
        self._lives: dict[str, tuple[int, int]] = {}
        for line in NOUNS.read_text(encoding="utf-8").splitlines():
            head, _, gloss = line.partition(" | ")
            if found := LIVED.search(gloss):
                life = int(found[1]), int(found[2] or 9999)
                for name in re.findall(r"\b([A-Z]\w+) \d", head):
                    self._lives.setdefault(name.replace("_", " ").casefold(), life)

    def check(self, card: Card) -> list[str] | None:
        """Whether the years of a card lie in the life of the person; None if WordNet does not know
        the person."""
        life = next(
            (
                self._lives[name.casefold()]
                for name in card.answers
                if name.casefold() in self._lives
            ),
            None,
        )
        if life is None or card.category not in ("inventor", "actress", "traveller"):
            return None
        # Only the prompt: explanations tell what came of it later.
        years = [int(text) for text in YEAR.findall(card.prompt)]
        return [
            f"{year} is not in {life[0]}–{life[1]}"
            for year in years
            if not life[0] <= year <= life[1]
        ]
