from __future__ import annotations

import threading
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.storage.log import backups
from quiz.storage.log.backups import (
    AUTOMATIC,
    Backup,
    CancelledError,
    fault_of,
    is_due,
    list_backups,
    make_backup,
    newest_good,
    rotate,
    superfluous,
)
from quiz.storage.log.store import Store
from quiz.storage.log.store_errors import DamagedError, StoreError
from tests.storage.damage import break_tree, event, execute, ids, write_history

NOON = datetime(2026, 3, 29, 12)


def test_backup_is_intact_and_listed(tmp_path: Path) -> None:
    path = write_history(tmp_path, 1, 300)
    made = make_backup(path, AUTOMATIC, NOON)
    assert made.path.name == "20260329-120000-automatic.db"
    assert list_backups(tmp_path) == [made]
    assert ids(made.path) == ids(path)
    assert [file.name for file in made.path.parent.iterdir()] == [made.path.name]


def test_a_second_backup_in_one_second_overwrites_nothing(tmp_path: Path) -> None:
    path = write_history(tmp_path, 1, 30)
    names = {make_backup(path, AUTOMATIC, NOON).path for _ in range(3)}
    assert len(names) == 3


def test_a_backup_while_a_game_writes_is_one_moment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backups, "STEP_PAGES", 2)
    path = write_history(tmp_path, 1, 600)
    store = Store.open(tmp_path)
    numbers = iter(range(1000, 9000))

    def write_on() -> bool:
        store.append(event(next(numbers)))
        return False

    made = make_backup(path, AUTOMATIC, NOON, write_on)
    steps = next(numbers) - 1000
    assert steps > 10
    assert len(ids(made.path)) == 599
    assert len(store.events("ada")) + len(store.events("bob")) == 599 + steps


def test_a_cancelled_backup_leaves_nothing(tmp_path: Path) -> None:
    path = write_history(tmp_path, 1, 60)
    with pytest.raises(CancelledError):
        make_backup(path, AUTOMATIC, NOON, lambda: True)
    assert list((tmp_path / "backups").iterdir()) == []


def test_a_damaged_history_is_never_a_backup(tmp_path: Path) -> None:
    path = write_history(tmp_path, 1, 3000)
    good = make_backup(path, AUTOMATIC, NOON)
    break_tree(path)
    with pytest.raises(DamagedError, match="quiz doctor"):
        make_backup(path, AUTOMATIC, NOON + timedelta(days=2))
    assert list_backups(tmp_path) == [good]
    assert [file.name for file in (tmp_path / "backups").iterdir()] == [good.path.name]


def test_full_disk_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_history(tmp_path, 1, 60)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("quiz.storage.log.backups.os.fsync", full)
    with pytest.raises(StoreError, match="cannot write a backup: No space"):
        make_backup(path, AUTOMATIC, NOON)
    assert list((tmp_path / "backups").iterdir()) == []
    (tmp_path / "backups").rmdir()
    (tmp_path / "backups").write_text("")
    with pytest.raises(StoreError, match="cannot write a backup"):
        make_backup(path, AUTOMATIC, NOON)
    assert list_backups(tmp_path) == []


def test_other_files_are_not_backups(tmp_path: Path) -> None:
    path = write_history(tmp_path, 1, 60)
    made = make_backup(path, "before-repair", NOON)
    for name in ("notes.txt", "20269999-120000-automatic.db", "x-automatic.db"):
        (made.path.parent / name).write_text("")
    assert list_backups(tmp_path) == [made]


def test_the_newest_good_one_is_found(tmp_path: Path) -> None:
    path = write_history(tmp_path, 1, 900)
    first, second, third = (
        make_backup(path, AUTOMATIC, NOON + timedelta(days=day)) for day in range(3)
    )
    assert newest_good(tmp_path) == third
    break_tree(third.path)
    second.path.write_bytes(b"no database")
    assert newest_good(tmp_path) == first
    execute(first.path, "PRAGMA application_id = 1")
    assert fault_of(first.path) == "not a history of quiz"
    assert newest_good(tmp_path) is None


@pytest.mark.parametrize(
    ("hours", "due"), [(0, False), (23, False), (24, True), (999, True), (-1, True)]
)
def test_backup_is_due_daily_and_after_wrong_clock(hours: int, due: bool) -> None:
    made = [Backup(NOON, AUTOMATIC, Path("a"))]
    assert is_due(made, NOON + timedelta(hours=hours)) is due


def test_only_automatic_backups_count_as_daily() -> None:
    assert is_due([], NOON)
    assert is_due([Backup(NOON, "before-repair", Path("a"))], NOON)


def _kept_after(days: int, every: timedelta, times: int) -> list[Backup]:
    """What is left when a backup is made so often, each time followed by a rotation."""
    kept: list[Backup] = []
    for number in range(times):
        kept.append(Backup(NOON + number * every, AUTOMATIC, Path(str(number))))
        gone = superfluous(kept, days)
        kept = [backup for backup in kept if backup not in gone]
    return kept


def test_rotation_keeps_days_weeks_and_months() -> None:
    kept = _kept_after(7, timedelta(days=1), 800)
    last = kept[-1].made
    ages = [(last - backup.made).days for backup in kept]
    assert ages[-7:] == [6, 5, 4, 3, 2, 1, 0]
    assert sum(age <= 31 for age in ages) >= 9
    assert 300 <= max(ages) <= 366
    assert 18 <= len(kept) <= 23


backup_lists = st.lists(
    st.builds(
        Backup,
        st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1)),
        st.sampled_from([AUTOMATIC, AUTOMATIC, "before-repair"]),
        st.integers(0, 9999).map(lambda n: Path(str(n))),
    ),
    max_size=60,
    unique=True,
)


@given(backup_lists, st.integers(0, 30))
def test_rotation_is_modest(made: list[Backup], days: int) -> None:
    gone = superfluous(made, days)
    kept = [backup for backup in made if backup not in gone]
    automatic = sorted(backup for backup in made if backup.why == AUTOMATIC)
    assert all(backup.why == AUTOMATIC for backup in gone)
    assert len([b for b in kept if b.why == AUTOMATIC]) <= days + 4 + 12
    if automatic:
        assert automatic[-1] in kept
    assert superfluous(kept, days) == []
    assert superfluous(made, days + 1) == [b for b in gone if b in superfluous(made, days + 1)]


def test_rotation_deletes_files(tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    for day in range(1, 29):
        (folder / f"202602{day:02}-120000-automatic.db").write_text("")
    (folder / "20260101-120000-before-repair.db").write_text("")
    rotate(tmp_path, 3)
    left = [backup.made.day for backup in list_backups(tmp_path)]
    assert left == [28, 27, 26, 22, 15, 8, 1]


def test_two_games_backing_up_at_once_do_no_harm(tmp_path: Path) -> None:
    path = write_history(tmp_path, 1, 400)
    problems: list[BaseException] = []

    def back_up(number: int) -> None:
        try:
            make_backup(path, f"automatic{number}", NOON)
        except StoreError as error:
            problems.append(error)

    threads = [threading.Thread(target=back_up, args=(n,)) for n in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert problems == []
    assert all(len(ids(backup.path)) == 399 for backup in list_backups(tmp_path))
