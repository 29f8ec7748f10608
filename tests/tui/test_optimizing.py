from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from quiz.errors import QuizError
from quiz.game.game import Game
from quiz.storage.log.store import Store
from quiz.storage.parameters import FILE_NAME, load_parameters
from quiz.tui.app import QuizApp
from quiz.tui.screens.confirm_screen import ConfirmScreen
from quiz.tui.screens.home_screen import HomeScreen
from tests.scheduling.student import study

MakeGame = Callable[..., Game]


def own(home: Path) -> tuple[float, ...]:
    return load_parameters(home / FILE_NAME, "ada").parameters


@pytest.fixture
def studied(make_game: MakeGame, home: Path) -> Game:
    study(home)
    game = make_game()
    weights = home / FILE_NAME
    return Game(
        Store.open(home),
        [],
        game.settings,
        "ada",
        clock=game.clock,
        parameters=lambda name: load_parameters(weights, name).parameters,
    )


@pytest.mark.parametrize("size", [(80, 24), (40, 12)])
async def test_better_weights_are_offered_and_adopted(
    studied: Game, home: Path, size: tuple[int, int]
) -> None:
    app = QuizApp(studied)
    async with app.run_test(size=size) as pilot:
        app.action_optimize()
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert isinstance(app.screen, ConfirmScreen)
        assert app.screen.query_one("#yes").region.bottom <= size[1]
        await pilot.press("y")
        assert isinstance(app.screen, HomeScreen)
    assert len(own(home)) == 21
    assert studied.scheduler.options.parameters == own(home)


async def test_no_keeps_the_weights_in_use(studied: Game, home: Path) -> None:
    app = QuizApp(studied)
    async with app.run_test() as pilot:
        app.action_optimize()
        await app.workers.wait_for_complete()
        await pilot.pause()
        await pilot.press("n")
        assert isinstance(app.screen, HomeScreen)
    assert own(home) == ()


async def test_too_little_history_is_reported(make_game: MakeGame) -> None:
    app = QuizApp(make_game())
    async with app.run_test() as pilot:
        app.action_optimize()
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert any("400 are needed" in note.message for note in app._notifications)


async def test_weights_are_not_offered_unless_better(studied: Game) -> None:
    app = QuizApp(studied)
    async with app.run_test() as pilot:
        for key in ("y", None):
            app.action_optimize()
            await app.workers.wait_for_complete()
            await pilot.pause()
            if key:
                await pilot.press(key)
        assert isinstance(app.screen, HomeScreen)
        assert any("no better" in note.message for note in app._notifications)


async def test_unsavable_weights_are_reported(
    studied: Game, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise QuizError("the disk is full")

    app = QuizApp(studied)
    async with app.run_test() as pilot:
        app.action_optimize()
        await app.workers.wait_for_complete()
        await pilot.pause()
        monkeypatch.setattr("quiz.tui.optimizing.adopt", fail)
        await pilot.press("y")
        await pilot.pause()
        assert any("the disk is full" in note.message for note in app._notifications)
    assert own(home) == ()


async def test_command_palette_offers_optimizing(make_game: MakeGame) -> None:
    app = QuizApp(make_game())
    async with app.run_test():
        titles = [command.title for command in app.get_system_commands(app.screen)]
        assert "Optimize" in titles
