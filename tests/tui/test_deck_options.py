from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from textual.widgets import Static

from quiz.game.game import Game
from quiz.settings.load import load_settings
from quiz.settings.settings import DeckOptions
from quiz.tui.app import QuizApp
from quiz.tui.screens.deck_options_screen import DeckOptionsScreen
from quiz.tui.screens.home_screen import HomeScreen
from quiz.tui.screens.round_screen import RoundScreen
from quiz.tui.widgets.deck_list import DeckList
from quiz.tui.widgets.value_list import ValueList
from tests.tui.clicking import click

MakeGame = Callable[..., Game]


@pytest.fixture
def folder(decks: Path) -> Path:
    (decks / "lang").mkdir()
    for name in ("es", "fr"):
        cards = f"  - {{prompt: {name}, answer: {name}}}\n"
        (decks / "lang" / f"{name}.yaml").write_text(f"title: {name}\ncards:\n{cards}")
    return decks


async def test_a_folder_is_a_row_that_plays(folder: Path, make_game: MakeGame) -> None:
    app = QuizApp(make_game())
    async with app.run_test(size=(80, 24)) as pilot:
        decks = app.screen.query_one(DeckList)
        assert [row.name for row in decks.rows] == [None, "mini", "lang/", "lang/es", "lang/fr"]
        decks.choose("lang/")
        await pilot.press("z")
        await pilot.pause()
        assert isinstance(app.screen, RoundScreen)
        assert app.screen.play.decks == ["lang/es", "lang/fr"]
        await pilot.press("escape")
        await pilot.pause()
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(app.screen, HomeScreen)
        chosen = decks.chosen
        assert chosen is not None
        assert chosen.name == "lang/"


async def test_a_folder_is_paused_from_the_screen(
    folder: Path, make_game: MakeGame, home: Path
) -> None:
    app = QuizApp(make_game())
    async with app.run_test(size=(80, 24)) as pilot:
        decks = app.screen.query_one(DeckList)
        decks.choose("lang/")
        await pilot.press("d")
        await pilot.pause()
        assert isinstance(app.screen, DeckOptionsScreen)
        await pilot.press("enter")
        app.screen.query_one(ValueList).choose("new_per_day")
        await pilot.press("enter", "x", "enter")
        fault = app.screen.query_one("#fault", Static)
        assert "expected a whole number from 0 to 9999" in str(fault.content)
        await pilot.press("backspace", "3", "enter")
        saved = load_settings(home / "settings.toml").settings
        assert saved.decks == {"lang": DeckOptions(paused=True, new_per_day=3)}
        assert not fault.display
        await pilot.press("escape")
        await pilot.pause()
        assert [row.aside for row in decks.rows] == ["", "", *["paused"] * 3]
        await pilot.press("z")
        await pilot.pause()
        assert isinstance(app.screen, HomeScreen)
        assert "paused" in next(iter(app._notifications)).message
        # A deck outside the folder is still played.
        decks.choose("lang/es")
        await pilot.press("d")
        await pilot.pause()
        options = app.screen.query_one(ValueList)
        assert str(options.get_option("paused").prompt).endswith("on")
        await pilot.press("space")
        assert load_settings(home / "settings.toml").settings.decks["lang/es"].paused is False
        await pilot.press("ctrl+r")
        assert "lang/es" not in load_settings(home / "settings.toml").settings.decks
        await pilot.press("escape")
        await pilot.pause()


async def test_folders_fold_by_key_and_stay_so(
    folder: Path, make_game: MakeGame, home: Path
) -> None:
    app = QuizApp(make_game())
    async with app.run_test(size=(80, 24)) as pilot:
        decks = app.screen.query_one(DeckList)
        decks.choose("lang/fr")
        await pilot.press("left")
        assert decks.chosen is not None
        assert decks.chosen.name == "lang/"
        await pilot.press("left")
        assert [row.name for row in decks.rows] == [None, "mini", "lang/"]
        assert decks.chosen.name == "lang/"
        # A deck that is hidden is played from its folder.
        decks.choose("lang/fr")
        assert decks.chosen.name == "lang/"
        assert load_settings(home / "settings.toml").settings.folded == {"lang/"}
    app = QuizApp(make_game(own=load_settings(home / "settings.toml").settings))
    async with app.run_test(size=(80, 24)) as pilot:
        decks = app.screen.query_one(DeckList)
        decks.choose("lang/")
        assert len(decks.rows) == 3
        await pilot.press("right")
        assert len(decks.rows) == 5


async def test_folders_fold_by_a_click_on_their_sign(folder: Path, make_game: MakeGame) -> None:
    app = QuizApp(make_game())
    async with app.run_test(size=(120, 40)) as pilot:
        decks = app.screen.query_one(DeckList)
        for rows in (3, 5):
            click(pilot, decks.region.x + 1, decks.region.y + 4, 1)
            await pilot.pause()
            assert len(decks.rows) == rows
        # Anywhere else a click only highlights the folder.
        click(pilot, decks.region.x + 4, decks.region.y + 4, 1)
        await pilot.pause()
        assert len(decks.rows) == 5
