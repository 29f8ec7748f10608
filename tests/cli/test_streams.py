"""Standard output that is full or closed, and standard input that is closed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FULL = Path("/dev/full")
FACTS = "decks/facts/china-kazakhstan-2015.yaml"
LINES = ["--help", "--version", "due --help", "list", f"build {FACTS}", "--plain --mode quiz"]


def run(
    home: Path, line: str, redirected: str, *, buffered: bool = True
) -> subprocess.CompletedProcess[str]:
    """Run the game in a shell that redirects its streams."""
    return subprocess.run(
        ["sh", "-c", f'"$0" -m quiz {line} {redirected}', sys.executable],
        cwd=ROOT,
        env=os.environ | {"QUIZ_HOME": str(home), "PYTHONUNBUFFERED": "" if buffered else "1"},
        capture_output=True,
        stdin=subprocess.DEVNULL,
        text=True,
        check=False,
    )


@pytest.mark.skipif(not FULL.exists(), reason="this system has no device that is full")
@pytest.mark.parametrize("buffered", [True, False])
@pytest.mark.parametrize("line", LINES)
def test_full_output_is_reported(home: Path, line: str, buffered: bool) -> None:
    done = run(home, line, f">{FULL}", buffered=buffered)
    assert done.stderr == "quiz: cannot write to standard output: No space left on device\n"
    assert done.returncode == 2
    assert not (home / "crash.txt").exists()


@pytest.mark.skipif(os.name == "nt", reason="needs a shell of another system")
def test_streams_that_are_closed(home: Path) -> None:
    done = run(home, "list", ">&-")
    assert (done.returncode, done.stderr) == (
        2,
        "quiz: cannot write to standard output: it is closed\n",
    )
    done = run(home, "--plain --mode quiz", "<&-")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.endswith("\nNo question answered.\n")
    assert run(home, "list nowhere", "2>&-").returncode == 2
    done = run(home, "export welcome --format csv --to README.md", "<&-")
    assert done.returncode == 1
    assert done.stdout.endswith("Nothing was written.\n")
    assert not (home / "crash.txt").exists()


def test_error_of_non_output_stream_is_not_swallowed(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from quiz.__main__ import main

    def fail(_: object) -> int:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr("quiz.cli.due.execute", fail)
    monkeypatch.setenv("QUIZ_HOME", str(tmp_path))
    assert main(["due"]) == 70
    assert "(OSError)" in capsys.readouterr().err
