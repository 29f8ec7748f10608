"""The index file; created again if it is missing, damaged or of another version."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from quiz.files import forget_file
from quiz.storage.index.index_schema import TABLES, TAKE_TALLIES, VERSION
from quiz.storage.log.connect import carry_over, connect, files_of, transaction
from quiz.storage.log.store_errors import StoreError, code_of, is_damage

FILE_NAME = "index.db"
APPLICATION_ID = 0x51494458  # "QIDX"
BUSY_SECONDS = 30.0
CHECKPOINT_PAGES = 250
"""As in `quiz.storage.log.opening`: an answer changes some seventeen pages."""


class IndexUnavailableError(StoreError):
    """The index cannot be read or written. No data is lost."""


class Index:
    """A connection to the index; a bad file is replaced with a new one."""

    def __init__(self, path: Path) -> None:
        """Open the index at `path`; IndexUnavailableError if not even a new one can be written."""
        self.path = path
        self.db = self._open()

    def _open(self) -> sqlite3.Connection:
        try:
            return _connected(self.path)
        except sqlite3.DatabaseError:
            discard(self.path)
        try:
            return _connected(self.path)
        except sqlite3.Error as error:
            raise IndexUnavailableError(
                f"{self.path} cannot be written ({error}); make its folder writable, or set "
                "QUIZ_HOME elsewhere"
            ) from error

    def close(self) -> None:
        """Close the file."""
        self.db.close()

    def carry_over(self) -> None:
        """See `quiz.storage.log.store.Store.carry_over`."""
        carry_over(self.db)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Commit all changes made within, or none. May be nested."""
        if self.db.in_transaction:
            yield
            return
        with self._explaining(), transaction(self.db):
            yield
            for step in TAKE_TALLIES:
                self.db.execute(step)

    def run(self, sql: str, values: Sequence[Any] = ()) -> None:
        """Run a statement that changes data."""
        with self._explaining():
            self.db.execute(sql, values)

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """All rows of a query."""
        with self._explaining():
            return self.db.execute(sql, values).fetchall()

    def column(self, sql: str, values: Sequence[Any] = ()) -> list[Any]:
        """The first column of all rows of a query."""
        return [row[0] for row in self.rows(sql, values)]

    def stream(self, sql: str, values: Sequence[Any] = ()) -> Iterator[tuple[Any, ...]]:
        """The rows of a query, read lazily."""
        with self._explaining():
            yield from self.db.execute(sql, values)

    def row(self, sql: str, values: Sequence[Any] = ()) -> tuple[Any, ...] | None:
        """The first row of a query; None if there is none."""
        with self._explaining():
            found: tuple[Any, ...] | None = self.db.execute(sql, values).fetchone()
            return found

    def value(self, sql: str, values: Sequence[Any] = ()) -> Any:
        """The first column of the first row; None if there is none."""
        row = self.row(sql, values)
        return None if row is None else row[0]

    def many(self, sql: str, values: Iterable[Sequence[Any]]) -> None:
        """Run a statement once for each of these values."""
        with self._explaining():
            self.db.executemany(sql, values)

    def forget(self, player: str) -> None:
        """Delete what was folded of the player with this id."""
        with self.transaction():
            for table in ("states", "days", "shares", "rounds", "tallies"):
                self.run(
                    f"DELETE FROM {table} "
                    "WHERE player = (SELECT number FROM players WHERE name = ?)",
                    (player,),
                )
            self.run("DELETE FROM players WHERE name = ?", (player,))

    @contextmanager
    def _explaining(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            # Python's own error, for text that is not UTF-8.
            unreadable = type(error) is sqlite3.OperationalError and not code_of(error)
            if is_damage(error) or unreadable:
                discard(self.path)
                raise IndexUnavailableError(
                    f"{self.path} was damaged and has been deleted. Start again to rebuild it; "
                    "none of your data was in it"
                ) from error
            raise IndexUnavailableError(f"{self.path}: {error}") from error


def discard(path: Path) -> None:
    """Delete an index; files that cannot be deleted are left for the next try."""
    for file in files_of(path):
        forget_file(file)


def _connected(path: Path) -> sqlite3.Connection:
    db = connect(path, BUSY_SECONDS)
    # Unlike in the log, unreadable text counts as damage: the index can be rebuilt.
    db.text_factory = str
    try:
        found = db.execute("PRAGMA application_id").fetchone()[0]
        version = db.execute("PRAGMA user_version").fetchone()[0]
        if (found, version) != (APPLICATION_ID, VERSION):
            _make(db)
        # The index is only a cache: after a crash of the machine, the last changes are redone.
        db.execute("PRAGMA synchronous = NORMAL")
        db.execute(f"PRAGMA wal_autocheckpoint = {CHECKPOINT_PAGES}")
        db.execute("CREATE TEMP TABLE left_out (deck INTEGER PRIMARY KEY)")
    except BaseException:
        db.close()
        raise
    return db


def _make(db: sqlite3.Connection) -> None:
    db.execute("PRAGMA journal_mode = WAL")
    with transaction(db):
        # Another game may have created it while this one waited for the lock.
        if db.execute("PRAGMA user_version").fetchone()[0] == VERSION:
            return
        names = db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()
        for (name,) in names:
            db.execute(f'DROP TABLE "{name}"')
        for table in TABLES:
            db.execute(table)
        db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        db.execute(f"PRAGMA user_version = {VERSION}")
