"""How many cards a day allows per deck. Some decks share a limit, others have their own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal

from quiz.settings.settings import Settings

LimitName = Literal["new_per_day", "reviews_per_day"]
"""The setting that limits Learn, and the one that limits Review."""

GENERAL = ""
"""Stands for all decks without their own limit."""


class Allowance:
    """What is left of one daily limit.

    The nearest settings table that sets the limit applies to a deck: its own, or that of a folder
    above it. Decks under the same table share its limit; the rest share the general setting.

    done: cards done today, by deck; "" counts cards that are no longer in any deck.
    """

    def __init__(self, limit: LimitName, settings: Settings, done: Mapping[str, int]) -> None:
        self._limit = limit
        self._settings = settings
        self._own = [
            name for name, own in settings.decks.items() if getattr(own, limit) is not None
        ]
        self.left: dict[str, int] = {
            GENERAL: getattr(settings, limit),
            **{name: getattr(settings.decks[name], limit) for name in self._own},
        }
        """Keyed by the name of the table; `GENERAL` for the general setting."""
        for deck, cards in done.items():
            self.left[self.of(deck)] -= cards
        self.left = {name: max(0, left) for name, left in self.left.items()}

    def of(self, deck: str) -> str:
        """The name of the table whose limit applies to this deck."""
        return self._settings.owner_of(deck, self._limit) if self._own else GENERAL

    def limit_of(self, deck: str) -> int:
        """The daily limit that applies to this deck."""
        owner = self.of(deck)
        limits = self._settings.decks[owner] if owner else self._settings
        return int(getattr(limits, self._limit))

    def left_of(self, deck: str) -> int:
        """How many more cards of this deck today allows."""
        return self.left[self.of(deck)]

    def most(self, cards: Mapping[str, int]) -> int:
        """How many of these cards, counted by deck, today still allows."""
        wanted: dict[str, int] = {}
        for deck, number in cards.items():
            owner = self.of(deck)
            wanted[owner] = wanted.get(owner, 0) + number
        return sum(min(self.left[owner], number) for owner, number in wanted.items())

    def most_of(self, decks: Iterable[str]) -> int:
        """How many more cards today allows from these decks together."""
        return sum(self.left[owner] for owner in {self.of(deck) for deck in decks})
