"""Reads rows from an untrusted SQLite database.

See "Defense Against The Dark Arts", https://www.sqlite.org/security.html.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

from quiz.formats.interchange import InterchangeError

_LONGEST_VALUE = 32 * 2**20
_STEPS = 10_000
_FEWEST_STEPS = 100_000_000
_STEPS_PER_BYTE = 100
_ALLOWED = (sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ)
_TOO_BIG = 2**63
_TEXTS = frozenset([str, bytes])
_INTEGERS = {int}
_FAULTS = (sqlite3.Error, UnicodeError, OverflowError, MemoryError)
"""Errors raised by a damaged database; Unicode errors if its names are not UTF-8."""


class DamagedRowError(Exception):
    """A value in a row has an impossible type."""


class Database:
    """The tables of a database, read-only. Open it with `open_database`."""

    def __init__(self, connection: sqlite3.Connection, size: int) -> None:
        self._connection = connection
        # In a malicious database, rows may share storage; honest ones have no more text than this.
        self._budget = 4 * size + 2**20
        listed = connection.execute("SELECT name, type, sql FROM sqlite_master").fetchall()
        self.tables = {
            name
            for name, kind, sql in listed
            if kind == "table" and not str(sql).upper().lstrip().startswith("CREATE VIRTUAL")
        }

    def rows(self, table: str, columns: str) -> Iterator[Sequence[Any]]:
        """The rows of a table, in any order.

        Raises InterchangeError if there is no such table (views do not count) or column, or if the
        database is damaged or has more text than its size allows.
        """
        if table not in self.tables:
            raise InterchangeError(f"not an Anki collection: it has no table {table}")
        try:
            for row in self._connection.execute(f"SELECT {columns} FROM {table}"):
                for value in row:
                    if type(value) in _TEXTS:
                        self._budget -= len(value)
                if self._budget < 0:
                    raise InterchangeError(f"the table {table} has more text than its size allows")
                yield row
        except _FAULTS as error:
            raise _damaged(error) from error


@contextmanager
def open_database(path: Path) -> Iterator[Database]:
    """Open a database file for reading, after checking it. Raises InterchangeError."""
    size = path.stat().st_size
    try:
        address = f"file:{quote(str(path))}?mode=ro&immutable=1"
        with closing(sqlite3.connect(address, uri=True, isolation_level=None)) as connection:
            _guard(connection, size)
            fault = connection.execute("PRAGMA quick_check(1)").fetchone()
            if fault is None or fault[0] != "ok":
                raise InterchangeError(f"the collection is damaged ({_first_line(fault)})")
            connection.set_authorizer(_authorize)
            database = Database(connection, size)
            yield database
    except _FAULTS as error:
        raise _damaged(error) from error


def whole(value: Any) -> int:
    """A value as an integer; NULL is 0. Raises DamagedRowError."""
    if type(value) is int and value > -_TOO_BIG:
        return value
    if value is None:
        return 0
    try:
        number = int(value)
    except (TypeError, ValueError, OverflowError) as error:
        raise DamagedRowError from error
    if isinstance(value, bytes) or abs(number) >= _TOO_BIG:
        raise DamagedRowError
    return number


def wholes(values: Sequence[Any]) -> Sequence[int]:
    """Values as integers, see `whole`; most rows have nothing else."""
    if {*map(type, values)} == _INTEGERS and min(values) > -_TOO_BIG:
        return values
    return [*map(whole, values)]


def text(value: Any) -> str:
    """A value as text; NULL is "", and bytes are decoded as UTF-8."""
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return "" if value is None else str(value)


def _guard(connection: sqlite3.Connection, size: int) -> None:
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST_VALUE)
    connection.setlimit(sqlite3.SQLITE_LIMIT_SQL_LENGTH, 100_000)
    connection.setlimit(sqlite3.SQLITE_LIMIT_COLUMN, 100)
    connection.setlimit(sqlite3.SQLITE_LIMIT_EXPR_DEPTH, 20)
    connection.setlimit(sqlite3.SQLITE_LIMIT_COMPOUND_SELECT, 3)
    connection.setlimit(sqlite3.SQLITE_LIMIT_FUNCTION_ARG, 8)
    connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
    connection.setlimit(sqlite3.SQLITE_LIMIT_TRIGGER_DEPTH, 1)
    left = (_FEWEST_STEPS + size * _STEPS_PER_BYTE) // _STEPS

    def is_enough() -> bool:
        nonlocal left
        left -= 1
        return left < 0

    connection.set_progress_handler(is_enough, _STEPS)
    connection.text_factory = lambda data: data.decode("utf-8", "replace")
    connection.create_collation("unicase", _compare)
    for pragma in ("trusted_schema=OFF", "cell_size_check=ON", "query_only=ON", "mmap_size=0"):
        connection.execute(f"PRAGMA {pragma}")


def _authorize(action: int, *_: str | None) -> int:
    return sqlite3.SQLITE_OK if action in _ALLOWED else sqlite3.SQLITE_DENY


def _compare(one: str, other: str) -> int:
    one, other = one.casefold(), other.casefold()
    return (one > other) - (one < other)


def _damaged(error: BaseException) -> InterchangeError:
    return InterchangeError(f"the collection is damaged or not from Anki ({_first_line(error)})")


def _first_line(error: object) -> str:
    shown = error[0] if isinstance(error, tuple) and error else error
    lines = [line for line in str(shown).splitlines() if line and not line.startswith("***")]
    return (lines or ["no reason given"])[0][:200]
