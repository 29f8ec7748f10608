"""Wording shared by all parts of the game."""

from __future__ import annotations

import re
from collections.abc import Iterable


def counted(number: int, one: str, many: str = "") -> str:
    """A number with its noun: "1 card", "2,000 cards". many: an irregular plural."""
    plural = f"{one[:-1]}ies" if re.search("[^aeiou]y$", one) else f"{one}s"
    return f"{number:,} {one if number == 1 else many or plural}"


def free_guesses(number: int) -> str:
    """A number of wrong answers to cards that the player had never seen; they cost nothing."""
    return counted(number, "free guess", "free guesses")


def joined(texts: Iterable[str], by: str = "and") -> str:
    """Texts as a list in a sentence: "a", "a and b", "a, b and c"."""
    *first, last = texts
    return f"{', '.join(first)} {by} {last}" if first else last


def with_capital(text: str) -> str:
    """The text with its first letter as a capital; `str.capitalize` would lower the others."""
    return text[:1].upper() + text[1:]


def a_or_an(text: str) -> str:
    """The article before a text, by its first letter."""
    return "an" if text[:1].lower() in "aeiou" else "a"
