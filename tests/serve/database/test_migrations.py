"""New tables, older ones, newer ones, and several servers that start at once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import (
    Column,
    Connection,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    inspect,
    text,
)
from sqlalchemy.exc import DBAPIError

from quiz.errors import QuizError
from quiz.serve.database import database as module
from quiz.serve.database.database import Database
from quiz.serve.database.dump import dump, load
from quiz.serve.database.faults import DatabaseError
from quiz.serve.database.migrations import MIGRATIONS, Step, bring_up_to_date
from quiz.serve.database.tables import METADATA
from tests.at_once import at_once

OLD, NEW = MetaData(), MetaData()
Table("word", OLD, Column("name", Text, primary_key=True), Column("sound", LargeBinary))
Table(
    "word",
    NEW,
    Column("name", Text, primary_key=True),
    Column("sound", LargeBinary),
    Column("length", Integer, nullable=False),
)
STEPS: tuple[tuple[Step, ...], ...] = (
    ("ALTER TABLE word ADD COLUMN length INTEGER NOT NULL DEFAULT 0",),
    ("UPDATE word SET length = length(name)",),
)
SOUND = bytes(range(256))


@pytest.fixture
def use(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Makes the program another version of itself."""

    def make(steps: tuple[tuple[Step, ...], ...], metadata: MetaData) -> None:
        def other(connection: Connection, backups: Path) -> None:
            bring_up_to_date(connection, backups, steps, metadata)

        monkeypatch.setattr(module, "bring_up_to_date", other)

    return make


@pytest.fixture
def old(address: str, use: Callable[..., None]) -> str:
    """The address of a database that an older version made."""
    use((), OLD)
    database = Database(address)
    with database.begin() as connection:
        statement = text("INSERT INTO word VALUES ('apple', :sound), ('pear', NULL)")
        connection.execute(statement, {"sound": SOUND})
    database.close()
    return address


def rows(database: Database) -> list[tuple[object, ...]]:
    with database.read() as connection:
        return [tuple(row) for row in connection.execute(text("SELECT * FROM word ORDER BY name"))]


def test_an_older_database_is_copied_and_migrated(
    old: str, use: Callable[..., None], tmp_path: Path, new_address: Callable[[str], str]
) -> None:
    use(STEPS, NEW)
    database = Database(old, tmp_path / "copies")
    assert rows(database) == [("apple", SOUND, 5), ("pear", None, 4)]
    database.close()
    (copy,) = (tmp_path / "copies").iterdir()
    assert copy.name.endswith("before-format-2.jsonl.gz")
    # The older version can take its copy back, into either kind of database.
    use((), OLD)
    for kind in ("sqlite", "postgresql") if "://" in old else ("sqlite",):
        again = Database(new_address(kind))
        with again.begin() as connection:
            assert load(connection, copy) == 3
        assert rows(again) == [("apple", SOUND), ("pear", None)]
        again.close()


def test_a_migration_that_fails_changes_nothing(
    old: str, use: Callable[..., None], tmp_path: Path
) -> None:
    use((*STEPS[:1], ("UPDATE nothing SET x = 1",)), NEW)
    with pytest.raises((QuizError, DBAPIError)):
        Database(old, tmp_path / "copies")
    use((), OLD)
    database = Database(old)
    assert rows(database) == [("apple", SOUND), ("pear", None)]
    database.close()


def test_a_newer_database_is_refused(old: str, use: Callable[..., None], tmp_path: Path) -> None:
    use(STEPS, NEW)
    Database(old, tmp_path).close()
    use((), OLD)
    with pytest.raises(QuizError, match="newer version"):
        Database(old)


def test_a_server_writes_no_more_once_a_newer_one_has_migrated(
    old: str, use: Callable[..., None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "LOOK_SECONDS", 0.0)
    running = Database(old)
    with running.begin() as connection:
        connection.execute(text("INSERT INTO word VALUES ('plum', NULL)"))
    use(STEPS, NEW)
    newer = Database(old, tmp_path / "copies")
    with pytest.raises(DatabaseError, match="newer version of quiz"), running.begin():
        pytest.fail("it still writes")
    with newer.begin() as connection:
        connection.execute(text("INSERT INTO word VALUES ('pea', NULL, 3)"))
    assert [row[0] for row in rows(newer)] == ["apple", "pea", "pear", "plum"]
    running.close()
    newer.close()


def test_servers_that_start_at_once_migrate_once(
    old: str, use: Callable[..., None], tmp_path: Path
) -> None:
    use(STEPS, NEW)
    at_once(4, lambda: Database(old, tmp_path / "copies").close())
    assert len(list((tmp_path / "copies").iterdir())) == 1


def test_servers_that_start_at_once_make_the_tables_once(address: str) -> None:
    at_once(4, lambda: Database(address).close())


def test_a_damaged_copy_is_refused_whole(
    old: str, tmp_path: Path, new_address: Callable[[str], str]
) -> None:
    database = Database(old)
    copy = tmp_path / "copy.gz"
    with database.read() as connection:
        dump(connection, copy)
    with pytest.raises(QuizError, match="empty database"), database.begin() as connection:
        load(connection, copy)
    database.close()
    whole = copy.read_bytes()
    other = Database(new_address("sqlite"))
    for damaged in (whole[:-20], b"", b"text", whole[:40] + b"xx" + whole[42:]):
        copy.write_bytes(damaged)
        with pytest.raises(QuizError, match=r"copy\.gz"), other.begin() as connection:
            load(connection, copy)
    assert rows(other) == []
    other.close()


ADDED = ("removed_member", "round_state")
"""The tables that version 1 did not have; the others are as they were."""


def declared(database: Database) -> dict[str, tuple[object, ...]]:
    """The tables with their columns, keys and indexes."""
    with database.read() as connection:
        found = inspect(connection)
        return {
            name: (
                [str((c["name"], c["type"], c["nullable"])) for c in found.get_columns(name)],
                found.get_pk_constraint(name),
                sorted(map(str, found.get_foreign_keys(name))),
                sorted(map(str, found.get_indexes(name))),
            )
            for name in found.get_table_names()
        }


def test_both_ways_to_the_newest_version_lead_to_the_same_tables(
    address: str, use: Callable[..., None], tmp_path: Path, new_address: Callable[[str], str]
) -> None:
    first = MetaData(naming_convention=METADATA.naming_convention)
    for table in METADATA.sorted_tables:
        if table.name not in ADDED:
            table.to_metadata(first)
    use((), first)
    Database(address).close()
    use(MIGRATIONS, METADATA)
    migrated = Database(address, tmp_path)
    fresh = Database(new_address("postgresql" if "://" in address else "sqlite"))
    assert declared(migrated) == declared(fresh)
    assert set(declared(fresh)) == {*METADATA.tables, "schema_version"}
    migrated.close()
    fresh.close()
