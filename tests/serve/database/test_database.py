"""Transactions and notices, on SQLite and on PostgreSQL."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from quiz.errors import QuizError
from quiz.serve.database import database as module
from quiz.serve.database.database import Database
from quiz.serve.database.faults import DatabaseError
from quiz.serve.database.notices import notify
from tests.at_once import at_once
from tests.patience import PATIENCE
from tests.postgresql import Server


@pytest.fixture
def opened() -> Iterator[Callable[[str], Database]]:
    """Opens databases, and closes them after the test."""
    databases: list[Database] = []

    def open_one(address: str) -> Database:
        databases.append(Database(address))
        return databases[-1]

    yield open_one
    for database in databases:
        database.close()


@pytest.fixture
def database(address: str, opened: Callable[[str], Database]) -> Database:
    made = opened(address)
    with made.begin() as connection:
        connection.execute(text("CREATE TABLE word (name TEXT PRIMARY KEY)"))
    return made


def add(database: Database, name: str) -> None:
    with database.begin() as connection:
        connection.execute(text("INSERT INTO word VALUES (:name)"), {"name": name})


def names(database: Database) -> list[str]:
    with database.read() as connection:
        return list(connection.execute(text("SELECT name FROM word ORDER BY name")).scalars())


@pytest.mark.parametrize("instead", ["nothing", "a copy"])
def test_nothing_is_written_to_a_file_that_was_replaced(tmp_path: Path, instead: str) -> None:
    path, aside = tmp_path / "server.db", tmp_path / "aside.db"
    database = Database(path)
    with database.begin() as connection:
        connection.execute(text("CREATE TABLE word (name TEXT PRIMARY KEY)"))
    add(database, "one")
    path.rename(aside)
    if instead == "a copy":
        path.write_bytes(aside.read_bytes())
    with pytest.raises(DatabaseError, match="moved or replaced"):
        add(database, "two")
    with pytest.raises(DatabaseError, match="moved or replaced"):
        names(database)
    assert path.exists() is (instead == "a copy")
    # It is there again.
    aside.replace(path)
    add(database, "three")
    assert names(database) == ["one", "three"]

    def lose() -> None:
        with database.begin() as connection:
            connection.execute(text("INSERT INTO word VALUES ('four')"))
            path.rename(aside)

    with pytest.raises(DatabaseError, match="moved or replaced"):
        lose()
    aside.rename(path)
    assert names(database) == ["one", "three"]
    database.close()


def test_a_transaction_is_whole_or_nothing(database: Database) -> None:
    add(database, "one")

    def fail() -> None:
        with database.begin() as connection:
            connection.execute(text("INSERT INTO word VALUES ('two')"))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert names(database) == ["one"]


def test_writers_at_the_same_time_lose_nothing(database: Database) -> None:
    with database.begin() as connection:
        connection.execute(text("CREATE TABLE tally (sum INTEGER)"))
        connection.execute(text("INSERT INTO tally VALUES (0)"))

    def count() -> None:
        for _ in range(20):
            with database.begin() as connection:
                connection.execute(text("UPDATE tally SET sum = sum + 1"))

    at_once(8, count)
    with database.read() as connection:
        assert connection.execute(text("SELECT sum FROM tally")).scalar_one() == 160


def test_readers_do_not_wait_for_a_writer(database: Database) -> None:
    with database.begin() as connection:
        connection.execute(text("INSERT INTO word VALUES ('open')"))
        assert names(database) == []
    assert names(database) == ["open"]


def test_a_reader_cannot_write_on_postgresql(postgresql: Server) -> None:
    database = Database(postgresql.new_database())
    with pytest.raises(DatabaseError), database.read() as connection:
        connection.execute(text("CREATE TABLE word (name TEXT)"))
    database.close()


def test_notices_come_after_the_commit_to_those_who_listen(
    address: str, opened: Callable[[str], Database]
) -> None:
    database = opened(address)
    heard: list[str] = []
    arrived = threading.Condition()

    def hear(said: str) -> None:
        with arrived:
            heard.append(said)
            arrived.notify_all()

    stop = database.listen("game 1", hear)
    database.listen("game 2", lambda said: heard.append("wrong" if said else ""))
    if not database.is_sqlite:
        with arrived:
            # Told once that the connection stands.
            assert arrived.wait_for(lambda: "" in heard, PATIENCE)

    def fail() -> None:
        with database.begin() as connection:
            notify(connection, "game 1", "rolled back")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    with database.begin() as connection:
        notify(connection, "game 1", "it's “new” 🎉")
        assert "it's “new” 🎉" not in heard
    with arrived:
        assert arrived.wait_for(lambda: "it's “new” 🎉" in heard, PATIENCE)
    assert "rolled back" not in heard
    assert "wrong" not in heard
    stop()
    stop()
    with database.begin() as connection:
        notify(connection, "game 1", "after")
    assert "after" not in heard


def test_notices_reach_other_servers_and_go_on_after_a_restart(
    postgresql: Server, opened: Callable[[str], Database]
) -> None:
    address = postgresql.new_database()
    here, there = opened(address), opened(address)
    heard: list[str] = []
    arrived = threading.Condition()

    def hear(said: str) -> None:
        with arrived:
            heard.append(said)
            arrived.notify_all()

    there.listen("game", hear)
    with arrived:
        assert arrived.wait_for(lambda: heard == [""], PATIENCE)
    postgresql.stop()
    postgresql.start()
    with arrived:
        assert arrived.wait_for(lambda: len(heard) == 2, PATIENCE)
    with here.begin() as connection:
        notify(connection, "game", "back")
    with arrived:
        assert arrived.wait_for(lambda: heard[-1] == "back", PATIENCE)


def test_a_long_notice_is_refused(database: Database) -> None:
    with pytest.raises(ValueError, match="hint"), database.begin() as connection:
        notify(connection, "game", "x" * 10_000)


def test_a_server_that_stops_is_told_and_found_again(
    postgresql: Server, opened: Callable[[str], Database]
) -> None:
    database = opened(postgresql.new_database())
    with database.begin() as connection:
        connection.execute(text("CREATE TABLE word (name TEXT PRIMARY KEY)"))
    add(database, "before")
    postgresql.stop()
    try:
        with pytest.raises(DatabaseError, match="does not answer"):
            add(database, "lost")
        with pytest.raises(DatabaseError, match="does not answer") as told:
            names(database)
        # A stranger in a browser may read this.
        assert str(postgresql.folder) not in str(told.value)
        with pytest.raises(DatabaseError, match="does not answer"):
            Database(database.url.render_as_string())
    finally:
        postgresql.start()
    add(database, "after")
    assert names(database) == ["after", "before"]


def test_a_server_killed_in_the_middle_keeps_nothing_of_the_transaction(
    postgresql: Server, opened: Callable[[str], Database]
) -> None:
    database = opened(postgresql.new_database())
    with database.begin() as connection:
        connection.execute(text("CREATE TABLE word (name TEXT PRIMARY KEY)"))
    add(database, "before")

    def interrupted() -> None:
        with database.begin() as connection:
            connection.execute(text("INSERT INTO word VALUES ('during')"))
            postgresql.stop()
            postgresql.start()
            connection.execute(text("INSERT INTO word VALUES ('more')"))

    with pytest.raises(DatabaseError, match="does not answer"):
        interrupted()
    assert names(database) == ["before"]


def test_a_full_disk_is_told_and_loses_nothing(tmp_path: Path) -> None:
    database = Database(tmp_path / "server.db")
    with database.begin() as connection:
        connection.execute(text("CREATE TABLE word (name TEXT PRIMARY KEY)"))
    add(database, "before")

    def fill() -> None:
        with database.begin() as connection:
            connection.execute(text("PRAGMA max_page_count = 1"))
            for number in range(10_000):
                name = {"name": f"{number} " * 100}
                connection.execute(text("INSERT INTO word VALUES (:name)"), name)

    with pytest.raises(DatabaseError, match="disk is full"):
        fill()
    assert names(database) == ["before"]
    database.close()


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("mysql://root@localhost/quiz", "expected postgresql"),
        ("nonsense://", "expected postgresql"),
        ("postgresql://host:port:x/y", "not understood"),
    ],
)
def test_a_wrong_address_is_told(address: str, said: str) -> None:
    with pytest.raises(QuizError, match=said):
        Database(address)


def test_a_missing_database_is_told_without_the_password(postgresql: Server) -> None:
    address = postgresql.new_database().replace("quiz@", "quiz:secret@").replace("@/", "@/no-")
    with pytest.raises(DatabaseError, match=r"refuses .*does not exist") as told:
        Database(address)
    assert "secret" not in str(told.value)
    assert "timeout" not in str(told.value)


def test_a_file_that_is_no_database_is_told(tmp_path: Path) -> None:
    path = tmp_path / "server.db"
    path.write_text("not a database, but text that is longer than a header" * 100)
    with pytest.raises(DatabaseError, match=r"server\.db"):
        Database(path)


def test_waits_are_bounded(monkeypatch: pytest.MonkeyPatch, postgresql: Server) -> None:
    monkeypatch.setattr(module, "MOST_CONNECTIONS", 1)
    monkeypatch.setattr(module, "BUSY_SECONDS", 0.01)
    database = Database(postgresql.new_database())
    with database.begin(), pytest.raises(DatabaseError, match="too much"), database.begin():
        pass
    database.close()
