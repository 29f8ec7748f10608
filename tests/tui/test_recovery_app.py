from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Static

from quiz.__main__ import main
from quiz.errors import QuizError
from quiz.storage.log.backups import make_backup
from quiz.storage.log.missing_events import missing_at_a_glance
from quiz.storage.log.offers import offer_for, offer_to_join
from quiz.storage.log.recovery import start_anew
from quiz.storage.log.store import Store
from quiz.storage.log.store_errors import DamagedError, GoneError, StoreError
from quiz.tui.recovery_app import RecoveryApp
from tests.factories import number_id
from tests.storage.damage import PAGE, ids, overwrite, write_history


@pytest.fixture
def damaged(home: Path) -> DamagedError:
    path = write_history(home, 1, 400)
    make_backup(path, "automatic", datetime(2026, 3, 29, 12))
    write_history(home, 400, 500)
    overwrite(path, 0, bytes(PAGE))
    with pytest.raises(DamagedError) as caught:
        Store.open(home)
    return caught.value


def text(pilot: Pilot[bool]) -> str:
    return str(pilot.app.screen.query_one("#text", Static).content)


async def finished(pilot: Pilot[bool]) -> None:
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


@pytest.mark.parametrize("size", [(80, 24), (40, 12), (20, 5)])
@pytest.mark.parametrize("ways", [("r", "enter"), ("click #recover", "click #recover"), ("r", "q")])
async def test_recovery_continues_to_the_game(
    damaged: DamagedError, size: tuple[int, int], ways: tuple[str, str]
) -> None:
    app = RecoveryApp(offer_for(damaged))
    async with app.run_test(size=size) as pilot:
        assert "2026-03-29 12:00" in text(pilot)
        assert "399 answers" in text(pilot)
        for way in ways:
            if way.startswith("click"):
                await pilot.click(way.removeprefix("click "))
            else:
                await pilot.press(way)
            await finished(pilot)
        assert app.return_value is True
    assert len(ids(damaged.path)) == 499


@pytest.mark.parametrize("key", ["q", "escape", "enter", "ctrl+q"])
async def test_leaving_changes_nothing(damaged: DamagedError, key: str) -> None:
    before = damaged.path.read_bytes()
    app = RecoveryApp(offer_for(damaged))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(key)
        await pilot.pause()
    assert not app.return_value
    assert damaged.path.read_bytes() == before
    assert not list(damaged.path.parent.glob("history-damaged*"))


async def test_failure_is_reported_and_can_be_retried(
    damaged: DamagedError, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = RecoveryApp(offer_for(damaged))
    async with app.run_test(size=(80, 24)) as pilot:
        with monkeypatch.context() as patch:

            def fail(*_: object) -> None:
                raise StoreError("the [b]disk[/b] is full")

            patch.setattr("quiz.storage.log.offers.recover", fail)
            await pilot.press("r")
            await finished(pilot)
        assert "the [b]disk[/b] is full" in text(pilot)
        await pilot.press("r")
        await finished(pilot)
        assert "intact again" in str(pilot.app.screen.query_one("#title", Static).content)
    assert len(ids(damaged.path)) == 499


async def test_missing_backup_is_mentioned(home: Path) -> None:
    path = write_history(home, 1, 100)
    app = RecoveryApp(offer_for(DamagedError(path, "file is not a database")))
    async with app.run_test(size=(80, 24)) as pilot:
        assert "There is no intact backup" in text(pilot)


async def test_missing_history_is_restored(damaged: DamagedError) -> None:
    home = damaged.path.parent
    damaged.path.unlink()
    with pytest.raises(GoneError, match="has backups of it") as caught:
        Store.open(home)
    assert not damaged.path.exists()
    async with RecoveryApp(offer_for(caught.value)).run_test(size=(40, 12)) as pilot:
        assert "is gone" in str(pilot.app.screen.query_one("#title", Static).content)
        assert "399 answers" in text(pilot)
        await pilot.press("r")
        await finished(pilot)
    assert len(ids(damaged.path)) == 399


async def test_starting_over_asks_twice_and_keeps_old_history(damaged: DamagedError) -> None:
    home = damaged.path.parent
    broken = damaged.path.read_bytes()
    app = RecoveryApp(offer_for(damaged))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("n")
        assert "Press n again" in text(pilot)
        assert damaged.path.read_bytes() == broken
        await pilot.press("n")
        await finished(pilot)
        await pilot.press("enter")
        await pilot.pause()
    assert app.return_value is True
    assert ids(damaged.path) == set()
    assert next(home.glob("history-old-*.db")).read_bytes() == broken
    assert len(list(home.glob("backups/before-*/*.db"))) == 1


async def test_backup_with_more_answers_is_joined(damaged: DamagedError) -> None:
    home = damaged.path.parent
    damaged.path.unlink()
    start_anew(damaged.path, datetime(2026, 4, 1))
    store = write_history(home, 1, 100)
    for kept in home.glob("backups/before-*/*.db"):
        kept.rename(home / "backups" / kept.name)
    lack = missing_at_a_glance(home, number_id(99))
    assert lack is not None
    async with RecoveryApp(offer_to_join(lack)).run_test(size=(80, 24)) as pilot:
        assert "lacks 300 answers and changes that the backup of 2026" in text(pilot)
        assert not pilot.app.screen.query("#anew")
        await pilot.press("n")
        assert "Join adds what is missing" in text(pilot)
        await pilot.press("r")
        await finished(pilot)
        assert "Joined 300 answers" in text(pilot)
    assert len(ids(store)) == 399
    assert missing_at_a_glance(home, number_id(399)) is None


@pytest.mark.parametrize("agrees", [True, False])
def test_game_opens_only_after_repair(
    damaged: DamagedError,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    agrees: bool,
) -> None:
    from quiz.storage.log.recovery import recover

    opened: list[object] = []

    def run(app: RecoveryApp) -> bool:
        if agrees:
            recover(damaged.path, datetime(2026, 4, 1))
        return agrees

    def run_app(game: object, *_: object, **more: object) -> int:
        opened.append(game)
        return 0

    monkeypatch.setattr("quiz.cli.play.full_screen", lambda: True)
    monkeypatch.setattr(RecoveryApp, "run", run)
    monkeypatch.setattr("quiz.tui.app.run_app", run_app)
    status = main([])
    assert (status, len(opened)) == ((0, 1) if agrees else (2, 0))
    assert ("quiz doctor --repair" in capsys.readouterr().err) is not agrees


def test_plain_mode_and_commands_name_the_doctor(
    damaged: DamagedError, capsys: pytest.CaptureFixture[str]
) -> None:
    for arguments in (["--plain"], ["due"], ["stats"], ["list"]):
        assert main(arguments) == 2
        err = capsys.readouterr().err
        assert "`quiz doctor --repair`" in err
        assert err.count("\n") == 1


def test_damage_found_while_reading_closes_the_file(
    home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    closed: list[bool] = []
    close = Store.close
    monkeypatch.setattr(Store, "close", lambda store: (closed.append(True), close(store)))
    write_history(home, 1, 50)
    count = len(closed)

    def fail(*_: object) -> None:
        raise QuizError("broken")

    monkeypatch.setattr(Store, "last_player", fail)
    assert main(["due"]) == 2
    assert len(closed) == count + 1
