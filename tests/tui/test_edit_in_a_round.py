"""Editing the card of the open question."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, Static

from quiz.game.game import Game
from quiz.game.play import Play, play_cards
from quiz.history.events import Mode
from quiz.round.round import Stage
from quiz.settings.settings import Settings
from quiz.tui.app import QuizApp
from quiz.tui.key_guard import REPEAT_SECONDS
from quiz.tui.screens.card_editor import CardEditor
from quiz.tui.screens.round_screen import RoundScreen
from tests.factories import Clock

MakeGame = Callable[..., Game]


def river(make_game: MakeGame, mode: Mode = Mode.QUIZ, **own: object) -> Play:
    """A round that asks the card about the river, then one about the capital."""
    game = make_game(own=Settings(animations=False, **own))  # type: ignore[arg-type]
    cards = {card.prompt[:11]: card for card in game.cards_of()}
    return play_cards(game, mode, [cards["Which river"], cards["Which city "]])


async def reword(pilot: Pilot[None], key: str, decks: Path, old: str, new: str) -> None:
    """Open the editor with this key, save the reworded card, and leave."""
    await pilot.press(key)
    await pilot.pause()
    assert isinstance(pilot.app.screen, CardEditor)
    path = decks / "mini.yaml"
    path.write_text(path.read_text().replace(old, new))
    pilot.app.screen.dismiss(True)
    await pilot.pause()
    await pilot.pause()


async def test_editing_returns_to_reworded_question(make_game: MakeGame, decks: Path) -> None:
    play = river(make_game)
    app = QuizApp(play.game, play)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await reword(pilot, "f8", decks, "Which river flows through Astana?", "Astana's river?")
        assert isinstance(app.screen, RoundScreen)
        assert play.stage is Stage.ASKING
        assert play.question is not None
        assert play.question.card.prompt == "Astana's river?"
        assert "Astana's river?" in str(app.screen.query_one("#prompt", Static).render())


async def test_typed_answer_survives_unchanged_edit(make_game: MakeGame) -> None:
    play = river(make_game, answer_with="typed")
    app = QuizApp(play.game, play)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("I", "e", "f8")
        await pilot.pause()
        assert isinstance(app.screen, CardEditor)
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(app.screen, RoundScreen)
        assert app.screen.query_one(Input).value == "Ie"


async def test_editor_stops_the_clock(make_game: MakeGame) -> None:
    play = river(make_game, Mode.BLITZ)
    app = QuizApp(play.game, play)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        left = play.seconds_left
        await pilot.press("f8")
        await pilot.pause()
        play.game.clock.advance(300)  # type: ignore[attr-defined]
        await pilot.press("escape")
        await pilot.pause()
        await pilot.pause()
        assert play.seconds_left == left
        answered = play.submit(None)
        assert answered is not None
        assert answered.answer.ms < 1_000


async def test_editing_from_feedback_returns_to_feedback(make_game: MakeGame, decks: Path) -> None:
    play = river(make_game)
    app = QuizApp(play.game, play)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("f2")
        await pilot.pause()
        assert play.stage is Stage.FEEDBACK
        assert isinstance(play.game.clock, Clock)
        play.game.clock.advance(2 * REPEAT_SECONDS)
        await reword(pilot, "e", decks, "Which city is the capital of Kazakhstan?", "Its capital?")
        assert isinstance(app.screen, RoundScreen)
        assert play.stage is Stage.FEEDBACK
        await pilot.press("enter")
        await pilot.pause()
        assert play.question is not None
        assert play.question.card.prompt == "Its capital?"


@pytest.mark.parametrize("presses", [1, 2])
async def test_card_is_flagged_and_unflagged(make_game: MakeGame, presses: int) -> None:
    play = river(make_game)
    app = QuizApp(play.game, play)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press(*["f7"] * presses)
        await pilot.pause()
        assert play.question is not None
        assert play.game.collection.state(play.question.card.key).flagged is (presses == 1)
