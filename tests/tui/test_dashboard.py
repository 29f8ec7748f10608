"""What stands beside the decks in a wide window."""

from __future__ import annotations

from collections.abc import Callable

from textual.pilot import Pilot

from quiz.game.game import Game
from quiz.game.play import play_cards
from quiz.history.kinds import Mode
from quiz.tui.app import QuizApp
from quiz.tui.screens.achievements_screen import AchievementsScreen
from quiz.tui.screens.browser_screen import BrowserScreen
from quiz.tui.screens.home_screen import HomeScreen
from quiz.tui.screens.round_screen import RoundScreen
from quiz.tui.widgets.dashboard import Dashboard
from quiz.tui.widgets.panel import Panel
from tests.tui.waiting import passed

MakeGame = Callable[..., Game]
WIDE = (120, 40)
DAY = 86_400


def text(pilot: Pilot[None], panel: str) -> str:
    return str(pilot.app.screen.query_one(panel, Panel).content)


async def test_it_tells_a_new_player_how_to_begin(make_game: MakeGame) -> None:
    async with QuizApp(make_game()).run_test(size=WIDE) as pilot:
        assert "a streak begins" in text(pilot, "#today")
        assert "First Coin" in text(pilot, "#nearly")
        assert not pilot.app.screen.query_one("#hardest").display
        assert not pilot.app.screen.query_one("#goal").display


async def test_it_follows_answers_and_the_clock(make_game: MakeGame) -> None:
    game = make_game()
    play = play_cards(game, Mode.QUIZ, game.cards_of()[:2])
    play.submit(None)
    async with QuizApp(game).run_test(size=WIDE) as pilot:
        assert "1 of 30 answers" in text(pilot, "#today")
        assert text(pilot, "#week").count("■") == 1
        assert "missed 1 of 1" in text(pilot, "#hardest")
        await passed(pilot, DAY)
        assert "0 of 30 answers" in text(pilot, "#today")
        assert "□" in text(pilot, "#week")


async def test_its_panels_open_by_key_and_by_mouse(make_game: MakeGame) -> None:
    game = make_game()
    card = game.cards_of()[0]
    play_cards(game, Mode.QUIZ, [card]).submit(None)
    async with QuizApp(game).run_test(size=WIDE) as pilot:
        await pilot.click("#challenge")
        await pilot.pause()
        assert isinstance(pilot.app.screen, RoundScreen)
        assert pilot.app.screen.play.state.mode is Mode.CHALLENGE
        await pilot.press("escape", "escape")
        assert isinstance(pilot.app.screen, HomeScreen)
        await pilot.click("#nearly")
        await pilot.pause()
        assert isinstance(pilot.app.screen, AchievementsScreen)
        await pilot.press("escape")
        pilot.app.screen.query_one("#hardest").focus()
        await pilot.press("enter")
        shown = pilot.app.screen
        assert isinstance(shown, BrowserScreen)
        assert [found.key for found in shown._found] == [card.key]


async def test_it_comes_and_goes_with_the_width(make_game: MakeGame) -> None:
    async with QuizApp(make_game()).run_test(size=(80, 24)) as pilot:
        home = pilot.app.screen
        assert not home.query(Dashboard)
        assert home.query_one("#goal").display
        await pilot.resize_terminal(*WIDE)
        await pilot.pause()
        assert home.query_one(Dashboard).region.right == 118
        assert "First Coin" in text(pilot, "#nearly")
        await pilot.resize_terminal(90, 24)
        await pilot.pause()
        assert not home.query_one(Dashboard).display
        assert home.query_one("#deck-panel").region.right == 88
