"""A history whose last session did not end cleanly is checked before anything else."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import pytest

from quiz.__main__ import main
from quiz.game.game import Game
from quiz.storage.log import crash_check
from quiz.storage.log.backups import extent_of, make_backup
from quiz.storage.log.crash_check import UNCHECKED_NAME
from quiz.storage.log.recovery import recover
from quiz.storage.log.store import FILE_NAME, Store
from quiz.storage.log.store_errors import DamagedError
from quiz.tui.app import QuizApp, run_app
from tests.patience import PATIENCE
from tests.storage.damage import PAGE, event, ids, overwrite, write_history

ROOT = Path(__file__).parents[2]
NOW = datetime(2026, 3, 29, 12)
WRITES_AND_WAITS = """
import sys, time
from pathlib import Path
from quiz.storage.log.store import Store
from tests.patience import PATIENCE
from tests.storage.damage import event
store = Store.open(Path(sys.argv[1]))
store.append(*(event(number) for number in range(400, 420)))
print("written", flush=True)
time.sleep(600)
"""


@contextmanager
def another_game(home: Path) -> Iterator[Callable[[], None]]:
    """Another process that has written and stays open; returns a function that kills it."""
    command = [sys.executable, "-c", WRITES_AND_WAITS, str(home)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as game:

        def kill() -> None:
            game.kill()
            game.wait()

        try:
            assert game.stdout is not None
            assert game.stdout.readline() == "written\n"
            yield kill
        finally:
            kill()


@pytest.fixture
def killed(home: Path) -> Path:
    """The history of a game that was killed after writing."""
    path = write_history(home, 1, 400)
    with another_game(home) as kill:
        kill()
    assert path.with_name(f"{FILE_NAME}-wal").stat().st_size
    return path


def flip_page(path: Path) -> None:
    """Damage a page that only a check of the whole file reads."""
    log = path.with_name(f"{path.name}-wal").read_bytes()
    logged = {log[at : at + 4] for at in range(32, len(log), PAGE + 24)}
    data = path.read_bytes()
    for start in range(len(data) - PAGE, 0, -PAGE):
        page = data[start : start + PAGE]
        if page[0] == 0x0D and (start // PAGE + 1).to_bytes(4, "big") not in logged:
            overwrite(path, start, bytes(byte ^ 0xFF for byte in page))
            return
    raise AssertionError("no such page")


def test_after_a_kill_it_is_checked_once(killed: Path) -> None:
    store = Store.open(killed.parent)
    assert store.unclean
    store.close()
    store = Store.open(killed.parent)
    assert not store.unclean
    store.close()
    assert len(ids(killed)) == 419
    assert not killed.with_name(UNCHECKED_NAME).exists()


def test_after_a_clean_end_nothing_is_checked(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path) -> bool:
        raise AssertionError("checked")

    monkeypatch.setattr(crash_check, "check_after_crash", refuse)
    path = write_history(home, 1, 50)
    for number in range(50, 53):
        store = Store.open(home)
        store.append(event(number))
        assert not store.unclean
        store.close()
        extent_of(path)  # Reading only leaves an empty log behind.
    make_backup(path, "automatic", NOW)
    Store.open(home).close()


def test_running_game_is_not_a_crash(home: Path) -> None:
    write_history(home, 1, 400)
    with another_game(home) as kill:
        store = Store.open(home)
        assert not store.unclean
        store.close()
        kill()
    store = Store.open(home)
    assert store.unclean
    store.close()


def test_damage_after_kill_is_found_until_repaired(killed: Path) -> None:
    flip_page(killed)
    for _ in range(3):
        with pytest.raises(DamagedError) as caught:
            Store.open(killed.parent)
        assert caught.value.path == killed
    done = recover(killed, NOW)
    assert done.events > 300
    store = Store.open(killed.parent)
    assert not store.unclean
    store.close()


def test_a_destroyed_header_after_a_kill_is_damage(killed: Path) -> None:
    overwrite(killed, 0, bytes(PAGE))
    killed.with_name(f"{FILE_NAME}-wal").write_bytes(b"no log")
    for _ in range(2):
        with pytest.raises(DamagedError):
            Store.open(killed.parent)


def test_replacing_damaged_file_by_good_copy_ends_reports(killed: Path, tmp_path: Path) -> None:
    good = tmp_path / "good.db"
    good.write_bytes(killed.read_bytes())
    flip_page(killed)
    with pytest.raises(DamagedError):
        Store.open(killed.parent)
    killed.write_bytes(good.read_bytes())
    store = Store.open(killed.parent)
    assert store.unclean
    store.close()
    store = Store.open(killed.parent)
    assert not store.unclean
    store.close()


def test_interrupted_check_is_repeated_next_time(
    killed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Broken(sqlite3.Connection):
        def execute(self, sql: str, *values: object) -> sqlite3.Cursor:  # type: ignore[override]
            if "quick_check" in sql:
                raise KeyboardInterrupt
            return super().execute(sql, *values)  # type: ignore[arg-type]

    connect = sqlite3.connect
    with monkeypatch.context() as patch:
        patch.setattr(
            crash_check.sqlite3,
            "connect",
            lambda *given, **more: connect(*given, **{**more, "factory": Broken}),
        )
        with pytest.raises(KeyboardInterrupt):
            Store.open(killed.parent)
    store = Store.open(killed.parent)
    assert store.unclean
    store.close()


def test_folder_without_marker_is_still_checked(
    killed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "touch", full)
    store = Store.open(killed.parent)
    assert store.unclean
    store.close()


def test_commands_say_so(killed: Path, decks: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["due", str(decks)]) == 0
    assert capsys.readouterr().err == (
        "quiz: the last session did not end cleanly; your history was checked and is intact\n"
    )
    assert main(["due", str(decks)]) == 0
    assert capsys.readouterr().err == ""


def test_commands_reject_damaged_files(
    killed: Path, decks: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    flip_page(killed)
    for _ in range(2):
        assert main(["play", "--plain", str(decks)]) == 2
        err = capsys.readouterr().err
        assert f"quiz: {killed} is damaged (" in err
        assert "quiz doctor --repair" in err


@pytest.mark.parametrize("crashed", [True, False])
async def test_the_screen_says_so(make_game: Callable[..., Game], crashed: bool) -> None:
    game = make_game()
    game.store.unclean = crashed
    app = QuizApp(game)
    async with app.run_test() as pilot:
        await pilot.pause()
        said = [note.message for note in app._notifications if "checked" in note.message]
    text = "The last session did not end cleanly; your history was checked and is intact."
    assert said == ([text] if crashed else [])
    game.close()


def test_quitting_waits_for_backup_to_clear_log(
    make_game: Callable[..., Game], home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    game = make_game()
    game.store.append(event(1))
    reading, leave = threading.Event(), threading.Event()

    class Reader:
        """A backup that is still being made when the player leaves."""

        def finish(self) -> None:
            leave.set()
            thread.join()

    def read() -> None:
        connection = sqlite3.connect(f"{game.store.path.as_uri()}?mode=ro", uri=True)
        connection.execute("BEGIN")
        connection.execute("SELECT count(*) FROM answers").fetchone()
        reading.set()
        leave.wait()
        connection.close()

    thread = threading.Thread(target=read)
    thread.start()
    reading.wait()
    monkeypatch.setattr(QuizApp, "run", lambda self: None)
    monkeypatch.setattr(QuizApp, "keeper", Reader())
    assert run_app(game, None, None, None, False) == 0
    store = Store.open(home)
    assert not store.unclean
    store.close()


@pytest.mark.parametrize(
    "command",
    [
        ["due", "--player", "ada"],
        ["list", "--player", "ada"],
        ["stats", "--player", "ada"],
        ["play", "--plain", "--mode", "cram", "--player", "ada"],
        ["export", "--all", "--to", "all.zip"],
        ["check"],
        ["doctor"],
    ],
    ids=lambda command: command[0],
)
def test_finished_command_leaves_no_crash_marker(
    home: Path, decks: Path, tmp_path: Path, command: list[str]
) -> None:
    write_history(home, 1, 50)
    more = [] if command[0] in ("export", "doctor") else [str(decks)]
    subprocess.run(
        [sys.executable, "-m", "quiz", *command, *more],
        cwd=tmp_path, env=os.environ | {"PYTHONPATH": str(ROOT)}, input="1\n1\n", text=True,
        capture_output=True, check=False, timeout=PATIENCE,
    )  # fmt: skip
    store = Store.open(home)
    assert not store.unclean
    store.close()
