from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quiz.decks.known_card import KnownCard
from quiz.history.effective_events import union
from quiz.storage.log import log_schema
from quiz.storage.log.store import FILE_NAME, Store, StoreError
from tests.factories import answer, names_of, number_id
from tests.storage.damage import execute, history_of_format
from tests.strategies import histories

SAYS = "0\x1fbasic\x1fprompt\x1fanswer"
ROOT = Path(__file__).parents[2]


def test_checkpointed_events_are_in_the_file(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "home")
    store.append(answer(id=1), answer(id=2))
    for folder, carried in ((tmp_path / "before", 0), (tmp_path / "after", 2)):
        folder.mkdir()
        shutil.copy(store.path, folder)
        assert len(Store.open(folder).events("ada")) == carried
        store.carry_over()
    store.close()
    store.carry_over()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(histories(), st.integers(0, 25), st.integers(0, 25))
def test_appended_events_are_read_back(
    tmp_path_factory: pytest.TempPathFactory, events: list[object], end: int, start: int
) -> None:
    one, other = events[:end], events[start:]
    store = Store.open(tmp_path_factory.mktemp("home"))
    store.append(*one)
    store.append(*other)
    assert store.events("ada") == union(one, other)
    assert store.events("nobody") == []
    assert store.newest_id() == max((e.id for e in [*one, *other]), default="")
    store.close()


def test_the_log_is_a_set(tmp_path: Path) -> None:
    store = Store.open(tmp_path)
    store.append(answer(id=number_id(1)))
    store.append(answer(id=number_id(1), response="other"))
    assert [e.response for e in store.events("ada")] == ["Astana"]


def test_settings_of_the_file(tmp_path: Path) -> None:
    store = Store.open(tmp_path)
    pragma = {
        name: store._db.execute(f"PRAGMA {name}").fetchone()[0]
        for name in ("journal_mode", "synchronous", "user_version", "application_id")
    }
    assert pragma == {
        "journal_mode": "wal",
        "synchronous": 2,
        "user_version": len(log_schema.MIGRATIONS),
        "application_id": log_schema.APPLICATION_ID,
    }
    strict = store._db.execute("PRAGMA table_list").fetchall()
    assert all(row[5] for row in strict if row[2] == "table" and not row[1].startswith("sqlite_"))


def test_texts_invalid_in_utf8_are_still_stored(tmp_path: Path) -> None:
    store = Store.open(tmp_path)
    store.append(answer(id=number_id(1), response="a\ud800b\0c"))
    assert [e.response for e in store.events("ada")] == ["a?b\0c"]


def test_two_games_see_each_others_answers(tmp_path: Path) -> None:
    one, other = Store.open(tmp_path), Store.open(tmp_path)
    assert one.events("ada") == other.events("ada") == []
    before, own = other.version(), one.version()
    one.append(answer(id=number_id(1)))
    assert other.version() != before
    assert one.version() == own
    assert [e.id for e in other.events("ada")] == [number_id(1)]
    heads = one.heads()
    other.append(answer(id=number_id(2)))
    assert one.version() != own
    with one.reading() as reader:
        assert [e.id for e in reader.events_after("ada", heads)] == [number_id(2)]
    assert {e.id for e in one.events("ada")} == {number_id(1), number_id(2)}


