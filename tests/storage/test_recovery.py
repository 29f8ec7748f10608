from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from quiz.decks.known_card import KnownCard
from quiz.storage.index.database import FILE_NAME as INDEX
from quiz.storage.log import finish_recovery, recovery
from quiz.storage.log.backups import AUTOMATIC, make_backup
from quiz.storage.log.finish_recovery import RECOVERED_NAME
from quiz.storage.log.recovery import recover
from quiz.storage.log.store import FILE_NAME, Store
from quiz.storage.log.store_errors import DamagedError, StoreError
from tests.factories import id_of, names_of, number_id
from tests.storage.damage import PAGE, event, execute, ids, overwrite, write_history

NOON = datetime(2026, 3, 29, 12)


def numbers(first: int, last: int) -> set[str]:
    return {number_id(number) for number in range(first, last)}


def _no_header(path: Path) -> None:
    overwrite(path, 0, bytes(PAGE))


def _no_middle(path: Path) -> None:
    overwrite(path, 30 * PAGE, b"\xff" * 60 * PAGE)


def _no_end(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def _nothing(path: Path) -> None:
    path.write_bytes(b"")


def _noise(path: Path) -> None:
    path.write_bytes(os.urandom(path.stat().st_size))


DAMAGES = [_no_header, _no_middle, _no_end, _nothing, _noise]


def is_damaged(home: Path) -> bool:
    """Whether opening the history and reading all of it, like the game, reports damage."""
    try:
        store = Store.open(home)
    except DamagedError:
        return True
    try:
        for player in ("ada", "bob"):
            store.events(player)
    except DamagedError:
        return True
    finally:
        store.close()
    return False


@pytest.mark.parametrize("damage", DAMAGES)
def test_damage_is_recognised_and_the_file_left(
    tmp_path: Path, damage: Callable[[Path], None]
) -> None:
    path = write_history(tmp_path, 1, 3000)
    make_backup(path, AUTOMATIC, NOON)
    damage(path)
    before = path.read_bytes()
    assert is_damaged(tmp_path)
    assert path.read_bytes() == before


@pytest.mark.parametrize("damage", DAMAGES)
def test_everything_readable_or_backed_up_is_recovered(
    tmp_path: Path, damage: Callable[[Path], None]
) -> None:
    path = write_history(tmp_path, 1, 2000)
    made = make_backup(path, AUTOMATIC, NOON)
    write_history(tmp_path, 2000, 3000)
    damage(path)
    broken = path.read_bytes()
    done = recover(path, NOON + timedelta(days=1))
    assert done.backup == made
    found = ids(path)
    assert numbers(1, 2000) <= found <= numbers(1, 3000)
    assert done.events == len(found)
    if damage is _no_header:
        assert (found, done.salvaged) == (numbers(1, 3000), 1000)
    assert done.set_aside is not None
    assert done.set_aside.read_bytes() == broken
    assert done.set_aside.name == "history-damaged-20260330-120000.db"
    store = Store.open(tmp_path)
    assert set(names_of(store)) == {"ada", "bob"}
    assert {e.id for p in store.players() for e in store.events(p.id)} == found
    store.append(event(4001))
    store.close()
    assert len(ids(path)) == len(found) + 1


def test_readable_rows_are_recovered_without_backup(tmp_path: Path) -> None:
    path = write_history(tmp_path, 1, 3000)
    _no_middle(path)
    done = recover(path, NOON)
    assert done.backup is None
    assert 2000 < done.events == done.salvaged < 3000


def test_answers_that_are_only_in_the_log_come_back(tmp_path: Path) -> None:
    path = write_history(tmp_path, 1, 500)
    store = Store.open(tmp_path)
    store.append(*(event(number) for number in range(500, 520)))
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    for name in (FILE_NAME, FILE_NAME + "-wal"):
        shutil.copy(tmp_path / name, elsewhere)
    store.close()
    path = elsewhere / FILE_NAME
    _no_header(path)
    done = recover(path, NOON)
    assert ids(path) == numbers(1, 520)
    assert done.set_aside.with_name(done.set_aside.name + "-wal").exists()


def test_cards_keep_their_names(tmp_path: Path) -> None:
    path = write_history(tmp_path, 1, 100)
    old = KnownCard("00000000000000a1", "d", "n", "0\x1fbasic\x1fold\x1fa")
    gone = KnownCard("00000000000000a3", "d", "n", "0\x1fbasic\x1fgone\x1fa")
    new = KnownCard("00000000000000a1", "d", "n", "0\x1fbasic\x1fnew\x1fa")
    store = Store.open(tmp_path)
    store.save_known_cards([old, gone])
    store.close()
    make_backup(path, AUTOMATIC, NOON)
    store = Store.open(tmp_path)
    store.save_known_cards([new])
    store.close()
    _no_header(path)
    recover(path, NOON)
    assert set(Store.open(tmp_path).known_cards()) == {new, gone}


def test_history_of_open_game_is_not_replaced(tmp_path: Path) -> None:
    path = write_history(tmp_path, 1, 300)
    store = Store.open(tmp_path)
    store.events("ada")
    with pytest.raises(StoreError, match="in use"):
        recover(path, NOON)
    store.append(event(301))
    store.close()
    assert ids(path) == numbers(1, 300) | {number_id(301)}
    assert sorted(file.name for file in tmp_path.iterdir()) == [FILE_NAME]


def test_two_recoveries_set_two_files_aside(tmp_path: Path) -> None:
    path = write_history(tmp_path, 1, 300)
    _no_header(path)
    one = recover(path, NOON)
    _no_header(path)
    other = recover(path, NOON)
    assert one.set_aside != other.set_aside
    assert other.set_aside.exists()
    assert one.set_aside.exists()
    assert ids(path) == numbers(1, 300)


class _Stop(BaseException):
    pass


_STEPS = ("_set_aside", "_build", "fault_of", "sync_file", "finish")


@pytest.mark.parametrize("name", _STEPS)
@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), _Stop()])
def test_a_fault_at_any_step_loses_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, error: BaseException
) -> None:
    path = write_history(tmp_path, 1, 300)
    _no_header(path)
    broken = path.read_bytes()

    def fail(*_: object) -> None:
        raise error

    with monkeypatch.context() as patch:
        patch.setattr(recovery, name, fail)
        with pytest.raises((StoreError, OSError, _Stop)):
            recover(path, NOON)
    if name == "finish":
        # The point of no return: the next start finds the recovered file and goes on.
        assert (tmp_path / RECOVERED_NAME).exists()
        store = Store.open(tmp_path)
        assert len(store.events(id_of(store, "ada"))) > 100
        return
    assert path.read_bytes() == broken
    assert [file.name for file in tmp_path.iterdir()] == [FILE_NAME]
    recover(path, NOON)
    assert ids(path) == numbers(1, 300)


