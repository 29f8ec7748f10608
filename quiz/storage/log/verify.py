"""Finds damaged rows in the log by their checksums."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

from quiz.storage.log.checksum import checksum
from quiz.storage.log.connect import connect_to_read
from quiz.storage.log.tables import TABLES, Table

AT_ONCE = 5_000
"""Rows read between two calls of `on_rows`; about 10 ms."""

OnRows = Callable[[int], None]
"""Called with the number of rows read since the last call."""

_LAST = 2**63 - 1


def ignore(rows: int) -> None:
    """An `OnRows` that does nothing."""


def damaged_rows(db: sqlite3.Connection, table: Table, on_rows: OnRows = ignore) -> list[int]:
    """The numbers of the damaged rows. Raises sqlite3.Error."""
    db.create_function("row_checksum", -1, checksum, deterministic=True)
    found: list[int] = []
    for first, last in _parts(db, table):
        found += _damaged_between(db, table, first, last)
        on_rows(AT_ONCE)
    return found


def _damaged_between(db: sqlite3.Connection, table: Table, first: int, last: int) -> list[int]:
    """The damaged rows with these numbers: all at once, which is three times as fast as one by one,
    unless that fails: SQLite cannot pass text that is not UTF-8 to a function."""
    try:
        rows = db.execute(
            f"SELECT number FROM {table.name} WHERE number BETWEEN ? AND ? "
            f"AND checksum IS NOT row_checksum({table.columns})",
            (first, last),
        ).fetchall()
    except sqlite3.OperationalError as error:
        if error.sqlite_errorname != "SQLITE_ERROR":
            raise
        if first == last:
            return [first]
        middle = (first + last) // 2
        return [
            *_damaged_between(db, table, first, middle),
            *_damaged_between(db, table, middle + 1, last),
        ]
    return [number for (number,) in rows]


def count_damaged(path: Path, on_rows: OnRows = ignore) -> int:
    """The number of damaged rows in a history. Raises sqlite3.Error."""
    with closing(connect_to_read(path)) as db:
        return sum(len(damaged_rows(db, table, on_rows)) for table in TABLES)


def _parts(db: sqlite3.Connection, table: Table) -> Iterator[tuple[int, int]]:
    """The first and last number of each group of `AT_ONCE` rows; numbers may have gaps."""
    (first,) = db.execute(f"SELECT min(number) FROM {table.name}").fetchone()
    while first is not None:
        (after,) = db.execute(
            f"SELECT number FROM {table.name} WHERE number >= ? LIMIT 1 OFFSET {AT_ONCE}", (first,)
        ).fetchone() or (None,)
        yield first, _LAST if after is None else after - 1
        first = after
