"""The settings screen."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from textual.widgets import Input, Select, Static, Switch

from quiz.game.game import Game
from quiz.settings.load import load_settings
from quiz.tui.app import QuizApp
from quiz.tui.screens.settings_screen import SettingsScreen

MakeGame = Callable[..., Game]


async def test_settings_are_saved_when_right(make_game: MakeGame, home: Path) -> None:
    game = make_game()
    async with QuizApp(game).run_test(size=(100, 60)) as pilot:
        await pilot.press("o")
        await pilot.pause()
        shown = pilot.app.screen
        assert isinstance(shown, SettingsScreen)
        goal = shown.query_one("#set-daily_goal", Input)
        goal.value = "0"
        await pilot.pause()
        fault = shown.query_one("#fault-daily_goal", Static)
        assert fault.display
        assert game.settings.daily_goal == 30
        goal.value = "12"
        await pilot.pause()
        assert not fault.display
        shown.query_one("#set-fuzz", Switch).value = False
        shown.query_one("#set-theme", Select).value = "quiz-light"
        shown.query_one("#set-learning_steps", Input).value = "2, 20"
        shown.query_one("#set-easy_days", Input).value = "fri, sun"
        shown.query_one("#set-free_days", Input).value = "never"
        shown.query_one("#set-retention", Input).value = "x"
        await pilot.pause()
        assert pilot.app.theme == "quiz-light"
        saved = load_settings(home / "settings.toml").settings
        assert (saved.easy_days, saved.free_days) == (("fri", "sun"), ())
        assert (saved.daily_goal, saved.fuzz, saved.learning_steps) == (12, False, (2.0, 20.0))
        assert saved.retention == 0.9
        goal.focus()
        await pilot.press("ctrl+r")
        await pilot.pause()
        assert game.settings.daily_goal == 30
