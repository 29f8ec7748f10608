"""Wording that several commands share."""

from __future__ import annotations


def count(number: int, one: str, many: str = "") -> str:
    """A number with its noun: "1 card", "12 cards"; `many` where "s" does not make the plural."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
