"""What an examination finds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from quiz.files import faults_of


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


def delete_files(paths: Sequence[Path]) -> str:
    """A repair: delete these files, at least one. Raises QuizError."""
    for path in paths:
        with faults_of("delete", path):
            path.unlink(missing_ok=True)
    return f"deleted {paths[0]}" + (f" and {len(paths) - 1} more" if len(paths) > 1 else "")
