"""A player is an id; a name is only shown. Nobody is ever deleted."""

from __future__ import annotations

import unicodedata
from datetime import datetime
from pathlib import Path

import pytest

from quiz.history.events import Undo
from quiz.history.player import tidy_name
from quiz.moment import Moment
from quiz.storage.log.backups import AUTOMATIC, make_backup
from quiz.storage.log.missing_events import missing_at_a_glance
from quiz.storage.log.store import FILE_NAME, Store, StoreError
from tests.factories import EVENING, answer, names_of, number_id, plays
from tests.storage.damage import execute

DECOMPOSED = unicodedata.normalize("NFD", "Zoé")


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


def test_an_older_copy_that_was_backed_up_still_offers_missing_answers(tmp_path: Path) -> None:
    path = tmp_path / FILE_NAME
    Store.open(tmp_path).close()
    older = path.read_bytes()
    store = Store.open(tmp_path)
    store.append(answer(id=number_id(50)))
    store.close()
    whole = make_backup(path, AUTOMATIC, datetime(2026, 3, 30))
    path.write_bytes(older)
    make_backup(path, "before-repair", datetime(2026, 3, 31))
    store = Store.open(tmp_path)
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
