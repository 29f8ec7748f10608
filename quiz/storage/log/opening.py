"""Opens the history: finishes, checks, refuses, creates or migrates the file as needed."""

from __future__ import annotations

import sqlite3
import stat
from pathlib import Path

from quiz.progress import Progress
from quiz.storage.log import log_schema
from quiz.storage.log.backups import list_backups
from quiz.storage.log.connect import connect
from quiz.storage.log.crash_check import check_after_crash, seems_unclean
from quiz.storage.log.finish_recovery import finish
from quiz.storage.log.migration import migrate
from quiz.storage.log.store_errors import DamagedError, GoneError, StoreError, explained

BUSY_SECONDS = 10.0
CHECKPOINT_PAGES = 250
"""SQLite checkpoints the write-ahead log at this many pages of 4 KB, unless `Store.carry_over` does
it first. That happens during an answer and takes 2 to 3 ms; with SQLite's default of 1000 pages, it
takes 10 ms."""
_CACHE_KB = 8_000
"""Holds the index of a large import, which SQLite would otherwise write several times."""


def open_history(path: Path, progress: Progress) -> tuple[sqlite3.Connection, bool]:
    """Open a history; create it if there is none, migrate it if it is old. Also returns whether the
    last session did not end cleanly; only then is the whole file checked.

    Raises StoreError if the directory cannot be written, or the file is not ours or comes from a
    newer version; DamagedError for damage that shows at once; GoneError if the file is missing but
    has backups. Then no file is changed or created.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(
            f"cannot make the data directory {path.parent}: {error.strerror}; "
            "set QUIZ_HOME to a folder that you can write to"
        ) from error
    finish(path)
    _refuse_when_gone(path)
    unclean = seems_unclean(path) and check_after_crash(path)
    with explained(path):
        db = connect(path, BUSY_SECONDS)
        try:
            _set_up(path, db, progress)
        except BaseException:
            db.close()
            raise
    return db, unclean


def _refuse_when_gone(path: Path) -> None:
    """Refuse to create a new history if there are backups of an old one (GoneError), or if the path
    is something other than a file (DamagedError)."""
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            raise DamagedError(path, "it is not a file")
        what = "" if found.st_size else "empty"
    except FileNotFoundError:
        what = "gone"
    except OSError:
        return
    if what and list_backups(path.parent):
        raise GoneError(path, what)


def _set_up(path: Path, db: sqlite3.Connection, progress: Progress) -> None:
    version = db.execute("PRAGMA user_version").fetchone()[0]
    tables = db.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
    ours = db.execute("PRAGMA application_id").fetchone()[0] == log_schema.APPLICATION_ID
    if tables and not ours:
        if list_backups(path.parent) or _has_todays_columns(db):
            raise DamagedError(path, "it is not marked as a history of quiz")
        raise StoreError(f"{path} is not a history of quiz; move it somewhere else")
    if version > len(log_schema.MIGRATIONS):
        raise StoreError(
            f"{path} was written by a newer version of quiz (format {version}, this one "
            f"knows {len(log_schema.MIGRATIONS)}); update quiz"
        )
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("PRAGMA synchronous = FULL")
    db.execute(f"PRAGMA wal_autocheckpoint = {CHECKPOINT_PAGES}")
    db.execute(f"PRAGMA cache_size = -{_CACHE_KB}")
    if version < len(log_schema.MIGRATIONS):
        migrate(path, db, progress)
    # Find damage of the schema now, not in the middle of a game.
    _look_at_columns(db)


def _look_at_columns(db: sqlite3.Connection) -> None:
    for table, columns in log_schema.COLUMNS.items():
        db.execute(f"SELECT {columns} FROM {table} LIMIT 0")


def _has_todays_columns(db: sqlite3.Connection) -> bool:
    try:
        _look_at_columns(db)
    except sqlite3.Error:
        return False
    return True
