"""Screens update when time passes, not only when files change."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import DataTable, OptionList, Static

from quiz.game.game import Game
from quiz.game.play import play_cards
from quiz.history.events import Mode
from quiz.settings.settings import Settings
from quiz.tui.app import QuizApp
from quiz.tui.game_app import REFRESH_SECONDS
from quiz.tui.screens.faults_screen import FaultsScreen
from quiz.tui.widgets.deck_list import DeckList
from tests.factories import Clock
from tests.tui.driving import screen
from tests.tui.waiting import passed

MakeGame = Callable[..., Game]
LATE = 1_700_020_740_000
"""A minute before four o'clock in the morning, when the day begins."""


def text(pilot: Pilot[None], selector: str) -> str:
    return str(pilot.app.screen.query_one(selector, Static).content)


def answered(make_game: MakeGame, own: Settings | None = None) -> Game:
    """A game in which one card was answered wrongly, a minute before the new day."""
    game = make_game(own=own)
    game.clock.ms = LATE  # type: ignore[attr-defined]
    play_cards(game, Mode.QUIZ, game.cards_of()[:1]).submit(None)
    return game


async def test_home_shows_new_day_when_it_starts(make_game: MakeGame) -> None:
    async with QuizApp(answered(make_game)).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "1/30" in text(pilot, "#goal")
        await passed(pilot, 58)
        assert "1/30" in text(pilot, "#goal")
        await passed(pilot, 2)
        assert "0/30" in text(pilot, "#goal")


async def test_home_shows_card_in_steps_when_due(make_game: MakeGame) -> None:
    own = Settings(animations=False, learning_steps=(10,))
    async with QuizApp(answered(make_game, own)).run_test(size=(80, 24)) as pilot:
        await passed(pilot, 120)
        decks = pilot.app.screen.query_one(DeckList)
        assert decks.chosen is not None
        assert decks.chosen.counts.due == 0
        assert "new" in text(pilot, "#play")
        await passed(pilot, 478)
        assert decks.chosen.counts.due == 0
        await pilot.press("down")
        await passed(pilot, 2)
        assert decks.chosen.counts.due == 1
        assert "1 due" in text(pilot, "#play")
        # The player stays where they were.
        assert decks.highlighted == 1


async def test_home_follows_clock_set_back(make_game: MakeGame) -> None:
    game = answered(make_game)
    game.clock.advance(60)  # type: ignore[attr-defined]
    async with QuizApp(game).run_test(size=(80, 24)) as pilot:
        await passed(pilot, 1)
        assert "0/30" in text(pilot, "#goal")
        game.clock.ms -= 61_000  # type: ignore[attr-defined]
        game.clock.seconds = lambda: 2e9  # type: ignore[attr-defined]
        await passed(pilot, 0)
        assert "1/30" in text(pilot, "#goal")


async def test_faults_update_when_deck_is_fixed_elsewhere(make_game: MakeGame, decks: Path) -> None:
    for name in ("bad", "worse"):
        (decks / f"{name}.yaml").write_text("title: Bad\ncards: 7\n")
    async with QuizApp(make_game()).run_test(size=(80, 24)) as pilot:
        await pilot.press("f")
        await pilot.pause()
        shown = screen(pilot, FaultsScreen)
        rows = pilot.app.screen.query_one(OptionList)
        await pilot.press("down")
        assert (rows.option_count, rows.highlighted) == (2, 1)
        (decks / "bad.yaml").write_text("title: Bad\ncards:\n- {prompt: p, answer: a}\n")
        await passed(pilot, 1)
        assert (rows.option_count, rows.highlighted) == (1, 0)
        assert "worse.yaml" in str(rows.get_option_at_index(0).prompt)
        (decks / "worse.yaml").unlink()
        await passed(pilot, 1)
        assert not rows.display
        assert "All decks are fine" in text(pilot, "#heading")
        assert pilot.app.screen is shown


async def test_statistics_show_new_day_when_it_starts(make_game: MakeGame) -> None:
    async with QuizApp(answered(make_game)).run_test(size=(80, 24)) as pilot:
        await pilot.press("s")
        await pilot.pause()
        before = text(pilot, "#figures"), text(pilot, "#calendar")
        await passed(pilot, 60)
        after = text(pilot, "#figures"), text(pilot, "#calendar")
        assert before != after


async def test_browser_shows_card_that_came_due(make_game: MakeGame) -> None:
    async with QuizApp(answered(make_game)).run_test(size=(120, 30)) as pilot:
        await pilot.press("w")
        await pilot.pause()
        table = pilot.app.screen.query_one(DataTable)
        await pilot.press("down", "down")
        assert "due" not in str(table.get_cell_at((0, 2)))  # type: ignore[arg-type]
        await passed(pilot, 90)
        assert "due" in str(table.get_cell_at((0, 2)))  # type: ignore[arg-type]
        assert table.cursor_row == 2


@pytest.mark.parametrize("key", ["a", "o", "y", "h", "question_mark"])
async def test_new_day_does_not_affect_other_screens(make_game: MakeGame, key: str) -> None:
    async with QuizApp(answered(make_game)).run_test(size=(80, 24)) as pilot:
        await pilot.press(key)
        await pilot.pause()
        shown = pilot.app.screen
        await passed(pilot, 60)
        assert pilot.app.screen is shown
        await pilot.press("escape")
        await pilot.pause()
        assert "0/30" in text(pilot, "#goal")


async def test_closing_app_does_not_tick(make_game: MakeGame, decks: Path) -> None:
    app = QuizApp(make_game())
    close = app._close_all

    async def close_and_tick() -> None:
        await close()
        (decks / "late.yaml").write_text("title: Late\ncards: [{prompt: a, answer: b}]\n")
        assert isinstance(app.clock, Clock)
        app.clock.advance(REFRESH_SECONDS)
        app.tick_while_running()

    async with app.run_test():
        app._close_all = close_and_tick  # type: ignore[method-assign]
