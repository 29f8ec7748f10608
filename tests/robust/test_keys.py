"""Keys faster than the screen changes."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from textual.widgets import Input

from quiz.game.game import Game
from quiz.tui.app import QuizApp
from quiz.tui.screens.card_editor import CardEditor
from quiz.tui.screens.confirm_screen import ConfirmScreen
from quiz.tui.screens.home_screen import HomeScreen

MakeGame = Callable[..., Game]


@pytest.mark.parametrize("key", ["s", "w", "h", "y", "o", "f", "question_mark", "a", "z"])
async def test_leaving_twice_leaves_one_screen(make_game: MakeGame, key: str) -> None:
    async with QuizApp(make_game()).run_test(size=(80, 24)) as pilot:
        await pilot.press(key)
        await pilot.pause()
        shown = pilot.app.screen
        shown.dismiss()
        shown.dismiss()
        await pilot.pause()
        assert isinstance(pilot.app.screen, HomeScreen)
        assert len(pilot.app.screen_stack) == 1


async def test_saying_no_twice_keeps_typed_text(make_game: MakeGame) -> None:
    async with QuizApp(make_game()).run_test(size=(100, 40)) as pilot:
        await pilot.press("a")
        await pilot.pause()
        editor = pilot.app.screen
        assert isinstance(editor, CardEditor)
        editor.query_one("#field-prompt", Input).value = "typed with care"
        await pilot.press("escape")
        await pilot.pause()
        asked = pilot.app.screen
        assert isinstance(asked, ConfirmScreen)
        asked.action_answer(False)
        asked.action_answer(False)
        await pilot.pause()
        assert pilot.app.screen is editor
