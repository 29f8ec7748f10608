"""Keys pressed in a Blitz just as the feedback to a right answer ends."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from textual import events
from textual.pilot import Pilot

from quiz.game.game import Game
from quiz.game.play import play_cards
from quiz.history.events import Mode
from quiz.round.round import Stage
from quiz.settings.settings import Settings
from quiz.tui.app import QuizApp
from quiz.tui.screens.round_screen import GLANCE_SECONDS, RoundScreen
from tests.tui.driving import right_keys
from tests.tui.waiting import passed, waited_for

MakeGame = Callable[..., Game]


@pytest.fixture
def blitz(make_game: MakeGame) -> QuizApp:
    """A Blitz on one card with four options."""
    game = make_game(own=Settings(animations=False, blitz_seconds=600))
    return QuizApp(game, play_cards(game, Mode.BLITZ, game.cards_of()[:1]))


def round_of(pilot: Pilot[None]) -> RoundScreen:
    shown = pilot.app.screen
    assert isinstance(shown, RoundScreen)
    return shown


async def answered_rightly(pilot: Pilot[None]) -> RoundScreen:
    """The screen of a round after a right first answer."""
    await pilot.pause()
    shown = round_of(pilot)
    await pilot.press(*right_keys(shown.play))
    await pilot.pause()
    return shown


@pytest.mark.parametrize("key", ["1", "x", "f2", "f6", "f4"])
async def test_key_before_next_question_is_painted_is_dropped(
    blitz: QuizApp, monkeypatch: pytest.MonkeyPatch, key: str
) -> None:
    async with blitz.run_test(size=(80, 24)) as pilot:
        shown = await answered_rightly(pilot)
        play = shown.play
        lay_out = shown._lay_out
        pressed = events.Key(key, key if len(key) == 1 else None)

        async def pressed_meanwhile() -> None:
            await lay_out()
            blitz.post_message(pressed)
            await lay_out()

        with monkeypatch.context() as patch:
            patch.setattr(shown, "_lay_out", pressed_meanwhile)
            await passed(pilot, GLANCE_SECONDS)
        assert (play.stage, play.state.asked, play.state.hinted) == (Stage.ASKING, 1, False)
        assert blitz.game.collection.buried(blitz.game.clock().day()) == set()
        # From now on keys count.
        await pilot.pause()
        await pilot.press(*right_keys(play))
        await pilot.pause()
        assert play.state.right == 2


async def test_glance_ends_only_its_own_answer(blitz: QuizApp) -> None:
    async with blitz.run_test(size=(80, 24)) as pilot:
        shown = await answered_rightly(pilot)
        play = shown.play
        await pilot.press("f3")
        # Keys count from when the question is painted again.
        await waited_for(pilot, lambda: not shown.keys.is_unseen)
        await pilot.press("f2")
        await pilot.pause()
        await passed(pilot, GLANCE_SECONDS)
        assert play.stage is Stage.FEEDBACK
        assert play.state.right == 0


async def test_help_at_end_of_glance_keeps_keys(blitz: QuizApp) -> None:
    async with blitz.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        shown = round_of(pilot)
        await pilot.press(*right_keys(shown.play))
        await pilot.pause()
        await pilot.press("f1")
        await pilot.pause()
        await passed(pilot, GLANCE_SECONDS)
        await pilot.press("escape")
        await pilot.pause()
        assert blitz.screen is shown
        # The clock was stopped below the help.
        await passed(pilot, 0)
        await pilot.press(*right_keys(shown.play))
        await pilot.pause()
        assert shown.play.state.right == 2
