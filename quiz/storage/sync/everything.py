"""Syncs all that a data directory shares: with the player's other devices, and with classes."""

from __future__ import annotations

from pathlib import Path

from quiz.progress import Progress, silent
from quiz.storage.sync.joined_classes import sync_classes
from quiz.storage.sync.notebook import BusyError as BusyError
from quiz.storage.sync.report import Report
from quiz.storage.sync.sync import sync
from quiz.storage.sync.target import place_of


def sync_everything(
    target: str, home: Path, progress: Progress = silent, *, anew: bool = False
) -> Report:
    """Sync the data directory `home` with a folder or server, "" for none, and with the servers of
    its classes. Raises QuizError like `sync`; a server of classes that cannot be reached is named
    in the report."""
    classes = sync_classes(home, progress)
    report = sync(home, place_of(target, home), progress, anew=anew) if target else Report()
    report.received += classes.received
    report.sent += classes.sent
    report.changes += classes.changes
    report.away += classes.away
    return report
