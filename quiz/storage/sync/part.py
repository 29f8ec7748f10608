"""What all parts of a sync work with."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from quiz.progress import Progress
from quiz.storage.log.store import Store
from quiz.storage.sync.notebook import Notebook
from quiz.storage.sync.report import Report
from quiz.storage.sync.shared import Shared


@dataclass
class SyncPart:
    """A part of a sync of one data directory. now: milliseconds since 1970."""

    home: Path
    store: Store
    notebook: Notebook
    shared: Shared
    report: Report
    progress: Progress
    now: int
