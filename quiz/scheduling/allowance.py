"""How many cards a day allows of which decks: some share a limit, some have one of their own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal

from quiz.settings.model import Settings

Limit = Literal["new_per_day", "reviews_per_day"]
"""The setting that limits Learn, and the one that limits Review."""

GENERAL = ""
"""Names the allowance of all decks that have no limit of their own."""


class Allowance:
    """What one limit leaves of a day.

    A deck draws on the limit of the nearest table in the settings that sets one, its own or that of
    a folder above it, together with all decks that do so; all others draw on the general setting.

    done: of each deck how many cards this day has had; "" for cards that are in no deck any more.
    """

    def __init__(self, limit: Limit, settings: Settings, done: Mapping[str, int]) -> None:
        self._limit = limit
        self._settings = settings
        self._own = [
            name for name, own in settings.decks.items() if getattr(own, limit) is not None
        ]
        self.left: dict[str, int] = {
            GENERAL: getattr(settings, limit),
            **{name: getattr(settings.decks[name], limit) for name in self._own},
        }
        """By the name of the table, `GENERAL` for the general setting."""
        for deck, cards in done.items():
            self.left[self.of(deck)] -= cards
        self.left = {name: max(0, left) for name, left in self.left.items()}

    def of(self, deck: str) -> str:
        """The name of the table whose limit holds for this deck."""
        return self._settings.owner_of(deck, self._limit) if self._own else GENERAL

    def limit_of(self, deck: str) -> int:
        """The limit of a whole day that this deck draws on."""
        owner = self.of(deck)
        limits = self._settings.decks[owner] if owner else self._settings
        return int(getattr(limits, self._limit))

    def left_of(self, deck: str) -> int:
        """How many cards of this deck the day still allows."""
        return self.left[self.of(deck)]

    def most(self, cards: Mapping[str, int]) -> int:
        """How many of these cards, counted by deck, the day still allows."""
        wanted: dict[str, int] = {}
        for deck, number in cards.items():
            owner = self.of(deck)
            wanted[owner] = wanted.get(owner, 0) + number
        return sum(min(self.left[owner], number) for owner, number in wanted.items())

    def most_of(self, decks: Iterable[str]) -> int:
        """How many cards of these decks together the day still allows."""
        return sum(self.left[owner] for owner in {self.of(deck) for deck in decks})
