"""How every file of ours is opened: reading is total over bytes."""

from __future__ import annotations

import sqlite3
from functools import partial
from pathlib import Path
from typing import Any

readable = partial(str, encoding="utf-8", errors="replace")
"""The text in these bytes; what is no UTF-8 becomes U+FFFD. Whether a row is as it was written
tells its checksum: a text that cannot be read must not keep the others from being read."""


class Connection(sqlite3.Connection):
    """A connection to a file whose schema may be damaged.

    Where SQLite names something of the schema in what it says, Python fails to read that as text;
    here it is the same error as for other damage.
    """

    def execute(self, *arguments: Any) -> sqlite3.Cursor:
        """As that of sqlite3; sqlite3.DatabaseError for a schema that is no text."""
        try:
            return super().execute(*arguments)
        except UnicodeDecodeError as error:
            damage = sqlite3.DatabaseError("malformed database schema: no UTF-8 text")
            damage.sqlite_errorname = "SQLITE_CORRUPT"
            raise damage from error


def connect(path: Path, timeout: float = 5.0) -> sqlite3.Connection:
    """Open a file, making it when there is none; each statement is a transaction of its own.

    timeout: seconds to wait for another program. Raises sqlite3.Error.
    """
    # Only a name that begins with `file:` is read as an address: that of a file to attach.
    db = sqlite3.connect(
        path.absolute(), timeout=timeout, isolation_level=None, uri=True, factory=Connection
    )
    db.text_factory = readable
    return db


def connect_to_read(path: Path) -> sqlite3.Connection:
    """Open a file that is there, to read it only. Raises sqlite3.Error."""
    address = f"{path.absolute().as_uri()}?mode=ro"
    db = sqlite3.connect(address, isolation_level=None, uri=True, factory=Connection)
    db.text_factory = readable
    return db
