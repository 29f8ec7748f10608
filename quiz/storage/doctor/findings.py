"""Findings of an examination, and their repairs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from quiz.files import faults_of


class Sign(StrEnum):
    """Fine; unusual but harmless; wrong."""

    GOOD = "✓"
    NOTE = "!"
    BAD = "✗"


@dataclass(frozen=True, slots=True)
class Repair:
    """what: the repair, as an instruction. run: does it and returns the result in one line; raises
    QuizError. backup: whether to back up the history first."""

    what: str
    run: Callable[[], str]
    backup: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the examination, and a repair for it, if any."""

    sign: Sign
    text: str
    repair: Repair | None = None


def delete_files(paths: Sequence[Path]) -> str:
    """A repair that deletes these files, at least one. Raises QuizError."""
    for path in paths:
        with faults_of("delete", path):
            path.unlink(missing_ok=True)
    return f"deleted {paths[0]}" + (f" and {len(paths) - 1} more" if len(paths) > 1 else "")
