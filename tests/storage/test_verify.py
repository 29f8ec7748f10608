from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from zlib import crc32

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quiz.history.events import Answer
from quiz.storage.log import log_schema
from quiz.storage.log.backups import list_backups
from quiz.storage.log.checksum import checksum
from quiz.storage.log.connect import connect
from quiz.storage.log.migration import bring_up_to_date
from quiz.storage.log.store import Store
from quiz.storage.log.tables import ANSWERS, TABLES
from quiz.storage.log.verify import count_damaged, damaged_rows
from tests.factories import answer, number_id
from tests.storage.damage import ids, write_history
from tests.strategies import histories

NOON = datetime(2026, 3, 29, 12)
NO_UTF8 = "UPDATE answers SET response = cast(x'50ff' AS TEXT) WHERE number = 2"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return write_history(tmp_path, 1, 60)


@pytest.fixture
def db(path: Path) -> Iterator[sqlite3.Connection]:
    connection = connect(path)
    yield connection
    connection.close()


def older(path: Path) -> None:
    """Turn a history into one of the version before checksums."""
    with connect(path) as db:
        for table in TABLES:
            db.execute(f"ALTER TABLE {table.name} DROP COLUMN checksum")
        db.execute("PRAGMA user_version = 4")
    db.close()


def test_the_encoding_is_as_it_is_described() -> None:
    assert checksum("é", 1, 1.0, None) == crc32(rb"('\xe9', 1, 1.0, None)")
    assert len({checksum(value) for value in (1, 1.0, "1", b"1", None, "1.0")}) == 6


def test_checksum_covers_values_as_read() -> None:
    # The credit, a real number, is an integer here.
    *values, stored = ANSWERS.row(answer(id=number_id(1), credit=1, response="né\ud800"))
    assert (values[11], values[15]) == (1.0, "né?")
    assert stored == checksum(*values)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(histories())
def test_every_event_is_read_as_it_was_written(
    tmp_path_factory: pytest.TempPathFactory, events: list[object]
) -> None:
    store = Store.open(tmp_path_factory.mktemp("home"))
    store.append(*events)
    store.close()
    assert count_damaged(store.path) == 0


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE answers SET rating = 5 - rating WHERE number = 2",
        "UPDATE answers SET at = at + 4096 WHERE number = 2",
        "UPDATE answers SET credit = 0.5 WHERE number = 2",
        "UPDATE answers SET offset = 1000000000 WHERE number = 2",
        "UPDATE answers SET id = 'no id' WHERE number = 2",
        "UPDATE answers SET mode = 'nonsense' WHERE number = 2",
        "UPDATE answers SET player = 'adb' WHERE number = 2",
        "UPDATE answers SET response = response || char(0) WHERE number = 2",
        "UPDATE answers SET checksum = NULL WHERE number = 2",
        NO_UTF8,
    ],
)
def test_any_change_of_a_value_is_found(path: Path, db: sqlite3.Connection, change: str) -> None:
    before = {e.id for player in ("ada", "bob") for e in Store.open(path.parent).events(player)}
    (key,) = db.execute("SELECT id FROM answers WHERE number = 2").fetchone()
    db.execute(change)
    assert damaged_rows(db, ANSWERS) == [2]
    assert count_damaged(path) == 1
    store = Store.open(path.parent)
    after = {e.id for player in ("ada", "bob") for e in store.events(player)}
    assert before - after == {key}


def _id(number: int) -> str:
    return number_id(2**63 + number)


@given(st.lists(st.integers(-(2**62), 2**62), unique=True, max_size=30), st.data())
def test_numbers_may_have_gaps_of_any_width(numbers: list[int], data: st.DataObject) -> None:
    bad = data.draw(st.sets(st.sampled_from(numbers)) if numbers else st.just(set()))
    with sqlite3.connect(":memory:", isolation_level=None) as db:
        bring_up_to_date(db)
        for number in numbers:
            db.execute(ANSWERS.insert, ANSWERS.row(answer(id=_id(number))))
            db.execute(
                "UPDATE answers SET number = ? WHERE number = last_insert_rowid()", (number,)
            )
        for number in bad:
            db.execute("UPDATE answers SET ms = ms + 1 WHERE number = ?", (number,))
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("quiz.storage.log.verify.AT_ONCE", 4)
            assert damaged_rows(db, ANSWERS) == sorted(bad)
    db.close()


def test_a_history_without_checksums_gets_them_and_a_backup(path: Path) -> None:
    older(path)
    with connect(path) as db:
        db.execute("UPDATE answers SET mode = 'nonsense' WHERE number = 3")
        db.execute(NO_UTF8)
    db.close()
    told: list[tuple[str, int, int]] = []
    store = Store.open(path.parent, lambda *work: told.append(work))
    assert {e.id for player in ("ada", "bob") for e in store.events(player)} < ids(path)
    store.close()
    assert told[-1][1] == told[-1][2]
    # An invalid row does not become valid by a checksum.
    assert count_damaged(path) == 2
    (backup,) = list_backups(path.parent)
    assert backup.why == "before-format-5"
    assert ids(backup.path) == ids(path)


def test_migration_does_not_legitimise_damaged_rows(
    path: Path, db: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    db.execute("UPDATE answers SET ms = ms + 1 WHERE number = 5")
    db.execute(NO_UTF8)
    step = ("UPDATE answers SET deck = 'renamed'",)
    monkeypatch.setattr("quiz.storage.log.log_schema.MIGRATIONS", (*log_schema.MIGRATIONS, step))
    store = Store.open(path.parent)
    events = [event for player in ("ada", "bob") for event in store.events(player)]
    assert {event.deck for event in events if isinstance(event, Answer)} == {"renamed"}
    assert damaged_rows(db, ANSWERS) == [2, 5]
