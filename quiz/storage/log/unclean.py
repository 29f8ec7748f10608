"""Checking the history when its last session did not end cleanly.

Whoever closes a history last carries the write-ahead log over and deletes it. A log that is left
with something in it therefore says that a game, or the machine, died; or that another game plays
just now, which holds a lock then (https://www.sqlite.org/wal.html, section 4.1). A start after a
clean end thus costs nothing but to look whether two files are there.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
from pathlib import Path

from quiz.storage.log.connect import connect
from quiz.storage.log.errors import DamagedError, explained
from quiz.storage.log.store import UNCHECKED_NAME, seems_unclean


def check_after_crash(path: Path) -> bool:
    """Check a history that seems unclean; whether it was, False when another game plays on it.

    A file beside it stays from the beginning of the check until the history was found whole, or
    was recovered, because what ends the check also ends the log. Raises DamagedError when it is
    damaged, now and each time until it is mended; StoreError when it cannot be read.
    """
    mark = path.with_name(UNCHECKED_NAME)
    try:
        with closing(connect(path, timeout=0.0)) as connection:
            connection.execute("PRAGMA locking_mode = EXCLUSIVE")
            connection.execute("BEGIN EXCLUSIVE")
            # The other game may have ended cleanly just now.
            if not seems_unclean(path):
                return False
            with suppress(OSError):
                mark.touch()
            found = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
            connection.execute("ROLLBACK")
            if found != "ok":
                raise DamagedError(path, " ".join(str(found).split()))
    except sqlite3.Error as error:
        if _is_locked(error):
            return False
        raise explained(path, error) from error
    with suppress(OSError):
        mark.unlink(missing_ok=True)
    return True


def _is_locked(error: sqlite3.Error) -> bool:
    name = getattr(error, "sqlite_errorname", "") or ""
    return name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED"))
