"""The help on keys."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from textual.widgets import Static

from quiz.card import Kind
from quiz.game.game import Game
from quiz.game.play import play_cards
from quiz.history.events import Mode
from quiz.round.round import Stage
from quiz.tui.app import QuizApp
from quiz.tui.screens.help_screen import HelpScreen
from quiz.tui.screens.home_screen import HomeScreen
from tests.tui.driving import screen

MakeGame = Callable[..., Game]


async def test_help_shows_the_keys_of_the_screen(make_game: MakeGame) -> None:
    async with QuizApp(make_game()).run_test(size=(80, 24)) as pilot:
        for key, close in (("question_mark", "escape"), ("question_mark", "question_mark")):
            await pilot.press(key)
            await pilot.pause()
            screen(pilot, HelpScreen)
            text = str(pilot.app.screen.query_one("#help-keys", Static).content)
            assert "Settings" in text
            # A newcomer learns here what the modes are.
            assert "b  Blitz  As many as you can" in text
            await pilot.press(close)
            await pilot.pause()
            screen(pilot, HomeScreen)
        await pilot.press("question_mark")
        await pilot.pause()
        await pilot.click("#help-text")
        await pilot.pause()
        screen(pilot, HomeScreen)


@pytest.mark.parametrize("kind", [Kind.BASIC, Kind.LIST, Kind.TRUE_FALSE])
async def test_help_during_feedback_keeps_focus(make_game: MakeGame, kind: Kind) -> None:
    game = make_game()
    cards = [card for card in game.cards_of() if card.kind is kind][:1]
    play = play_cards(game, Mode.CRAM, cards)
    async with QuizApp(game, play).run_test(size=(80, 16)) as pilot:
        await pilot.press("f2")
        await pilot.pause()
        focused = pilot.app.focused
        await pilot.press("question_mark")
        await pilot.pause()
        text = str(pilot.app.screen.query_one("#help-text", Static).content)
        assert text.startswith("Cram: everything, then")
        await pilot.press("escape")
        await pilot.pause()
        assert pilot.app.focused is focused
        await pilot.press("enter")
        await pilot.pause()
        assert play.stage is not Stage.FEEDBACK


async def test_the_keys_of_the_home_screen_stand_in_groups(make_game: MakeGame) -> None:
    async with QuizApp(make_game()).run_test(size=(80, 24)) as pilot:
        await pilot.press("question_mark")
        await pilot.pause()
        lines = str(pilot.app.screen.query_one("#help-keys", Static).content).splitlines()
        groups = "\n".join(lines).split("\n\n")
        headings = [group.splitlines()[0] for group in groups]
        assert headings == ["Play", "You", "Decks and cards", "The game", "Also"]
        assert max(len(group.splitlines()) for group in groups[1:]) < 10
        assert "Achievements" in groups[1]
