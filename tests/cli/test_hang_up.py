"""Closing the terminal during a game closes the history cleanly."""

from __future__ import annotations

import os
import select
import signal
import sys
import time
from pathlib import Path

import pytest

from quiz.__main__ import main
from quiz.storage.log.store import Store
from tests.factories import plays
from tests.patience import PATIENCE

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a terminal of this system")


def started(home: Path, arguments: list[str], text: bytes) -> tuple[int, int]:
    """A game in a terminal of its own that shows `text`: its process and our end."""
    import pty

    process, terminal = pty.fork()
    if process == 0:
        where = {"QUIZ_HOME": str(home), "PYTHONPATH": str(ROOT), "TERM": "xterm-256color"}
        os.execve(sys.executable, [sys.executable, "-m", "quiz", *arguments], os.environ | where)
    seen = b""
    while text not in seen:
        assert select.select([terminal], [], [], PATIENCE)[0], seen
        seen += os.read(terminal, 65_536)
    return process, terminal


def ended(process: int) -> bool:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if os.waitpid(process, os.WNOHANG)[0]:
            return True
        time.sleep(0.05)
    os.kill(process, signal.SIGKILL)
    os.waitpid(process, 0)
    return False


@pytest.mark.parametrize("way", ["closed", "SIGTERM"])
@pytest.mark.parametrize(
    ("arguments", "text"), [([], b"Play"), (["--plain", "--mode", "quiz"], b"1 of 10")]
)
def test_hang_up_needs_no_check_at_next_start(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    way: str,
    arguments: list[str],
    text: bytes,
) -> None:
    store = Store.open(tmp_path)
    plays(store, "ada")
    store.close()
    process, terminal = started(tmp_path, arguments, text)
    if way == "SIGTERM":
        os.kill(process, signal.SIGTERM)
        try:
            while os.read(terminal, 65_536):
                pass
        except OSError:
            # The other end is closed.
            pass
    os.close(terminal)
    assert ended(process)
    assert all(log.stat().st_size == 0 for log in tmp_path.glob("history.db-wal"))
    monkeypatch.setenv("QUIZ_HOME", str(tmp_path))
    assert main(["due"]) == 0
    assert "did not end cleanly" not in capsys.readouterr().err
