"""What an examination finds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum


class Sign(StrEnum):
    """In order; strange but harmless; wrong."""

    GOOD = "✓"
    NOTE = "!"
    BAD = "✗"


@dataclass(frozen=True, slots=True)
class Repair:
    """what: is done, as a sentence of instruction. run: does it, and says in one line what came of
    it; raises QuizError. backup: whether the history is backed up first."""

    what: str
    run: Callable[[], str]
    backup: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the examination, and what would mend it."""

    sign: Sign
    text: str
    repair: Repair | None = None
