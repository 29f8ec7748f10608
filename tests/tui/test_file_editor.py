"""Fixing decks in the player's own editor."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from textual.widgets import OptionList, Static

from quiz.errors import QuizError
from quiz.game.game import Game
from quiz.tui.app import QuizApp
from quiz.tui.screens.faults_screen import FaultsScreen
from tests.tui.driving import screen

MakeGame = Callable[..., Game]


async def test_broken_deck_is_shown_and_fixed(
    make_game: MakeGame, decks: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad = decks / "bad.yaml"
    bad.write_text("title: Bad\ncards:\n- promt: p\n")
    game = make_game()
    async with QuizApp(game).run_test(size=(80, 24), notifications=True) as pilot:
        assert "1 file left out" in str(pilot.app.screen.query_one("#faults", Static).content)
        await pilot.click("#faults")
        await pilot.pause()
        screen(pilot, FaultsScreen)
        assert pilot.app.screen.query_one("#faults-list", OptionList).option_count >= 1

        def mend(path: Path) -> None:
            path.write_text("title: Bad\ncards:\n- prompt: p\n  answer: a\n")

        monkeypatch.setattr("quiz.game.editor.open_editor", mend)
        from contextlib import nullcontext

        monkeypatch.setattr(QuizApp, "suspend", lambda _: nullcontext())
        await pilot.press("enter")
        await pilot.pause()
        assert game.faults == []
        assert "bad" in game.decks

        def fail(_: Path) -> None:
            raise QuizError("no editor found")

        monkeypatch.setattr("quiz.game.editor.open_editor", fail)
        await pilot.press("escape")
        await pilot.pause()
        await pilot.press("e", "down", "e")
        await pilot.pause()
        assert any("no editor" in n.message for n in pilot.app._notifications)


async def test_failing_editor_returns_the_terminal(
    make_game: MakeGame, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VISUAL", "/no/such/editor")
    async with QuizApp(make_game()).run_test(size=(80, 24), notifications=True) as pilot:
        driver = pilot.app._driver
        assert driver is not None
        steps: list[str] = []
        monkeypatch.setattr(type(driver), "can_suspend", True)
        for name in ("suspend_application_mode", "resume_application_mode"):
            monkeypatch.setattr(driver, name, partial(steps.append, name), raising=False)
        await pilot.press("down", "e")
        await pilot.pause()
        assert steps == ["suspend_application_mode", "resume_application_mode"]
        assert any("cannot start /no/such/editor" in n.message for n in pilot.app._notifications)


async def test_a_terminal_without_suspend_says_so(make_game: MakeGame) -> None:
    async with QuizApp(make_game()).run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press("down", "e")
        await pilot.pause()
        assert any("quiz edit" in n.message for n in pilot.app._notifications)