def test_file_in_place_of_directory_is_reported(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("")
    with pytest.raises(StoreError, match="QUIZ_HOME"):
        Store.open(tmp_path / "home")


def test_folder_in_place_of_file_is_reported(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).mkdir()
    with pytest.raises(StoreError, match="it is not a file"):
        Store.open(tmp_path)


def test_unwritable_file_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Store.open(tmp_path).close()
    connect = sqlite3.connect
    monkeypatch.setattr(
        "quiz.storage.log.store.sqlite3.connect",
        lambda path, **more: connect(f"file:{path}?mode=ro", **more),
    )
    store = Store.open(tmp_path)
    with pytest.raises(StoreError, match="make it writable"):
        store.append(answer(id=number_id(1)))


@pytest.mark.parametrize(
    "data", [b"hello, this is no database at all" * 99, b"SQLite format 3\0xx"]
)
def test_damaged_file_is_reported_and_kept(tmp_path: Path, data: bytes) -> None:
    (tmp_path / FILE_NAME).write_bytes(data)
    with pytest.raises(StoreError, match="damaged"):
        Store.open(tmp_path)
    assert (tmp_path / FILE_NAME).read_bytes() == data


def test_newer_file_is_reported_and_kept(tmp_path: Path) -> None:
    store = Store.open(tmp_path)
    store._db.execute("PRAGMA user_version = 99")
    store.close()
    with pytest.raises(StoreError, match="newer version"):
        Store.open(tmp_path)


def test_foreign_database_is_reported_and_kept(tmp_path: Path) -> None:
    execute(tmp_path / FILE_NAME, "CREATE TABLE t (x)")
    with pytest.raises(StoreError, match="not a history of quiz"):
        Store.open(tmp_path)


def test_rows_that_no_version_wrote_are_set_aside(tmp_path: Path) -> None:
    store = Store.open(tmp_path)
    store.append(answer(id=number_id(1)), answer(id=number_id(2)))
    store._db.execute("UPDATE answers SET mode = 'nonsense' WHERE number = 1")
    assert [event.id for event in store.events("ada")] == [number_id(2)]
    assert store.reader.set_aside == {("answers", 1)}


def test_busy_file_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quiz.storage.log.opening.BUSY_SECONDS", 0.05)
    one, other = Store.open(tmp_path), Store.open(tmp_path)
    one._db.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreError, match="in use"):
        other.append(answer(id=number_id(1)))


def test_a_migration_makes_a_backup_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = Store.open(tmp_path)
    store.append(answer(id=number_id(1)))
    store.close()
    step = ("ALTER TABLE cards ADD COLUMN extra TEXT",)
    longer = (*log_schema.MIGRATIONS, step)
    monkeypatch.setattr("quiz.storage.log.log_schema.MIGRATIONS", longer)
    store = Store.open(tmp_path)
    assert store._db.execute("PRAGMA user_version").fetchone()[0] == len(longer)
    assert len(store.events("ada")) == 1
    (backup,) = (tmp_path / "backups").iterdir()
    copy = sqlite3.connect(backup)
    assert copy.execute("SELECT count(*) FROM answers").fetchone()[0] == 1
    assert copy.execute("PRAGMA user_version").fetchone()[0] == len(longer) - 1


def test_known_cards_of_an_older_history_have_no_place(tmp_path: Path) -> None:
    path = history_of_format(tmp_path, 3)
    execute(path, "INSERT INTO cards VALUES ('00000000000000a1', 'd', 'n', '0\x1fbasic\x1fp\x1fa')")
    assert Store.open(tmp_path).known_cards() == [
        KnownCard("00000000000000a1", "d", "n", "0\x1fbasic\x1fp\x1fa", -1)
    ]


def test_players_are_remembered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = Store.open(tmp_path)
    clock = iter(range(1, 99))
    monkeypatch.setattr("quiz.storage.log.store.time.time_ns", lambda: next(clock) * 10**9)
    first = store.last_player()
    assert (first.name, store.last_player()) == ("player", first)
    ada = store.add_player("  Ada  ")
    assert store.last_player() == first
    store.choose_player(ada.id)
    assert store.last_player() == ada
    assert names_of(store) == ["Ada", "player"]
    for bad in ("", "  ", "x" * 41, "a\nb", "ada", "PLAYER"):
        with pytest.raises(StoreError, match="name"):
            store.add_player(bad)
    assert names_of(store) == ["Ada", "player"]


def test_known_cards_are_replaced(tmp_path: Path) -> None:
    store = Store.open(tmp_path)
    one, two = KnownCard("1", "d", "n", SAYS), KnownCard("2", "d", "n", SAYS)
    store.save_known_cards([one, two])
    assert store.known_cards() == [one, two]
    changed = KnownCard("2", "d", "n", f"{SAYS} or more")
    store.save_known_cards([changed])
    assert store.known_cards() == [changed]
    store.save_known_cards([changed])
    assert store.known_cards() == [changed]


@pytest.mark.parametrize("content", ["''", "CAST(x'ff' AS TEXT)", "'basic' || char(31) || 'p'"])
def test_unreadable_known_cards_are_rewritten(tmp_path: Path, content: str) -> None:
    store = Store.open(tmp_path)
    one, two = KnownCard("1", "d", "n", SAYS), KnownCard("2", "d", "n", SAYS)
    store.save_known_cards([one, two])
    store._db.execute(f"UPDATE cards SET content = {content} WHERE key = '2'")
    assert store.known_cards() == [one]
    store.save_known_cards([one, two])
    assert store.known_cards() == [one, two]
