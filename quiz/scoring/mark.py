"""The mark of an Exam."""

from __future__ import annotations

MARKS = ((0.9, "A"), (0.8, "B"), (0.7, "C"), (0.6, "D"))
"""The least share of the credit for each mark, best first; below the last it is an F."""


def mark_of(share: float) -> str:
    """The mark for this share of all credit, 0.0 to 1.0: "A" to "D", or "F" for failed."""
    return next((mark for least, mark in MARKS if share >= least), "F")
