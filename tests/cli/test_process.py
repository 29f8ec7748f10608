"""The game as a process: killed, on a full disk, and two at once."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
GRADED = "The answer:"
"""Ends the feedback on a question that was skipped."""
OPEN = "The question stays open"
"""Begins what is said after an answer that could not be written down."""


def start(home: Path, *arguments: str | Path, limit: int | None = None) -> subprocess.Popen[str]:
    def starve() -> None:
        import resource

        assert limit is not None
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    env = {**os.environ, "QUIZ_HOME": str(home), "COLUMNS": "80"}
    if limit is not None:
        # Measuring coverage would lack space too, and complain.
        env = {name: value for name, value in env.items() if not name.startswith("COVERAGE_")}
    return subprocess.Popen(
        [sys.executable, "-m", "quiz", *map(str, arguments)],
        cwd=ROOT,
        env=env,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        preexec_fn=None if limit is None else starve,
    )


def acknowledge(game: subprocess.Popen[str]) -> bool:
    """Read until the game has graded an answer; False when it could not, or ended before."""
    assert game.stdout is not None
    said = next((line for line in game.stdout if line.startswith((GRADED, OPEN))), "")
    return said.startswith(GRADED)


def answer(game: subprocess.Popen[str]) -> bool:
    """Give an answer; whether it was graded."""
    assert game.stdin is not None
    try:
        game.stdin.write("/skip\n")
        game.stdin.flush()
    except BrokenPipeError:
        return False
    return acknowledge(game)


def logged(home: Path) -> int:
    connection = sqlite3.connect(home / "history.db")
    try:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        return int(connection.execute("SELECT count(*) FROM answers").fetchone()[0])
    finally:
        connection.close()


def test_three_ways_to_start_are_the_same(home: Path) -> None:
    shown = [
        subprocess.run(
            [sys.executable, *how, "--help"], cwd=ROOT, capture_output=True, text=True, check=True
        ).stdout
        for how in (["play.py"], ["-m", "quiz"])
    ]
    assert shown[0] == shown[1] != ""


def test_kill_9_loses_no_graded_answer(home: Path, decks: Path) -> None:
    chance = random.Random(5)
    graded = 0
    for _ in range(6):
        game = start(home, decks, "--mode", "cram", "--plain")
        for _ in range(chance.randrange(1, 6)):
            graded += answer(game)
        if chance.random() < 0.5:
            # One more answer is being written: it is either lost or complete.
            assert game.stdin is not None
            game.stdin.write("/skip\n")
            game.stdin.flush()
        game.send_signal(signal.SIGKILL)
        game.communicate()
        found = logged(home)
        assert found in (graded, graded + 1)
        graded = found


def test_two_games_at_once_lose_nothing(home: Path, decks: Path) -> None:
    games = [start(home, decks, "--mode", "cram", "--player", "ada") for _ in range(2)]
    for _ in range(8):
        for game in games:
            assert answer(game)
    for game in games:
        out, err = game.communicate()
        assert (game.returncode, err) == (0, "")
        assert "0 of 8 right" in out
    assert logged(home) == 16


def test_full_disk_is_reported_and_loses_nothing(home: Path, decks: Path) -> None:
    pytest.importorskip("resource")
    first = start(home, decks, "--mode", "cram")
    assert answer(first)
    first.communicate()
    game = start(home, decks, "--mode", "cram", limit=(home / "history.db").stat().st_size + 20_000)
    graded = 0
    while graded < 200 and answer(game):
        graded += 1
    _, err = game.communicate()
    assert 0 < graded < 200
    assert game.returncode == 2
    assert err.startswith(f"quiz: {home / 'history.db'}: ")
    assert err.count("\n") == 1
    assert logged(home) == 1 + graded


def test_uncreatable_data_directory_is_reported(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    game = start(tmp_path / "file" / "home")
    out, err = game.communicate("")
    assert (game.returncode, out) == (2, "")
    assert "cannot make the data directory" in err
    assert "set QUIZ_HOME" in err
    assert err.count("\n") == 1


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="nothing is read-only for root"
)
def test_read_only_data_directory_is_reported(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    game = start(tmp_path)
    _, err = game.communicate("")
    tmp_path.chmod(0o700)
    assert game.returncode == 2
    assert err.count("\n") == 1


def test_the_end_of_input_sums_up(home: Path, decks: Path) -> None:
    game = start(home, decks, "--mode", "quiz")
    out, err = game.communicate("/skip\n")
    assert (game.returncode, err) == (0, "")
    assert "Quiz finished: 0 of 1 right (1 free guess), " in out


def test_closed_pipe_ends_the_game_quietly(home: Path, decks: Path) -> None:
    game = start(home, decks, "--mode", "cram")
    assert game.stdout is not None
    assert game.stdin is not None
    game.stdout.close()
    game.stdin.write("/skip\n" * 3)
    game.stdin.close()
    assert game.stderr is not None
    assert game.stderr.read() == ""
    assert game.wait() == 0
