"""What the first screen leaves for later is there before it is needed."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator

import pytest
from textual.css.stylesheet import Stylesheet

from quiz import garbage
from quiz.game.game import Game
from quiz.game.play import play_cards, play_mode
from quiz.history.kinds import Mode
from quiz.scheduling.picking import best_mode
from quiz.tui.app import WARM_SECONDS, QuizApp
from quiz.tui.screens.home_screen import HomeScreen
from quiz.tui.screens.round_screen import RoundScreen
from tests.tui.test_playing import screen
from tests.tui.waiting import passed

MakeGame = Callable[..., Game]


@pytest.fixture
def collector() -> Iterator[None]:
    before = gc.get_threshold()
    yield
    gc.set_threshold(*before)
    gc.unfreeze()


async def test_styles_of_other_screens_are_read_before_the_first_of_them_opens(
    make_game: MakeGame, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with QuizApp(make_game()).run_test(size=(80, 24)) as pilot:
        await passed(pilot, WARM_SECONDS)
        anew: list[Stylesheet] = []
        monkeypatch.setattr(Stylesheet, "reparse", anew.append)
        await pilot.press("z")
        await pilot.pause()
        opened = screen(pilot, RoundScreen)
        assert opened.query_one("#prompt").styles.margin.bottom == 1
        assert not anew


async def test_a_key_at_once_finds_the_styles_as_well(make_game: MakeGame) -> None:
    game = make_game()
    app = QuizApp(game, play_cards(game, best_mode(game.counts()), game.cards_of()))
    async with app.run_test(size=(80, 24)) as pilot:
        opened = screen(pilot, RoundScreen)
        assert opened.query_one("#prompt").styles.margin.bottom == 1


async def test_garbage_is_looked_for_again_once_the_first_screen_is_up(
    make_game: MakeGame, collector: None
) -> None:
    garbage.start_fast()
    assert gc.get_threshold()[0] == garbage.START
    async with QuizApp(make_game()).run_test(size=(80, 24)) as pilot:
        await passed(pilot, WARM_SECONDS)
        assert gc.get_threshold()[0] == garbage.PLAYING
        assert gc.get_freeze_count() > 0


async def test_within_a_round_garbage_is_looked_for_while_the_player_reads(
    make_game: MakeGame, collector: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The look through everything is to fall into this round, whatever was played before it.
    monkeypatch.setattr(garbage, "_calls", garbage.FULL_EACH // 2)
    garbage.start_fast()
    game = make_game()
    async with QuizApp(game, play_mode(game, Mode.QUIZ)).run_test(size=(80, 24)) as pilot:
        await passed(pilot, WARM_SECONDS)
        looked: list[int] = []

        def note(phase: str, info: dict[str, int]) -> None:
            if phase == "start":
                looked.append(info["generation"])

        gc.callbacks.append(note)
        try:
            for _ in range(garbage.FULL_EACH // 2):
                await pilot.press("f2")
                await pilot.pause()
                await pilot.press("enter")
                await pilot.pause()
        finally:
            gc.callbacks.remove(note)
        assert looked.count(1) >= garbage.FULL_EACH // 2
        assert 2 in looked


async def test_python_looks_for_garbage_in_its_own_way_where_the_game_was_not_started(
    collector: None,
) -> None:
    gc.set_threshold(700)
    looked: list[str] = []
    gc.callbacks.append(lambda phase, _: looked.append(phase))
    try:
        for _ in range(garbage.FULL_EACH):
            garbage.tidy()
        assert looked == []
    finally:
        gc.callbacks.pop()


async def test_home_is_below_every_screen_and_cannot_be_left_by_accident(
    make_game: MakeGame,
) -> None:
    async with QuizApp(make_game()).run_test(size=(80, 24)) as pilot:
        await pilot.press("escape", "escape")
        await pilot.pause()
        screen(pilot, HomeScreen)
        assert len(pilot.app.screen_stack) == 1
