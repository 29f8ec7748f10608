"""Runs the whole examination, and its repairs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from quiz.progress import Progress, silent
from quiz.storage.doctor.findings import Finding, Repair
from quiz.storage.doctor.history_findings import examine_history
from quiz.storage.doctor.surroundings import (
    examine_decks,
    examine_directory,
    examine_index,
    examine_leftovers,
    examine_settings,
    examine_versions,
)
from quiz.storage.log.backups import make_backup
from quiz.storage.log.store import FILE_NAME

BEFORE_REPAIR = "before-repair"


def examine(
    home: Path, roots: Sequence[Path], now: datetime, progress: Progress = silent
) -> Iterator[Finding]:
    """Examine a data directory and a library; one finding a line.

    Changes nothing, except that it finishes an interrupted recovery. Never raises.
    """
    yield from examine_versions()
    yield from examine_directory(home)
    yield from examine_history(home, now, progress)
    yield from examine_index(home)
    yield from examine_settings(home)
    yield from examine_decks(roots, progress)
    yield from examine_leftovers(home, home / "decks")


def repair(home: Path, repairs: Sequence[Repair], now: datetime) -> Iterator[str]:
    """Do these repairs, after a backup if one of them changes the history; yields what was done.

    Raises QuizError at the first repair that fails; those before it are done.
    """
    if any(one.backup for one in repairs):
        made = make_backup(home / FILE_NAME, BEFORE_REPAIR, now)
        yield f"backed up the history to {made.path}"
    for one in repairs:
        yield one.run()
