"""Histories for the tests of backups and recovery, and ways to damage them."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from quiz.history.events import Event, Placement, Rerate, Undo
from quiz.history.rating import Rating
from quiz.moment import Moment
from quiz.storage.log import log_schema
from quiz.storage.log.store import FILE_NAME, Store
from quiz.storage.log.tables import TABLES
from tests.factories import EVENING, answer, number_id

PAGE = 4096


def event(number: int) -> Event:
    """A single event: an answer, a change to one, or a memory from elsewhere."""
    moment = Moment(EVENING + number * 1000, 60)
    if number % 7 == 1:
        return Undo(number_id(number), "ada", moment, number_id(number - 1))
    if number % 11 == 2:
        return Rerate(number_id(number), "bob", moment, number_id(number - 1), Rating.EASY)
    if number % 13 == 3:
        return Placement(number_id(number), "ada", moment, "c1", 3.0, 5.5, 4, 20_000, 7, number)
    # Some responses are so long that SQLite keeps them on separate pages.
    response = "long " * (20 * number) if number % 50 == 1 else f"réponse {number}"
    return answer(
        id=number, moment=moment, player="ada" if number % 3 else "bob", response=response
    )


def write_history(home: Path, first: int, last: int) -> Path:
    """Append events `first` to `last` - 1, and close the file like a game."""
    store = Store.open(home)
    for start in range(first, last, 100):
        store.append(*(event(number) for number in range(start, min(start + 100, last))))
    store.close()
    return home / FILE_NAME


def ids(path: Path) -> set[str]:
    """The ids of all events in an intact file."""
    connection = sqlite3.connect(path)
    try:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        every = " UNION ALL ".join(f"SELECT id FROM {table.name}" for table in TABLES)
        rows = connection.execute(every)
        return {key for (key,) in rows}
    finally:
        connection.close()


def execute(path: Path, statement: str) -> None:
    """Change a file by SQL, without the game's knowledge."""
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute(statement)


def history_of_format(home: Path, version: int) -> Path:
    """An empty history in an older format."""
    path = home / FILE_NAME
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        for steps in log_schema.MIGRATIONS[:version]:
            for step in steps:
                assert isinstance(step, str)
                db.execute(step)
        db.execute(f"PRAGMA application_id = {log_schema.APPLICATION_ID}")
        db.execute(f"PRAGMA user_version = {version}")
    return path


def overwrite(path: Path, start: int, data: bytes) -> None:
    """Overwrite part of a file."""
    with path.open("rb+") as file:
        file.seek(start)
        file.write(data)


def break_tree(path: Path) -> None:
    """Destroy the root page of the table of answers, which every check notices."""
    connection = sqlite3.connect(path)
    row = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'answers'")
    root = int(row.fetchone()[0])
    connection.close()
    overwrite(path, (root - 1) * PAGE, b"\xff" * PAGE)
