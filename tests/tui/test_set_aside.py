"""Cards set aside are listed and restored; found cards are played and reset."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from textual.widgets import DataTable

from quiz.game.game import Game
from quiz.game.play import play_cards
from quiz.history.events import MarkKind, Mode
from quiz.settings.load import load_settings
from quiz.tui.app import QuizApp
from quiz.tui.screens.browser_screen import BrowserScreen
from quiz.tui.screens.round_screen import RoundScreen
from quiz.tui.widgets.deck_list import DeckList

MakeGame = Callable[..., Game]


async def test_keys_list_and_restore_cards_set_aside(make_game: MakeGame) -> None:
    game = make_game()
    cards = game.cards_of()
    for card, kind in zip(cards, (MarkKind.SUSPEND, MarkKind.BURY, MarkKind.FLAG), strict=False):
        game.mark(card, kind)
    app = QuizApp(game)
    async with app.run_test(size=(100, 24)) as pilot:
        await pilot.press("t")
        await pilot.pause()
        assert isinstance(app.screen, BrowserScreen)
        assert app.screen.query_one(DataTable).row_count == 3
        await pilot.press("ctrl+b")
        await pilot.pause()
        assert app.screen.query_one(DataTable).row_count == 0
        assert "3 cards restored" in next(iter(app._notifications)).message
        assert not game.collection.suspended


async def test_found_cards_are_played_as_a_counting_review(make_game: MakeGame) -> None:
    game = make_game()
    app = QuizApp(game)
    async with app.run_test(size=(100, 24)) as pilot:
        app.action_browse()
        await pilot.pause()
        await pilot.press(*"balkhash")
        await pilot.press("f8")
        await pilot.pause()
        assert isinstance(app.screen, RoundScreen)
        play = app.screen.play
        assert play.mode is Mode.LEARN
        assert all("Balkhash" in card.prompt + card.answer for card in play.state.queue)
        assert len(play.state.queue) == 2


async def test_found_cards_are_reset_after_asking(make_game: MakeGame) -> None:
    game = make_game()
    cards = game.cards_of()
    for card in cards[:3]:
        play_cards(game, Mode.QUIZ, [card]).submit(None)
    app = QuizApp(game)
    async with app.run_test(size=(100, 24)) as pilot:
        app.action_browse()
        await pilot.pause()
        await pilot.press("ctrl+r")
        await pilot.pause()
        await pilot.press("n")
        await pilot.pause()
        assert game.collection.memory(cards[0].key) is not None
        await pilot.press("ctrl+r")
        await pilot.pause()
        await pilot.press("y")
        await pilot.pause()
        assert not any(game.collection.memory(card.key) for card in cards)
        assert len(game.collection.answers) == 3


async def test_a_saved_search_is_a_row_that_plays(make_game: MakeGame, home: Path) -> None:
    game = make_game()
    app = QuizApp(game)
    async with app.run_test(size=(100, 24)) as pilot:
        app.action_browse()
        await pilot.pause()
        await pilot.press(*"balkhash", "ctrl+s")
        await pilot.pause()
        assert load_settings(home / "settings.toml").settings.searches == {"balkhash": "balkhash"}
        await pilot.press("escape", "escape")
        await pilot.pause()
        decks = app.screen.query_one(DeckList)
        decks.choose("/balkhash")
        row = decks.chosen
        assert row is not None
        assert (row.counts.new, row.counts.total) == (2, 3)
        await pilot.press("l")
        await pilot.pause()
        assert isinstance(app.screen, RoundScreen)
        assert len(app.screen.play.state.queue) == 2
