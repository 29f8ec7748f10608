"""A player is an id; a name is only shown. Nobody is ever deleted."""

from __future__ import annotations

import sqlite3
import unicodedata
from datetime import datetime
from pathlib import Path

import pytest

from quiz.history.events import Undo
from quiz.history.ids import is_uuid
from quiz.history.player import tidy_name
from quiz.moment import Moment
from quiz.storage.log.backups import AUTOMATIC, make_backup
from quiz.storage.log.missing_events import missing_at_a_glance
from quiz.storage.log.recovery import recover
from quiz.storage.log.store import FILE_NAME, Store, StoreError
from quiz.storage.log.tables import ANSWERS, CHANGES
from quiz.storage.log.verify import count_damaged
from tests.factories import EVENING, answer, id_of, names_of, number_id, plays
from tests.storage.damage import execute, history_of_format

DECOMPOSED = unicodedata.normalize("NFD", "Zoé")


def history_by_names(home: Path) -> Path:
    """A history of format 3, in which a name was the player: four of them, and one not listed."""
    home.mkdir(parents=True, exist_ok=True)
    path = history_of_format(home, 3)
    db = sqlite3.connect(path)
    names = ("Ada", "ada", "Zoé", DECOMPOSED)
    db.executemany("INSERT INTO players VALUES (?, ?)", [(n, 9 - i) for i, n in enumerate(names)])
    events = [answer(id=number, player=name) for number, name in enumerate((*names, "gone"), 1)]
    for table, event in (
        *((ANSWERS, event) for event in events),
        (CHANGES, Undo(number_id(9), "ada", Moment(EVENING), number_id(2))),
    ):
        marks = ", ".join("?" * len(table.types))
        values = table.to_row(event)
        db.execute(f"INSERT INTO {table.name} ({table.columns}) VALUES ({marks})", values)
    db.commit()
    db.close()
    return path


def ids_of_events(store: Store, name: str) -> list[str]:
    return [event.id for event in store.events(id_of(store, name))]


def test_a_history_by_names_gets_ids(tmp_path: Path) -> None:
    history_by_names(tmp_path)
    store = Store.open(tmp_path)
    assert names_of(store) == ["gone", "Ada", "ada (2)", "Zoé", "Zoé (2)"]
    assert all(is_uuid(player.id) for player in store.players())
    assert all(e.player == p.id for p in store.players() for e in store.events(p.id))
    assert ids_of_events(store, "Ada") == [number_id(1)]
    assert ids_of_events(store, "ada (2)") == [number_id(2), number_id(9)]
    assert ids_of_events(store, "Zoé (2)") == [number_id(4)]
    assert count_damaged(tmp_path / FILE_NAME) == 0
    (backup,) = (tmp_path / "backups").iterdir()
    copy = sqlite3.connect(backup)
    assert copy.execute("SELECT player FROM answers WHERE number = 1").fetchone() == ("Ada",)


def test_player_with_most_answers_keeps_shared_name(tmp_path: Path) -> None:
    db = sqlite3.connect(history_by_names(tmp_path))
    event = ANSWERS.to_row(answer(id=number_id(20), player="ada"))
    marks = ", ".join("?" * len(event))
    db.execute(f"INSERT INTO answers ({ANSWERS.columns}) VALUES ({marks})", event)
    db.commit()
    db.close()
    store = Store.open(tmp_path)
    assert {"ada", "Ada (2)"} < set(names_of(store))
    assert number_id(20) in ids_of_events(store, "ada")


def test_similar_old_histories_get_different_players(tmp_path: Path) -> None:
    homes = tmp_path / "one", tmp_path / "other"
    for home in homes:
        history_by_names(home)
    one, other = ({player.id for player in Store.open(home).players()} for home in homes)
    assert not one & other


def test_damaged_history_is_repaired_from_backup_with_names(tmp_path: Path) -> None:
    path = history_by_names(tmp_path)
    make_backup(path, AUTOMATIC, datetime(2026, 3, 1))
    store = Store.open(tmp_path)
    before = store.players()
    ada = id_of(store, "Ada")
    store.append(answer(id=20, player=ada))
    store.close()
    for other in (tmp_path / "backups").glob("*before*"):
        other.unlink()
    recover(path, datetime(2026, 3, 2))
    store = Store.open(tmp_path)
    assert names_of(store) == [player.name for player in before]
    assert [event.id for event in store.events(id_of(store, "Ada"))] == [
        number_id(1),
        number_id(20),
    ]
    assert count_damaged(path) == 0


