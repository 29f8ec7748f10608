"""Finds damaged rows in the log by their checksums."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Iterator
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


def has_checksums(db: sqlite3.Connection, schema: str = "main") -> bool:
    """Whether the file is of a version with checksums."""
    columns = db.execute(f"PRAGMA {schema}.table_info({TABLES[0].name})")
    return any(name == "checksum" for _, name, *_ in columns)


def damaged_rows(db: sqlite3.Connection, table: Table, on_rows: OnRows = ignore) -> list[int]:
    """The numbers of the damaged rows. Raises sqlite3.Error."""
    db.create_function("row_checksum", -1, checksum, deterministic=True)
    found: list[int] = []

    def look(first: int, last: int) -> None:
        rows = db.execute(
            f"SELECT number FROM {table.name} WHERE number BETWEEN ? AND ? "
            f"AND checksum IS NOT row_checksum({table.columns})",
            (first, last),
        )
        found.extend([number for (number,) in rows])

    _on_all(db, table, look, found.append, on_rows)
    return found


def all_damaged(db: sqlite3.Connection, on_rows: OnRows = ignore) -> list[tuple[str, int]]:
    """The tables and numbers of all damaged rows; none for an older version without checksums.
    Raises sqlite3.Error."""
    tables = TABLES if has_checksums(db) else ()
    return [(table.name, n) for table in tables for n in damaged_rows(db, table, on_rows)]


def count_damaged(path: Path, on_rows: OnRows = ignore) -> int:
    """The number of damaged rows in a history. Raises sqlite3.Error."""
    with closing(connect_to_read(path)) as db:
        return len(all_damaged(db, on_rows))


def give_checksums(
    db: sqlite3.Connection, but: Collection[tuple[str, int]] = (), on_rows: OnRows = ignore
) -> None:
    """Set the checksum of every row that holds a valid event; invalid rows get none.

    For rows written by another version or rewritten by a migration. but: tables and numbers of
    rows that were damaged before, and stay so.
    """
    for table in TABLES:
        damaged = [number for name, number in but if name == table.name]
        _give_to_table(db, table, damaged, on_rows)


def _give_to_table(
    db: sqlite3.Connection, table: Table, but: Collection[int], on_rows: OnRows
) -> None:
    def of_event(*values: object) -> int | None:
        return None if table.read(values) is None else checksum(*values)

    def give(first: int, last: int) -> None:
        left_out = ", ".join(str(number) for number in but if first <= number <= last)
        db.execute(
            f"UPDATE {table.name} SET checksum = event_checksum({table.columns}) "
            f"WHERE number BETWEEN ? AND ? AND number NOT IN ({left_out})",
            (first, last),
        )

    db.create_function("event_checksum", -1, of_event, deterministic=True)
    _on_all(db, table, give, lambda number: None, on_rows)


def _on_all(
    db: sqlite3.Connection,
    table: Table,
    work: Callable[[int, int], None],
    give_up: Callable[[int], None],
    on_rows: OnRows,
) -> None:
    # On no rows, it fails only if a column is missing; then splitting would never end.
    work(1, 0)
    for first, last in _parts(db, table):
        _each(first, last, work, give_up)
        on_rows(AT_ONCE)


def _each(
    first: int, last: int, work: Callable[[int, int], None], give_up: Callable[[int], None]
) -> None:
    """Work on all rows with these numbers at once, which is three times as fast as one by one. If
    that fails, split them and give up on single rows: SQLite cannot pass text that is not UTF-8 to
    a function."""
    try:
        work(first, last)
    except sqlite3.OperationalError as error:
        if error.sqlite_errorname != "SQLITE_ERROR":
            raise
        if first == last:
            give_up(first)
            return
        middle = (first + last) // 2
        _each(first, middle, work, give_up)
        _each(middle + 1, last, work, give_up)


def _parts(db: sqlite3.Connection, table: Table) -> Iterator[tuple[int, int]]:
    """The first and last number of each group of `AT_ONCE` rows; numbers may have gaps."""
    (first,) = db.execute(f"SELECT min(number) FROM {table.name}").fetchone()
    while first is not None:
        (after,) = db.execute(
            f"SELECT number FROM {table.name} WHERE number >= ? LIMIT 1 OFFSET {AT_ONCE}", (first,)
        ).fetchone() or (None,)
        yield first, _LAST if after is None else after - 1
        first = after
