"""Moves a recovered history into place: the last step of `recovery`, which the next start repeats
after a crash."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from quiz.storage.log.connect import files_of
from quiz.storage.log.crash_check import UNCHECKED_NAME
from quiz.storage.log.store_errors import StoreError

RECOVERED_NAME = "history.recovered.db"
"""A complete recovered history, ready to be moved into place."""
INDEX_NAME = "index.db"


def finish(path: Path) -> None:
    """Move a recovered history into place, if there is one.

    Safe to repeat at any point, as the damaged file has already been set aside. Raises StoreError.
    """
    ready = path.with_name(RECOVERED_NAME)
    if not ready.exists():
        return
    try:
        # SQLite matches a log to its file by name only: it must never apply the old one to the
        # new file. The index relies on row numbers, which have changed.
        for file in (*files_of(path)[1:], *files_of(path.with_name(INDEX_NAME))):
            file.unlink(missing_ok=True)
        path.with_name(UNCHECKED_NAME).unlink(missing_ok=True)
        ready.replace(path)
        sync_folder(path.parent)
    except OSError as error:
        raise StoreError(
            f"{path} cannot be replaced ({error.strerror or error}); the recovered history is in "
            f"{ready}, and the next start will try again"
        ) from error


def sync_folder(folder: Path) -> None:
    """Sync renames to disk. Windows cannot open folders, and does not need to."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