def test_a_name_is_found_however_it_is_written(tmp_path: Path) -> None:
    store = Store.open(tmp_path)
    zoe = store.add_player("Zoé")
    for name in ("zoé", " ZOÉ ", DECOMPOSED):
        assert store.find_player(name) == zoe
    assert store.find_player("Zoe") is None


def test_renaming_keeps_the_player(tmp_path: Path) -> None:
    store = Store.open(tmp_path)
    ada, bo = store.add_player("Ada"), store.add_player("Bo")
    store.append(answer(player=ada.id))
    assert store.rename_player(ada.id, "ADA").name == "ADA"
    assert store.rename_player(ada.id, "Ada L.") == (ada.id, "Ada L.")
    assert len(store.events(ada.id)) == 1
    with pytest.raises(StoreError, match="there is already a player named Bo"):
        store.rename_player(ada.id, "bo")
    assert set(names_of(store)) == {"Ada L.", bo.name}


def test_removed_player_can_be_restored(tmp_path: Path) -> None:
    store = Store.open(tmp_path)
    ada, bo = store.add_player("Ada"), store.add_player("Bo")
    store.append(answer(player=ada.id))
    store.remove_player(ada.id)
    assert store.players() == [bo]
    assert store.absent_players() == [(ada.id, "Ada", "")]
    store.add_player("ada")
    assert store.bring_back_player(ada.id).name == "Ada (2)"
    assert len(store.events(ada.id)) == 1
    assert store.absent_players() == []


def test_joined_player_answers_for_another_until_restored(tmp_path: Path) -> None:
    store = Store.open(tmp_path)
    ada, bo, cy = (store.add_player(name) for name in ("Ada", "Bo", "Cy"))
    for number, player in enumerate((ada, bo, cy), 1):
        store.append(answer(id=number, player=player.id, card="c1"))
    store.join_players(cy.id, ada.id)
    store.join_players(ada.id, bo.id)
    assert store.players() == [bo]
    assert len(store.events(bo.id)) == 3
    with store.reading() as reader:
        assert len(reader.events_of_card(bo.id, "c1")) == 3
        assert reader.count(bo.id) == 3
    assert store.person_of(cy.id) == bo.id
    store.append(Undo(number_id(9), bo.id, Moment(EVENING), number_id(1)))
    assert store.bring_back_player(ada.id) == ada
    assert [event.id for event in store.events(ada.id)] == [number_id(1)]
    assert len(store.events(bo.id)) == 3


def test_upgraded_older_copy_still_offers_missing_answers(
    tmp_path: Path,
) -> None:
    history_by_names(tmp_path)
    older = (tmp_path / FILE_NAME).read_bytes()
    store = Store.open(tmp_path)
    store.append(answer(id=number_id(50), player=id_of(store, "Ada")))
    store.close()
    whole = make_backup(tmp_path / FILE_NAME, AUTOMATIC, datetime(2026, 3, 30))
    (tmp_path / FILE_NAME).write_bytes(older)
    for mark in tmp_path.glob(f"{FILE_NAME}-*"):
        mark.unlink()
    store = Store.open(tmp_path)  # makes a backup of the older copy, the newest of all
    lack = missing_at_a_glance(tmp_path, store.newest_id())
    assert lack is not None
    assert (lack.backup, lack.events) == (whole, 1)


@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        ("''", "player"),
        ("char(27) || '[31mAda' || char(10)", "[31mAda"),
        ("hex(zeroblob(500))", 40),
    ],
)
def test_damaged_name_is_shown_as_far_as_possible(
    tmp_path: Path, stored: str, shown: str | int
) -> None:
    store = Store.open(tmp_path)
    plays(store, "ada")
    store.close()
    execute(tmp_path / FILE_NAME, f"UPDATE players SET name = {stored}")
    (player,) = Store.open(tmp_path).players()
    assert shown in (player.name, len(player.name))
    assert tidy_name(player.name) == player.name
