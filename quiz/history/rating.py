"""The four ratings of spaced repetition."""

from __future__ import annotations

from enum import IntEnum


class Rating(IntEnum):
    """How well a card was recalled; numbered as in Anki and FSRS, and like the keys 1 to 4."""

    AGAIN = 1
    HARD = 2
    GOOD = 3
    EASY = 4

    @property
    def label(self) -> str:
        """The rating's name as shown to players, e.g. "Again"."""
        return self.name.capitalize()
