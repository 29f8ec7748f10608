"""Which way a text runs."""

from __future__ import annotations

from unicodedata import bidirectional


def is_right_to_left(paragraph: str) -> bool:
    """Whether a paragraph runs from right to left: its first letter decides, as in Unicode's
    algorithm for texts of both directions (UAX #9, P2 and P3)."""
    sides = (bidirectional(char) for char in paragraph)
    return next((side != "L" for side in sides if side in ("L", "R", "AL")), False)
