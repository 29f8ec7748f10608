"""Wording shared by all parts of the game."""

from __future__ import annotations


def counted(number: int, one: str, many: str = "") -> str:
    """A number with its noun: "1 card", "2,000 cards". many: an irregular plural."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
