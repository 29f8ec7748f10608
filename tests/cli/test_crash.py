"""An internal error: one line for the player, the traceback in a file."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from quiz.__main__ import main
from quiz.crash import FILE_NAME

ROOT = Path(__file__).parents[2]
FAILING_SCREEN = """
from quiz.__main__ import main
from quiz.tui.screens.home_screen import HomeScreen
def fail(self):
    secret = "value of a variable"
    raise ZeroDivisionError("a [b]fault[/b]")
HomeScreen.show_game = fail
raise SystemExit(main([]))
"""


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    def fail(options: object) -> int:
        raise ZeroDivisionError("\x1b[31mred")

    monkeypatch.setattr("quiz.cli.due.execute", fail)
    home = tmp_path / "home"
    monkeypatch.setenv("QUIZ_HOME", str(home))
    return home


def test_crashing_command_prints_one_line(
    failing: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["due"]) == 70
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 1
    assert "ZeroDivisionError" in said.err
    assert str(failing / FILE_NAME) in said.err
    assert "\x1b" not in said.err
    story = (failing / FILE_NAME).read_text(encoding="utf-8")
    assert "Traceback" in story
    assert "red" in story


def test_unwritable_folder_is_still_reported(
    failing: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    failing.write_text("a file in place of the folder")
    assert main(["due"]) == 70
    assert "could not be written" in capsys.readouterr().err


@pytest.mark.skipif(sys.platform == "win32", reason="needs a terminal of this system")
def test_crashing_screen_leaves_one_line(tmp_path: Path) -> None:
    import pty

    mine, theirs = pty.openpty()
    environment = os.environ | {
        "QUIZ_HOME": str(tmp_path), "PYTHONPATH": str(ROOT), "TERM": "xterm-256color",
    }  # fmt: skip
    process = subprocess.Popen(
        [sys.executable, "-c", FAILING_SCREEN],
        stdin=theirs, stdout=theirs, stderr=theirs, env=environment,
    )  # fmt: skip
    os.close(theirs)
    shown = b""
    try:
        while more := os.read(mine, 65_536):
            shown += more
    except OSError:
        # The other end is closed.
        pass
    os.close(mine)
    assert process.wait() == 1
    text = shown.decode(errors="replace")
    assert "ZeroDivisionError" in text
    assert FILE_NAME in text.replace("\r\n", "")
    assert "Traceback" not in text
    assert "value of a variable" not in text
    assert "a [b]fault[/b]" in (tmp_path / FILE_NAME).read_text(encoding="utf-8")
