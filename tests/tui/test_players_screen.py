"""The players screen, and the name that the first start asks for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Static

from quiz.game.game import Game
from quiz.settings.settings import Settings
from quiz.storage.log.store import Store
from quiz.tui.app import QuizApp
from quiz.tui.screens.confirm_screen import ConfirmScreen
from quiz.tui.screens.home_screen import HomeScreen
from quiz.tui.screens.name_screen import NameScreen
from quiz.tui.screens.players_screen import PlayersScreen
from quiz.tui.screens.round_screen import RoundScreen
from tests.factories import answer, id_of, names_of, plays
from tests.tui.clicking import click, click_key
from tests.tui.driving import screen

MakeGame = Callable[..., Game]


async def press(pilot: Pilot[None], *keys: str) -> None:
    for key in keys:
        await pilot.press(key)
        await pilot.pause()


@pytest.fixture
def game(make_game: MakeGame) -> Game:
    """Ada plays; Bo has one answer."""
    game = make_game()
    plays(game.store, "bo")
    game.store.append(answer(player="bo"))
    plays(game.store, "ada")
    return game


@pytest.mark.parametrize("size", [(80, 24), (40, 12)])
async def test_a_player_is_renamed(game: Game, size: tuple[int, int]) -> None:
    async with QuizApp(game).run_test(size=size) as pilot:
        await press(pilot, "y", "down", "r", *"Bob", "enter")
        assert isinstance(pilot.app.screen, PlayersScreen)
        assert names_of(game.store) == ["ada", "Bob"]
        # Another player has this name.
        await press(pilot, "r", *"Ada", "enter")
        assert names_of(game.store) == ["ada", "Bob"]
        await press(pilot, "escape", "escape")
        assert isinstance(pilot.app.screen, HomeScreen)


async def test_a_double_click_on_a_player_starts_no_round(game: Game) -> None:
    async with QuizApp(game).run_test(size=(80, 24)) as pilot:
        await press(pilot, "y")
        for chain in (1, 2):
            # On the home screen, the button that plays is in this place.
            click(pilot, 10, 4, chain)
            await pilot.pause()
        assert isinstance(pilot.app.screen, HomeScreen)
        click(pilot, 10, 4, 1)
        await pilot.pause()
        assert isinstance(pilot.app.screen, RoundScreen)


async def test_joined_player_can_be_restored(game: Game) -> None:
    async with QuizApp(game).run_test(size=(80, 24)) as pilot:
        await press(pilot, "y", "down", "j")
        heading = pilot.app.screen.query_one("#players-heading", Static)
        assert "also bo?" in str(heading.content)
        await press(pilot, "up", "enter")
        assert isinstance(pilot.app.screen, ConfirmScreen)
        await press(pilot, "y")
        assert names_of(game.store) == ["ada"]
        assert len(game.store.events("ada")) == 1
        assert len(game.collection.answers) == 1
        await press(pilot, "down", "enter", "y")
        assert names_of(game.store) == ["ada", "bo"]
        assert game.collection.answers == []


async def test_name_of_removed_player_offers_to_restore(game: Game) -> None:
    game.store.remove_player(id_of(game.store, "bo"))
    async with QuizApp(game).run_test(size=(80, 24)) as pilot:
        await press(pilot, "y", "n", *"Bo", "enter")
        assert isinstance(pilot.app.screen, ConfirmScreen)
        await press(pilot, "y")
        assert names_of(game.store) == ["ada", "bo"]


async def test_current_player_can_be_joined_to_another(game: Game) -> None:
    async with QuizApp(game).run_test(size=(80, 24)) as pilot:
        await press(pilot, "y", "j", "down", "enter", "y")
        assert game.player_name == "bo"


async def test_player_is_removed_by_mouse_after_confirming(game: Game) -> None:
    async with QuizApp(game).run_test(size=(80, 24)) as pilot:
        await press(pilot, "y", "down")
        await click_key(pilot, "#footer", "Remove")
        await pilot.pause()
        await press(pilot, "n")
        assert names_of(game.store) == ["ada", "bo"]
        await click_key(pilot, "#footer", "Remove")
        await pilot.pause()
        await pilot.click("#yes")
        await pilot.pause()
        assert names_of(game.store) == ["ada"]
        assert [gone.name for gone in game.store.absent_players()] == ["bo"]


@pytest.fixture
def first_game(home: Path, decks: Path) -> Game:
    """A game that nobody has played yet."""
    store = Store.open(home)
    player = store.last_player().id
    return Game(store, [decks], Settings(animations=False), player)


@pytest.mark.parametrize("size", [(80, 24), (40, 12)])
async def test_first_start_asks_for_a_name(first_game: Game, size: tuple[int, int]) -> None:
    async with QuizApp(first_game).run_test(size=size) as pilot:
        await pilot.pause()
        assert isinstance(pilot.app.screen, NameScreen)
        await press(pilot, *"Ada", "enter")
        assert isinstance(pilot.app.screen, HomeScreen)
        assert first_game.player_name == "Ada"
        assert first_game.player == id_of(first_game.store, "Ada")
        if size[0] == 80:
            assert "Ada" in str(pilot.app.screen.query_one("#top", Static).content)


@pytest.mark.parametrize("key", ["enter", "escape"])
async def test_the_name_can_be_skipped(first_game: Game, key: str) -> None:
    async with QuizApp(first_game).run_test() as pilot:
        await pilot.pause()
        await press(pilot, key)
        assert isinstance(pilot.app.screen, HomeScreen)
        assert first_game.player_name == "player"


async def test_named_player_is_not_asked(game: Game) -> None:
    async with QuizApp(game).run_test() as pilot:
        await pilot.pause()
        assert isinstance(pilot.app.screen, HomeScreen)


async def test_switching_players(make_game: MakeGame) -> None:
    game = make_game()
    async with QuizApp(game).run_test(size=(80, 24)) as pilot:
        await pilot.press("y")
        await pilot.pause()
        await pilot.press("n", *"bob", "enter")
        await pilot.pause()
        screen(pilot, HomeScreen)
        assert game.player_name == "bob"
        await pilot.press("y")
        await pilot.pause()
        place = names_of(game.store).index("ada")
        await pilot.press("home", *["down"] * place, "enter")
        await pilot.pause()
        assert game.player == "ada"


@pytest.mark.parametrize("size", [(80, 24), (40, 12)])
@pytest.mark.parametrize("name", ["", "Ada"])
async def test_the_first_question_goes_on_by_mouse(
    first_game: Game, name: str, size: tuple[int, int]
) -> None:
    async with QuizApp(first_game).run_test(size=size) as pilot:
        await pilot.pause()
        await pilot.press(*name)
        await pilot.click("NameScreen KeyLine")
        await pilot.pause()
        assert isinstance(pilot.app.screen, HomeScreen)
        assert first_game.player_name == (name or "player")
