"""Keys that arrive at once count in the order in which they were pressed."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

import pytest

from quiz.card import Kind
from quiz.game.game import Game
from quiz.game.play import Play, play_cards
from quiz.history.events import Answer, Mode
from quiz.history.rating import Rating
from quiz.round.round import Stage
from quiz.settings.settings import Settings
from quiz.tui.app import QuizApp
from quiz.tui.screens.round_screen import RoundScreen
from quiz.tui.widgets.reveal_answer import RevealAnswer
from tests.tui.driving import at_once, on_kind, order_keys
from tests.tui.waiting import waited_for

MakeGame = Callable[..., Game]


async def test_enter_does_not_overtake_the_steps_of_an_order(make_game: MakeGame) -> None:
    game = make_game()
    play = on_kind(game, Kind.SEQUENCE)
    async with QuizApp(game, play).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        question = play.question
        assert question is not None
        await at_once(pilot, *order_keys(play, question.card.answers), "enter")
        assert play.answered is not None
        assert play.answered.grade.correct


async def test_enter_places_highlighted_step_then_answers(
    make_game: MakeGame,
) -> None:
    game = make_game()
    play = on_kind(game, Kind.SEQUENCE)
    async with QuizApp(game, play).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert play.question is not None
        await at_once(pilot, "enter", "enter")
        assert play.stage is Stage.ASKING
        await at_once(pilot, "enter")
        assert play.answered is not None
        assert play.answered.answer.response == "; ".join(play.question.options)


async def test_enter_does_not_overtake_a_rating(make_game: MakeGame) -> None:
    game = make_game(own=Settings(animations=False, answer_with="reveal"))
    play = on_kind(game, Kind.BASIC)
    async with QuizApp(game, play).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await at_once(pilot, "space", "1", "enter")
        # Enter must not rate Good first, to be changed to Again.
        (answer,) = game.store.events(game.player)
        assert isinstance(answer, Answer)
        assert answer.rating is Rating.AGAIN


async def test_saving_does_not_overtake_the_last_letters(make_game: MakeGame) -> None:
    game = make_game()
    async with QuizApp(game).run_test(size=(80, 40)) as pilot:
        await pilot.press("a")
        await pilot.pause()
        await pilot.press(*"who", "tab")
        await at_once(pilot, *"ada", "ctrl+s")
        await pilot.pause()
        assert [card.answers for card in game.cards_of() if card.prompt == "who"] == [("ada",)]


def on_capital_last(game: Game) -> Play:
    """A round with a typed question first, then one with options unless all are typed."""
    basic = [card for card in game.cards_of() if card.kind is Kind.BASIC]
    return play_cards(game, Mode.QUIZ, basic[::-1])


@pytest.mark.parametrize("way", ["choice", "typed"])
async def test_undo_takes_back_only_the_latest_answer(make_game: MakeGame, way: str) -> None:
    game = make_game(own=Settings(animations=False, answer_with=way))
    play = on_capital_last(game)
    async with QuizApp(game, play).run_test(size=(80, 24)) as pilot:
        await pilot.press("f2", "enter")
        await pilot.pause()
        second = play.question
        assert second is not None
        await at_once(pilot, *("1" if way == "choice" else ("a", "enter")), "f3")
        await waited_for(pilot, lambda: len(game.store.events("ada")) == 3)
        await waited_for(pilot, lambda: play.stage is Stage.ASKING)
        assert play.state.asked == 1
        assert play.question is not None
        assert play.question.card == second.card


async def test_answer_right_after_undo_is_ignored(
    make_game: MakeGame,
) -> None:
    game = make_game()
    play = on_capital_last(game)
    async with QuizApp(game, play).run_test(size=(80, 24)) as pilot:
        await pilot.press("f2", "enter")
        await pilot.pause()
        await at_once(pilot, "f3", "1")
        await waited_for(pilot, lambda: play.state.asked == 0)
        await pilot.pause()
        assert play.stage is Stage.ASKING
        # Only the answer and its undo.
        assert len(game.store.events("ada")) == 2


@pytest.mark.parametrize(("way", "seed"), [("choice", 0), ("reveal", 1), ("typed", 2)])
async def test_hammering_keys_still_leaves_questions_to_answer(
    make_game: MakeGame, way: str, seed: int
) -> None:
    random = Random(seed)
    game = make_game(own=Settings(animations=False, answer_with=way))
    play = play_cards(game, Mode.QUIZ, game.cards_of())
    async with QuizApp(game, play).run_test(size=(80, 24)) as pilot:
        await pilot.press("f2", "enter")
        for _ in range(6):
            await at_once(
                pilot, *random.choices(("f2", "f3", "f4", "f5", "enter", "space", "1", "3"), k=6)
            )
        if isinstance(pilot.app.screen, RoundScreen) and play.stage is Stage.ASKING:
            await pilot.press("f2")
            flipped = pilot.app.screen.query(RevealAnswer)
            if flipped and flipped.first().shown:
                # There, a rating is the answer, and the next question follows at once.
                asked = play.state.asked
                await pilot.press("1")
                await waited_for(pilot, lambda: play.state.asked > asked)
            else:
                await waited_for(pilot, lambda: play.stage is Stage.FEEDBACK)