def test_interrupted_swap_is_finished(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_history(tmp_path, 1, 300)
    _no_header(path)
    # The damaged file's log must not be applied to the new file.
    shutil.copy(write_history(tmp_path / "other", 900, 990), tmp_path / (FILE_NAME + "-wal"))
    replace = Path.replace

    def fail(self: Path, target: Path) -> Path:
        if self.name == RECOVERED_NAME:
            raise OSError(5, "Input/output error")
        return replace(self, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", fail)
        with pytest.raises(StoreError, match="the next start will try again"):
            recover(path, NOON)
        with pytest.raises(StoreError, match="the next start will try again"):
            Store.open(tmp_path)
    Store.open(tmp_path).close()
    assert ids(path) == numbers(1, 300)
    assert not (tmp_path / RECOVERED_NAME).exists()


def test_progress_goes_from_nothing_to_all(tmp_path: Path) -> None:
    path = write_history(tmp_path, 1, 2000)
    _no_header(path)
    told: list[float] = []
    recover(path, NOON, lambda what, done, total: told.append(done / total))
    assert told == sorted(told)
    assert told[0] < 0.1
    assert told[-1] == 1.0


def test_backup_of_older_version_is_used(tmp_path: Path) -> None:
    path = write_history(tmp_path, 1, 100)
    made = make_backup(path, "before-format-2", NOON)
    execute(made.path, "ALTER TABLE cards ADD COLUMN extra TEXT")
    path.write_bytes(b"")
    assert recover(path, NOON).events == 99


def test_index_of_damaged_history_is_deleted(tmp_path: Path) -> None:
    path = write_history(tmp_path, 1, 100)
    index = tmp_path / INDEX
    index.write_text("counts by the old numbers")
    assert INDEX == finish_recovery.INDEX_NAME
    _no_header(path)
    recover(path, NOON)
    assert not index.exists()
