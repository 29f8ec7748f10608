"""How every file of ours is opened: reading is total over bytes."""

from __future__ import annotations

import sqlite3
from functools import partial
from pathlib import Path

readable = partial(str, encoding="utf-8", errors="replace")
"""The text in these bytes; what is no UTF-8 becomes U+FFFD. Whether a row is as it was written
tells its checksum: a text that cannot be read must not keep the others from being read."""


def connect(path: Path, timeout: float = 5.0) -> sqlite3.Connection:
    """Open a file, making it when there is none; each statement is a transaction of its own.

    timeout: seconds to wait for another program. Raises sqlite3.Error.
    """
    # Only a name that begins with `file:` is read as an address: that of a file to attach.
    db = sqlite3.connect(path.absolute(), timeout=timeout, isolation_level=None, uri=True)
    db.text_factory = readable
    return db


def connect_to_read(path: Path) -> sqlite3.Connection:
    """Open a file that is there, to read it only. Raises sqlite3.Error."""
    db = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, isolation_level=None)
    db.text_factory = readable
    return db
