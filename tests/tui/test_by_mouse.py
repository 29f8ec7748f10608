"""Whole rounds of each mode by mouse, from the home screen and back; only words are typed."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from textual.geometry import Offset
from textual.pilot import Pilot

from quiz.game.game import Game
from quiz.game.play import play_cards
from quiz.history.events import Mode
from quiz.round.question import Question, can_fall
from quiz.round.round import Stage
from quiz.settings.settings import Settings
from quiz.tui.app import QuizApp
from quiz.tui.screens.help_screen import HelpScreen
from quiz.tui.screens.home_screen import HomeScreen
from quiz.tui.screens.round_screen import GLANCE_SECONDS, RoundScreen
from quiz.tui.screens.summary_screen import SummaryScreen
from quiz.tui.widgets.choice_answer import ChoiceAnswer
from quiz.tui.widgets.key_line import KeyLine
from quiz.tui.widgets.list_answer import ListAnswer
from quiz.tui.widgets.order_answer import OrderAnswer
from quiz.tui.widgets.reveal_answer import RevealAnswer
from quiz.tui.widgets.stage import StageWidget
from tests.factories import Clock
from tests.tui.clicking import click_in_help, click_key
from tests.tui.driving import right_keys, screen
from tests.tui.waiting import passed

MakeGame = Callable[..., Game]
MOST = 120
"""Steps after which a round should be over."""

BLITZ_STEPS = 12
"""Steps of a Blitz, before its time is up."""


async def answer_by_mouse(pilot: Pilot[None], shown: RoundScreen) -> None:
    """Answer the open question rightly."""
    answer = shown.query_one(StageWidget).answer
    question = shown.play.question
    assert question is not None
    if isinstance(answer, ChoiceAnswer):
        await pilot.click(offset=tile(answer, question))
    elif isinstance(answer, OrderAnswer):
        await drag_in_order(pilot, answer, question)
        await click_key(pilot, "#footer", "Done")
    elif isinstance(answer, RevealAnswer):
        await pilot.click("#show")
        await pilot.pause()
        await click_key(pilot, "RevealAnswer #ratings", "Good")
    else:
        *typed, enter = right_keys(shown.play)
        await pilot.press(*typed)
        assert enter == "enter"
        await click_key(pilot, "#footer", "Go on" if isinstance(answer, ListAnswer) else "Answer")


def tile(shown: ChoiceAnswer, question: Question) -> Offset:
    """The middle of the tile with the right option."""
    index = question.options.index(question.card.answers[0])
    area = shown.content_region
    cells = [
        Offset(x, y)
        for y in range(area.height)
        for x in range(area.width)
        if shown.plan.at(x, y) == index
    ]
    return area.offset + cells[len(cells) // 2]


async def drag_in_order(pilot: Pilot[None], shown: OrderAnswer, question: Question) -> None:
    """Drag each step to its place."""
    left = shown.content_region.offset + Offset(8, 0)
    for place, step in enumerate(question.card.answers):
        at = shown.steps.index(step)
        if at != place:
            await pilot.mouse_down(offset=left + Offset(0, at))
            await pilot.hover(offset=left + Offset(0, place))
            await pilot.mouse_up(offset=left + Offset(0, place))
            await pilot.pause()
    assert tuple(shown.steps) == tuple(question.card.answers)


async def go_on_by_mouse(pilot: Pilot[None], shown: RoundScreen) -> None:
    """Do what the open question, card or feedback wants."""
    play = shown.play
    match play.stage:
        case Stage.SHOWING:
            await passed(pilot, 1)
            await click_key(pilot, "ShownAnswer #ratings", "Next")
        case Stage.ASKING:
            await answer_by_mouse(pilot, shown)
        case Stage.FEEDBACK if play.mode in (Mode.BLITZ, Mode.GRAVITY):
            await passed(pilot, GLANCE_SECONDS)
        case Stage.FEEDBACK:
            assert play.answered is not None
            assert play.answered.answer.correct
            next_key = shown.query_one("#feedback #ratings", KeyLine).keys[-1]
            await click_key(pilot, "#feedback #ratings", next_key.what)
    await pilot.pause()


def learnt(game: Game) -> None:
    """Answer all cards, a month ago."""
    play = play_cards(game, Mode.QUIZ, game.cards_of())
    while play.question is not None and play.stage is Stage.ASKING:
        play.submit(None)
        play.next()
    assert isinstance(game.clock, Clock)
    game.clock.advance(30 * 86_400)


@pytest.mark.parametrize("size", [(80, 24), (60, 16)])
@pytest.mark.parametrize(
    "mode",
    [
        Mode.REVIEW,
        Mode.LEARN,
        Mode.QUIZ,
        Mode.CRAM,
        Mode.BLITZ,
        Mode.SURVIVAL,
        Mode.GRAVITY,
        Mode.EXAM,
        Mode.CHALLENGE,
    ],
)
async def test_a_round_by_mouse(make_game: MakeGame, mode: Mode, size: tuple[int, int]) -> None:
    game = make_game(own=Settings(animations=False))
    if mode is Mode.REVIEW:
        learnt(game)
    async with QuizApp(game).run_test(size=size) as pilot:
        await pilot.pause()
        await click_key(pilot, "#modes", mode.value.capitalize())
        await pilot.pause()
        shown = screen(pilot, RoundScreen)
        assert isinstance(shown, RoundScreen)
        for step in range(MOST):
            if mode is Mode.BLITZ and step == BLITZ_STEPS:
                await passed(pilot, 600)
            if pilot.app.screen is not shown:
                break
            await go_on_by_mouse(pilot, shown)
        summary = screen(pilot, SummaryScreen)
        assert isinstance(summary, SummaryScreen)
        assert summary.play.mode is mode
        assert summary.play.state.right == summary.play.state.asked > 0
        await passed(pilot, 1)
        await click_key(pilot, "#footer", "Home")
        await pilot.pause()
        screen(pilot, HomeScreen)


@pytest.mark.parametrize("size", [(80, 24), (40, 12)])
@pytest.mark.parametrize("mode", [Mode.CRAM, Mode.GRAVITY])
async def test_the_rows_of_the_help_do_what_their_keys_do(
    make_game: MakeGame, mode: Mode, size: tuple[int, int]
) -> None:
    game = make_game(own=Settings(animations=False))
    play = play_cards(game, mode, [card for card in game.cards_of() if can_fall(card)])
    async with QuizApp(game, play).run_test(size=size) as pilot:
        assert play.question is not None
        first = play.question.card.key
        await click_in_help(pilot, "f5")
        screen(pilot, RoundScreen)
        assert game.collection.suspended == {first}
        await click_in_help(pilot, "f3")
        assert game.collection.suspended == set()
        await click_in_help(pilot, "escape")
        await pilot.pause()
        assert not isinstance(pilot.app.screen, RoundScreen | HelpScreen)
