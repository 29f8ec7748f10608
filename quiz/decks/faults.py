"""A mistake in a deck file, and where it is."""

from __future__ import annotations

from typing import NamedTuple


class Fault(NamedTuple):
    """One mistake of the author's; sorting faults sorts them by place.

    line, column: 1-based, counted in characters.
    message: what is wrong and what was expected, one line.
    """

    file: str
    line: int
    column: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {self.message}"


def shown(text: str) -> str:
    """At most 40 characters of a deck's text, safe to print on one line of a terminal."""
    short = text if len(text) <= 40 else f"{text[:39]}…"
    return "".join(
        character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in short
    )
