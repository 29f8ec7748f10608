"""What the review of facts looks like; updated as `test_snapshots` are."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from quiz.game.fact_review import FactReview
from quiz.settings.settings import Settings
from quiz.tui.review_app import ReviewApp
from tests.facts.reviewing import FILE

Compare = Callable[..., bool]
SIZE = (80, 24)
NARROW = (40, 12)

SHOWN = {
    "fact": (),
    "edit": ("e",),
    "fault": ("e", "ctrl+u", "x", "backspace"),
    "lost": ("e", "x", "escape"),
    "undone": ("a", "r", "u"),
    "filtered": ("c", "c", "r", "f"),
    "above": ("A", "right"),
    "end": ("a", "r", "a"),
    "help": ("question_mark",),
}


def app(tmp_path: Path, theme: str = "quiz-dark") -> ReviewApp:
    path = tmp_path / "facts.yaml"
    path.write_text(FILE)
    settings = Settings(animations=False, theme=theme)
    return ReviewApp(FactReview(path), settings, Path("decks", "ports.yaml"))


def pressing(*keys: str) -> Callable[[Pilot[None]], object]:
    async def press(pilot: Pilot[None]) -> None:
        await pilot.pause()
        for key in keys:
            await pilot.press(key)
            await pilot.pause()
        pilot.app.clear_notifications()
        for line in pilot.app.screen.query(Input):
            line.cursor_blink = False
        await pilot.pause()

    return press


@pytest.mark.parametrize("size", [SIZE, NARROW])
@pytest.mark.parametrize("name", SHOWN)
def test_review(snap_compare: Compare, tmp_path: Path, name: str, size: tuple[int, int]) -> None:
    assert snap_compare(app(tmp_path), terminal_size=size, run_before=pressing(*SHOWN[name]))


@pytest.mark.parametrize("name", ["fact", "edit", "above"])
def test_review_in_the_light(snap_compare: Compare, tmp_path: Path, name: str) -> None:
    light = app(tmp_path, "quiz-light")
    assert snap_compare(light, terminal_size=(120, 40), run_before=pressing(*SHOWN[name]))


def test_review_in_a_wide_window(snap_compare: Compare, tmp_path: Path) -> None:
    keys = pressing("a", "r", "down", "c")
    assert snap_compare(app(tmp_path), terminal_size=(120, 40), run_before=keys)


@pytest.mark.parametrize("name", ["fact", "above"])
def test_review_without_colours(
    snap_compare: Compare, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    assert snap_compare(app(tmp_path), terminal_size=SIZE, run_before=pressing(*SHOWN[name]))
