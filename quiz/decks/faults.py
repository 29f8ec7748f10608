"""Mistakes in a file, with their position."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple, Protocol

from quiz.display import shortened

MAX_FAULTS = 200
"""At most this many faults are listed for a file; fixing them may reveal more."""


class Fault(NamedTuple):
    """One mistake in a file; sorting faults sorts them by position.

    line, column: 1-based, in characters.
    message: what is wrong and what was expected, in one line.
    """

    file: str
    line: int
    column: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {self.message}"


class Mark(Protocol):
    """A position in the text; line, column and index are 0-based and count characters."""

    @property
    def line(self) -> int:
        """From 0."""

    @property
    def column(self) -> int:
        """From 0, in characters."""

    @property
    def index(self) -> int:
        """From 0, in the whole text."""


@dataclass(frozen=True, slots=True)
class Place:
    """A mark."""

    line: int
    column: int
    index: int


START = Place(0, 0, 0)


class UnfitError(ValueError):
    """Fields from elsewhere make no note; the message says why, in one line."""


class Findings:
    """Collects the faults of a file while it is read.

    spoilt: the number of faults that make something unusable; the others concern values that can be
        ignored.
    shift: number of lines before the piece of the file that is being read.
    """

    def __init__(self, file: str) -> None:
        self.file = file
        self.spoilt = 0
        self.shift = 0
        self._listed: list[Fault] = []
        self._more = False

    def complain(self, mark: Mark, message: str) -> None:
        """Add a fault that makes the card unusable."""
        self.spoilt += 1
        self.advise(mark, message)

    def advise(self, mark: Mark, message: str) -> None:
        """Add a fault about a value that is ignored."""
        self.add(mark.line + 1, mark.column + 1, message)

    def add(self, line: int, column: int, message: str) -> None:
        """Add a fault at a 1-based position."""
        if len(self._listed) < MAX_FAULTS:
            self._listed.append(Fault(self.file, line + self.shift, column, message))
        else:
            self._more = True

    @property
    def has_faults(self) -> bool:
        """Whether any fault was added."""
        return bool(self._listed)

    def faults(self, lines: int) -> tuple[Fault, ...]:
        """All faults in order of position. lines: number of lines in the file."""
        found = sorted({fault._replace(line=min(fault.line, lines)) for fault in self._listed})
        if self._more:
            last = found[-1]
            more = "more faults may follow; fix those above first"
            found.append(last._replace(column=last.column + 1, message=more))
        return tuple(found)


def excerpt(text: str, most: int = 40) -> str:
    """At most `most` characters of a text, safe to print on one line of a terminal."""
    return "".join(
        character if character.isprintable() else "\N{REPLACEMENT CHARACTER}"
        for character in shortened(text, most)
    )
