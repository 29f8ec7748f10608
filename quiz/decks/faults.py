"""A mistake in a deck file, and where it is."""

from __future__ import annotations

from typing import NamedTuple, Protocol

MAX_FAULTS = 200
"""So many faults of a file are listed; correcting them may show more."""


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


class Mark(Protocol):
    """A place in the text; line, column and index are 0-based and count characters."""

    @property
    def line(self) -> int:
        """From 0."""
        ...

    @property
    def column(self) -> int:
        """From 0, in characters."""
        ...

    @property
    def index(self) -> int:
        """From 0, in the whole text."""
        ...


class Findings:
    """What is found to be wrong while a file is read.

    spoilt: how many of the faults leave nothing that could be asked; the others are about values
        that something can be asked without.
    shift: lines before the piece of the file that is being read.
    """

    def __init__(self, file: str) -> None:
        self.file = file
        self.spoilt = 0
        self.shift = 0
        self._listed: list[Fault] = []
        self._more = False

    def complain(self, mark: Mark, message: str) -> None:
        """Of what cannot be asked as it stands."""
        self.spoilt += 1
        self.advise(mark, message)

    def advise(self, mark: Mark, message: str) -> None:
        """Of a value that has no effect; the rest can be asked without it."""
        self.add(mark.line + 1, mark.column + 1, message)

    def add(self, line: int, column: int, message: str) -> None:
        """A fault at a place from 1 on."""
        if len(self._listed) < MAX_FAULTS:
            self._listed.append(Fault(self.file, line + self.shift, column, message))
        else:
            self._more = True

    def messages(self, since: int = 0) -> list[str]:
        """What was said so far, from a number of faults on."""
        return [fault.message for fault in self._listed[since:]]

    def __len__(self) -> int:
        return len(self._listed)

    def faults(self, lines: int) -> tuple[Fault, ...]:
        """All that was found, in the order of their places, in a file of so many lines."""
        found = sorted({fault._replace(line=min(fault.line, lines)) for fault in self._listed})
        if self._more:
            last = found[-1]
            more = "more faults may follow; correct those above first"
            found.append(last._replace(column=last.column + 1, message=more))
        return tuple(found)


def shown(text: str) -> str:
    """At most 40 characters of a deck's text, safe to print on one line of a terminal."""
    short = text if len(text) <= 40 else f"{text[:39]}…"
    return "".join(
        character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in short
    )
