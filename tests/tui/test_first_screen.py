"""The first screen."""

from __future__ import annotations

from collections.abc import Callable

from quiz.game.game import Game
from quiz.game.play import play_cards
from quiz.scheduling.picking import best_mode
from quiz.tui.app import QuizApp
from quiz.tui.screens.home_screen import HomeScreen
from quiz.tui.screens.round_screen import RoundScreen
from tests.tui.driving import screen

MakeGame = Callable[..., Game]


async def test_a_round_at_the_start_has_its_styles(make_game: MakeGame) -> None:
    game = make_game()
    app = QuizApp(game, play_cards(game, best_mode(game.counts()), game.cards_of()))
    async with app.run_test(size=(80, 24)) as pilot:
        opened = screen(pilot, RoundScreen)
        assert opened.query_one("#prompt").styles.margin.bottom == 1


async def test_home_stays_below_every_screen(
    make_game: MakeGame,
) -> None:
    async with QuizApp(make_game()).run_test(size=(80, 24)) as pilot:
        await pilot.press("escape", "escape")
        await pilot.pause()
        screen(pilot, HomeScreen)
        assert len(pilot.app.screen_stack) == 1
