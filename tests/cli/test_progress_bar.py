from __future__ import annotations

import io

import pytest

from quiz.cli import progress_bar
from quiz.cli.progress_bar import ProgressBar


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_long_work_shows_a_bar_until_done(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shown = Terminal()
    monkeypatch.setattr("sys.stderr", shown)
    monkeypatch.setattr(progress_bar, "PATIENCE", 0)
    bars = ProgressBar()
    bars("Reading decks", 1, 2)
    assert shown.getvalue().endswith("Reading decks [###############...............]  50%")
    bars("Reading decks", 2, 2)
    assert shown.getvalue().split("\r")[-2].isspace()
    bars("Reading your history", 0, 4)
    assert "Reading your history [" in shown.getvalue()


def test_short_work_shows_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = Terminal()
    monkeypatch.setattr("sys.stderr", shown)
    monkeypatch.setattr(progress_bar, "PATIENCE", 1_000)
    bars = ProgressBar()
    for done in range(3):
        bars("Reading decks", done, 2)
    assert shown.getvalue() == ""
