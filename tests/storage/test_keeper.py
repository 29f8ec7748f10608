from __future__ import annotations

import threading
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from quiz.errors import QuizError
from quiz.storage.log import backups
from quiz.storage.log.backups import CancelledError, list_backups
from quiz.storage.log.keeper import Keeper, back_up_when_due
from quiz.storage.log.store import Store
from quiz.storage.log.store_errors import DamagedError, StoreError
from tests.storage.damage import break_tree, execute, ids, write_history

NOON = datetime(2026, 3, 29, 12)
DAY = timedelta(days=1)


def test_a_backup_a_day_while_the_log_grows(tmp_path: Path) -> None:
    path = write_history(tmp_path, 1, 50)
    assert back_up_when_due(path, 7, NOON)
    assert not back_up_when_due(path, 7, NOON + timedelta(hours=23))
    assert not back_up_when_due(path, 7, NOON + 2 * DAY)
    write_history(tmp_path, 50, 51)
    assert back_up_when_due(path, 7, NOON + 2 * DAY)
    assert len(list_backups(tmp_path)) == 2


def test_no_backup_if_empty_or_turned_off(tmp_path: Path) -> None:
    Store.open(tmp_path).close()
    path = tmp_path / "history.db"
    assert not back_up_when_due(path, 7, NOON)
    write_history(tmp_path, 1, 50)
    assert not back_up_when_due(path, 0, NOON)
    assert not (tmp_path / "backups").exists()


def test_old_backups_are_deleted(tmp_path: Path) -> None:
    path = tmp_path / "history.db"
    for day in range(12):
        write_history(tmp_path, 1 + day, 2 + day)
        assert back_up_when_due(path, 2, datetime(2026, 3, 1, 12) + day * DAY)
    days = [backup.made.day for backup in list_backups(tmp_path)]
    assert days == [12, 11, 8, 1]


def test_the_keeper_backs_up_beside_the_game(tmp_path: Path) -> None:
    path = write_history(tmp_path, 1, 500)
    told: list[QuizError] = []
    keeper = Keeper(path, 7, told.append, lambda: NOON)
    keeper.start()
    keeper.start()
    keeper.finish(60)
    (made,) = list_backups(tmp_path)
    assert ids(made.path) == ids(path)
    assert told == []
    Keeper(path, 7, told.append, lambda: NOON).finish(60)
    assert len(list_backups(tmp_path)) == 1


def test_damage_is_reported_and_costs_no_backup(tmp_path: Path) -> None:
    path = write_history(tmp_path, 1, 3000)
    for day in range(3):
        back_up_when_due(path, 1, NOON + day * DAY)
        write_history(tmp_path, 3000 + day, 3001 + day)
    before = list_backups(tmp_path)
    break_tree(path)
    told: list[QuizError] = []
    Keeper(path, 1, told.append, lambda: NOON + 9 * DAY).finish(60)
    assert isinstance(told[0], DamagedError)
    assert list_backups(tmp_path) == before


def test_leaving_cancels_a_long_backup(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_history(tmp_path, 1, 500)
    begun = threading.Event()

    def endless(*arguments: object) -> None:
        begun.set()
        cancelled = arguments[3]
        assert callable(cancelled)
        while not cancelled():
            pass
        raise CancelledError

    monkeypatch.setattr("quiz.storage.log.keeper.make_backup", endless)
    told: list[QuizError] = []
    keeper = Keeper(path, 7, told.append)
    keeper.start()
    begun.wait()
    keeper.finish(0.0)
    assert told == []
    assert backups.list_backups(tmp_path) == []


def test_no_backup_is_made_of_altered_rows(tmp_path: Path) -> None:
    path = write_history(tmp_path, 1, 50)
    execute(path, "UPDATE answers SET ms = ms + 1 WHERE number = 3")
    with pytest.raises(StoreError, match="1 row is damaged"):
        back_up_when_due(path, 7, NOON)
    assert list_backups(tmp_path) == []
