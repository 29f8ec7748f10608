"""What a player syncs with: a folder, or a server of ours."""

from __future__ import annotations

from pathlib import Path

from quiz.storage.sync.place import Place
from quiz.storage.sync.shared_folder import SharedFolder


def place_of(target: str | Path, home: Path) -> Place:
    """The place at an address or path. home: the data directory, which has the tokens of this
    device. Raises SyncError if it cannot be used now."""
    return SharedFolder(Path(target).expanduser())
