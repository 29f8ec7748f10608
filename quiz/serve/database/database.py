"""The database of the server: one file of SQLite, or PostgreSQL for any number of servers."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event

from quiz.files import make_folder
from quiz.serve.database.address import url_of
from quiz.serve.database.faults import GONE, UPGRADED, DatabaseError, explained
from quiz.serve.database.migrations import bring_up_to_date, version_of
from quiz.serve.database.notices import PENDING, Listener, Notice, PostgresListener

BUSY_SECONDS = 30
LOOK_SECONDS = 1.0
"""How long this process may write after a newer one has changed the tables."""
MOST_CONNECTIONS = 8
"""Of one process to PostgreSQL, which by default has a hundred for all."""


class Database:
    """Runs transactions. A database that was away is found again by itself.

    address: see `url_of`. backups: the folder for the copy that is made before a migration; None
    for the one beside the file, or in the current folder. Raises QuizError if it cannot be opened.
    """

    def __init__(self, address: str | Path, backups: Path | None = None) -> None:
        self.url = url_of(address)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        file = Path(self.url.database or "")
        if self.is_sqlite:
            make_folder(file.parent)
        self._engine = _engine_of(self)
        # SQLite has one writer at a time: those who wait here go on at once, while those who wait
        # in SQLite look only now and then.
        self._writer = threading.Lock() if self.is_sqlite else nullcontext()
        self._listener = Listener() if self.is_sqlite else PostgresListener(self.url)
        folder = backups or (file.parent / "backups" if self.is_sqlite else Path("backups"))
        try:
            with explained(self.url, opening=True), self._engine.connect() as connection:
                bring_up_to_date(connection, folder)
                self._version = version_of(connection)
        except BaseException:
            self.close()
            raise
        self._file = file if self.is_sqlite and file.exists() else None
        self._identity = _identity(self._file)
        self._looked = time.monotonic()

    def _check_place(self) -> None:
        """Raise DatabaseError if the file was moved, deleted or replaced: what was written to the
        open one would be lost."""
        if self._file is not None and _identity(self._file) != self._identity:
            raise DatabaseError(GONE)

    def _check_version(self, connection: Connection) -> None:
        """Raise DatabaseError if a newer process has changed the tables, which this one would
        write to by old rules."""
        now = time.monotonic()
        if now - self._looked >= LOOK_SECONDS:
            if version_of(connection) != self._version:
                raise DatabaseError(UPGRADED)
            self._looked = now

    @contextmanager
    def begin(self) -> Iterator[Connection]:
        """One transaction: everything in the block is durable after it, or nothing happened. It
        must not begin another one.

        Raises DatabaseError if the database is away or its disk is full, and IntegrityError for a
        row that is there already.
        """
        notices: list[Notice] = []
        self._check_place()
        with self._writer, explained(self.url), self._engine.connect() as connection:
            connection.execution_options(**{PENDING: notices})
            with connection.begin():
                self._check_version(connection)
                yield connection
                self._check_place()
        self._listener.deliver(notices)

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """One transaction that only reads, beside any number of others. Raises DatabaseError."""
        self._check_place()
        with explained(self.url), self._engine.connect() as connection:
            yield connection.execution_options(
                **({"quiz_reads": True} if self.is_sqlite else {"postgresql_readonly": True})
            )

    def listen(self, topic: str, callback: Callable[[str], None]) -> Callable[[], None]:
        """Have `callback` called, in a thread of its own, with the text of each notice of a topic;
        with "" if some may have been missed. Returns what stops that."""
        return self._listener.listen(topic, callback)

    def close(self) -> None:
        """Let go of all connections."""
        self._listener.close()
        self._engine.dispose()


def _identity(file: Path | None) -> tuple[int, int] | None:
    """Tells a file from one that takes its place; None if it is not there."""
    with suppress(OSError):
        if file is not None:
            found = file.stat()
            return found.st_dev, found.st_ino
    return None


def _engine_of(database: Database) -> Engine:
    if not database.is_sqlite:
        return create_engine(
            database.url,
            pool_pre_ping=True,
            pool_size=MOST_CONNECTIONS,
            max_overflow=0,
            pool_timeout=BUSY_SECONDS,
        )
    engine = create_engine(
        database.url, connect_args={"timeout": BUSY_SECONDS}, pool_size=MOST_CONNECTIONS
    )
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(raw: Any, _: object) -> None:
    # Otherwise Python's driver begins transactions itself, and too late.
    raw.isolation_level = None
    _write_ahead(raw)
    for pragma in ("synchronous = FULL", "foreign_keys = ON"):
        raw.execute(f"PRAGMA {pragma}")


def _write_ahead(raw: Any) -> None:
    """Set the journal of a file. If another connection does so, too, SQLite fails at once, however
    long it may wait for a writer."""
    until = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            raw.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() >= until:
                raise
            time.sleep(0.01)


def _begin_sqlite(connection: Connection) -> None:
    reads = connection.get_execution_options().get("quiz_reads")
    # A transaction that first reads and then writes would fail if another wrote meanwhile.
    connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")
