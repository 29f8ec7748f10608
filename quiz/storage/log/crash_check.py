"""Checks the history if its last session did not end cleanly.

The last game to close a history checkpoints the write-ahead log and deletes it. So a log that is
not empty means that a game or the machine crashed, or that another game is running, which then
holds a lock (https://www.sqlite.org/wal.html, section 4.1). After a clean end, a start only checks
whether two files exist.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
from pathlib import Path

from quiz.files import forget_file
from quiz.storage.log.connect import connect, quick_check, transaction
from quiz.storage.log.store_errors import DamagedError, is_busy, store_error

UNCHECKED_NAME = "history.unchecked"
"""Exists while a full check of the history is pending."""


def seems_unclean(path: Path) -> bool:
    """Whether the last session may not have ended cleanly; cheap."""
    try:
        if path.with_name(path.name + "-wal").stat().st_size:
            return True
    except OSError:
        pass
    return path.with_name(UNCHECKED_NAME).exists()


def check_after_crash(path: Path) -> bool:
    """Check a history that seems unclean. Returns whether it was checked; False if another game is
    using it.

    A marker file next to it stays until the history is found intact or is recovered, because the
    check itself removes the log. Raises DamagedError if the history is damaged, now and every time
    until it is repaired; StoreError if it cannot be read.
    """
    mark = path.with_name(UNCHECKED_NAME)
    try:
        with closing(connect(path, timeout=0.0)) as db:
            db.execute("PRAGMA locking_mode = EXCLUSIVE")
            with transaction(db, "EXCLUSIVE"):
                # Another game may have just ended cleanly.
                if not seems_unclean(path):
                    return False
                with suppress(OSError):
                    mark.touch()
                damage = quick_check(db)
    except sqlite3.Error as error:
        if is_busy(error):
            return False
        raise store_error(path, error) from error
    if damage:
        raise DamagedError(path, damage)
    forget_file(mark)
    return True
