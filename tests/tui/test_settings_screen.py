"""The settings screen."""

from __future__ import annotations

from collections.abc import Callable
from itertools import groupby
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Static

from quiz.game.game import Game
from quiz.settings.load import load_settings
from quiz.settings.table import TABLE
from quiz.tui.app import QuizApp
from quiz.tui.screens.home_screen import HomeScreen
from quiz.tui.screens.settings_screen import SettingsScreen
from quiz.tui.widgets.line import Line
from quiz.tui.widgets.value_list import ValueList
from tests.tui.clicking import click
from tests.tui.driving import in_sight, said, typed

MakeGame = Callable[..., Game]


async def change(pilot: Pilot[None], name: str, text: str) -> None:
    """Type a new value."""
    pilot.app.screen.query_one(ValueList).choose(name)
    await pilot.press("enter", *typed(text), "enter")


async def test_settings_are_saved_when_right(make_game: MakeGame, home: Path) -> None:
    game = make_game()
    async with QuizApp(game).run_test(size=(100, 60)) as pilot:
        await pilot.press("o")
        shown = pilot.app.screen
        assert isinstance(shown, SettingsScreen)
        values, line = shown.query_one(ValueList), shown.query_one(Line)
        await change(pilot, "daily_goal", "0")
        fault = shown.query_one("#fault", Static)
        assert "expected a whole number from 1 to 9999" in str(fault.content)
        assert (fault.display, game.settings.daily_goal) == (True, 30)
        await pilot.press("home", "ctrl+k", *"12", "enter")
        assert not fault.display
        assert not line.display
        for name, text in (("learning_steps", "2, 20"), ("easy_days", "fri, sun")):
            await change(pilot, name, text)
        for name, text in (("free_days", "never"), ("retention", "x")):
            await change(pilot, name, text)
            assert fault.display
            await pilot.press("escape")
        values.choose("fuzz")
        await pilot.press("space")
        values.choose("theme")
        await pilot.press("right")
        assert pilot.app.theme == "quiz-light"
        saved = load_settings(home / "settings.toml").settings
        assert (saved.easy_days, saved.free_days) == (("fri", "sun"), ())
        assert (saved.daily_goal, saved.fuzz, saved.learning_steps) == (12, False, (2.0, 20.0))
        assert saved.retention == 0.9
        values.choose("daily_goal")
        await pilot.press("ctrl+r")
        assert game.settings.daily_goal == 30
        await pilot.press("escape")
        assert isinstance(pilot.app.screen, HomeScreen)


@pytest.mark.parametrize(("text", "kept", "told"), [("12", 12, []), ("0", 30, ["Not saved"])])
async def test_leaving_the_line_by_mouse_saves_or_says_why_not(
    make_game: MakeGame, text: str, kept: int, told: list[str]
) -> None:
    game = make_game()
    async with QuizApp(game).run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press("o")
        values = pilot.app.screen.query_one(ValueList)
        values.choose("daily_goal")
        await pilot.press("enter", *text)
        line = values.get_option_index("bury_siblings") - values.scroll_offset.y
        click(pilot, values.region.x + 5, values.content_region.y + line, 1)
        await pilot.pause()
        assert values.chosen == "bury_siblings"
        assert game.settings.daily_goal == kept
        assert [message.partition(":")[0] for message in said(pilot)] == told
        click(pilot, values.region.x + 5, values.content_region.y + line, 2)
        await pilot.pause()
        assert not game.settings.bury_siblings


def test_each_heading_comes_once() -> None:
    sections = [section for section, _ in groupby(TABLE, lambda setting: setting.section)]
    assert len(sections) == len(set(sections))
    assert sections[0] == "screen"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("animations", "On or off. Default: on."),
        ("theme", "Default: quiz-dark."),
        ("spread_until", "A date such as 2026-12-31, or nothing. Default: none."),
        ("lives", "A whole number from 1 to 9. Default: 3."),
    ],
)
async def test_a_setting_is_explained_in_the_words_of_the_screen(
    make_game: MakeGame, name: str, said: str
) -> None:
    async with QuizApp(make_game()).run_test(size=(120, 40)) as pilot:
        await pilot.press("o")
        pilot.app.screen.query_one(ValueList).choose(name)
        await pilot.pause()
        assert str(pilot.app.screen.query_one("#what", Static).content).split("\n")[1] == said


async def test_the_first_setting_below_a_heading_shows_it(make_game: MakeGame) -> None:
    async with QuizApp(make_game()).run_test(size=(80, 24)) as pilot:
        await pilot.press("o", "end")
        await pilot.pause()
        assert "Theme" not in in_sight(pilot.app)
        await pilot.press("home")
        await pilot.pause()
        lines = [line.strip("│ ") for line in in_sight(pilot.app).split("\n")]
        assert [line.split()[0] for line in lines[1:3]] == ["Screen", "Theme"]
