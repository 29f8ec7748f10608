"""Opens our SQLite files, so that reading text never fails, whatever its bytes."""

from __future__ import annotations

import sqlite3
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

readable = partial(str, encoding="utf-8", errors="replace")
"""Decodes bytes; invalid UTF-8 becomes U+FFFD. One unreadable text must not stop us from reading
the rest; the checksum shows whether a row is damaged."""


class Connection(sqlite3.Connection):
    """A connection to a file whose schema may be damaged.

    If SQLite quotes a damaged schema in an error message, Python may fail to decode it; here that
    raises the same error as other damage.
    """

    def execute(self, *arguments: Any) -> sqlite3.Cursor:
        """Like sqlite3's `execute`; raises sqlite3.DatabaseError if the schema is not text."""
        try:
            return super().execute(*arguments)
        except UnicodeDecodeError as error:
            damage = sqlite3.DatabaseError("malformed database schema: not UTF-8 text")
            damage.sqlite_errorname = "SQLITE_CORRUPT"
            raise damage from error


def connect(path: Path, timeout: float = 5.0) -> sqlite3.Connection:
    """Open a file, or create it; each statement is its own transaction.

    timeout: seconds to wait for another program. Raises sqlite3.Error.
    """
    # `uri=True` allows attaching a file by a `file:` URI; it does not affect other paths.
    db = sqlite3.connect(
        path.absolute(), timeout=timeout, isolation_level=None, uri=True, factory=Connection
    )
    db.text_factory = readable
    return db


def carry_over(db: sqlite3.Connection) -> None:
    """Checkpoint the write-ahead log, as far as possible without waiting."""
    with suppress(sqlite3.Error):
        db.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()


def connect_to_read(path: Path) -> sqlite3.Connection:
    """Open an existing file read-only. Raises sqlite3.Error."""
    address = f"{path.absolute().as_uri()}?mode=ro"
    db = sqlite3.connect(address, isolation_level=None, uri=True, factory=Connection)
    db.text_factory = readable
    return db
