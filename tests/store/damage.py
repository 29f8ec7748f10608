"""Histories for the tests of backups and recovery, and ways to damage them."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from quiz.history.events import Event, Rerate, Undo
from quiz.memory.rating import Rating
from quiz.moment import Moment
from quiz.store.store import FILE_NAME, Store
from tests.factories import EVENING, answer, number_id

PAGE = 4096


def event(number: int) -> Event:
    """An event of its own; one in seven takes an answer back, one in eleven rates one anew."""
    moment = Moment(EVENING + number * 1000, 60)
    if number % 7 == 1:
        return Undo(number_id(number), "ada", moment, number_id(number - 1))
    if number % 11 == 2:
        return Rerate(number_id(number), "bob", moment, number_id(number - 1), Rating.EASY)
    # Some responses are so long that SQLite keeps them on pages of their own.
    response = "long " * (20 * number) if number % 50 == 1 else f"réponse {number}"
    return answer(
        id=number, moment=moment, player="ada" if number % 3 else "bob", response=response
    )


def write_history(home: Path, first: int, last: int) -> Path:
    """Append events `first` to `last` - 1, and close the file as a game does."""
    store = Store.open(home)
    for start in range(first, last, 100):
        store.append(*(event(number) for number in range(start, min(start + 100, last))))
    store.close()
    return home / FILE_NAME


def ids(path: Path) -> set[str]:
    """The ids of all events in a file that is whole."""
    connection = sqlite3.connect(path)
    try:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        rows = connection.execute("SELECT id FROM answers UNION ALL SELECT id FROM changes")
        return {key for (key,) in rows}
    finally:
        connection.close()


def overwrite(path: Path, start: int, data: bytes) -> None:
    """Put other bytes into a file."""
    with path.open("rb+") as file:
        file.seek(start)
        file.write(data)
