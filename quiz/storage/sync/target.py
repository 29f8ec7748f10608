"""What a player syncs with: a folder, or a server of ours."""

from __future__ import annotations

from pathlib import Path

from quiz.progress import Progress, silent
from quiz.storage.sync.place import Place
from quiz.storage.sync.report import Report
from quiz.storage.sync.shared_folder import SharedFolder
from quiz.storage.sync.sync import BusyError as BusyError
from quiz.storage.sync.sync import sync


def place_of(target: str | Path, home: Path) -> Place:
    """The place at an address or path. home: the data directory, which has the tokens of this
    device. Raises SyncError if it cannot be used now."""
    return SharedFolder(Path(target).expanduser())


def sync_with(
    target: str | Path, home: Path, progress: Progress = silent, *, anew: bool = False
) -> Report:
    """Sync the data directory `home` with a folder or server, see `sync`."""
    return sync(home, place_of(target, home), progress, anew=anew)
