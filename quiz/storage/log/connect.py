"""Opens our SQLite files, so that reading text never fails, whatever its bytes."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
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


def connect(path: Path | None, timeout: float = 5.0) -> sqlite3.Connection:
    """Open a file, or create it; each statement is its own transaction. None for a file of this
    connection alone, which SQLite deletes with it.

    timeout: seconds to wait for another program. Raises sqlite3.Error.
    """
    # `uri=True` allows attaching a file by a `file:` URI; it does not affect other paths.
    db = sqlite3.connect(
        path.absolute() if path else "",
        timeout=timeout,
        isolation_level=None,
        uri=True,
        factory=Connection,
    )
    db.text_factory = readable
    return db


@contextmanager
def transaction(db: sqlite3.Connection, kind: str = "IMMEDIATE") -> Iterator[None]:
    """Commit everything that the block changes, or nothing. kind: IMMEDIATE, DEFERRED or EXCLUSIVE,
    see https://www.sqlite.org/lang_transaction.html."""
    db.execute(f"BEGIN {kind}")
    try:
        yield
        db.execute("COMMIT")
    except BaseException:
        # After some errors, SQLite has already rolled back.
        if db.in_transaction:
            db.execute("ROLLBACK")
        raise


def quick_check(db: sqlite3.Connection) -> str:
    """The first damage that SQLite finds in the structure of a file; "" if there is none."""
    found = db.execute("PRAGMA quick_check(1)").fetchone()[0]
    return "" if found == "ok" else " ".join(str(found).split())


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


def files_of(path: Path) -> list[Path]:
    """The file of a database, and the log and its index that SQLite keeps beside it."""
    return [path.with_name(path.name + suffix) for suffix in ("", "-wal", "-shm")]
