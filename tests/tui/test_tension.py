"""The tension of a Blitz and a Survival: three, two, one, the clock and the hearts."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from textual.pilot import Pilot
from textual.widgets import Static

from quiz.game.game import Game
from quiz.game.play import Play, play_cards, play_mode
from quiz.history.events import Mode
from quiz.settings.settings import Settings
from quiz.tui.app import QuizApp
from quiz.tui.widgets.count_in import DIGITS, SECONDS
from quiz.tui.widgets.hud import HeadUpDisplay
from tests.tui.driving import right_keys
from tests.tui.waiting import passed

MakeGame = Callable[..., Game]


def hud(pilot: Pilot[None]) -> str:
    return pilot.app.screen.query_one(HeadUpDisplay).render_line(0).text


def prompt(pilot: Pilot[None]) -> str:
    return str(pilot.app.screen.query_one("#prompt", Static).render())


def blitz(game: Game) -> Play:
    return play_cards(game, Mode.BLITZ, game.cards_of()[:2])


async def test_three_two_one_and_the_clock_starts(make_game: MakeGame) -> None:
    game = make_game(own=Settings())
    play = blitz(game)
    async with QuizApp(game, play).run_test(size=(80, 24)) as pilot:
        for digit in (3, 2, 1):
            await passed(pilot, 0.01)
            assert prompt(pilot) == f"{DIGITS[digit]}\n\nAs many as you can before time runs out"
            await pilot.press("1", "x", "f4")
            assert play.state.turn == 0
            assert play.seconds_left == 60.0
            await passed(pilot, SECONDS / 3)
        assert DIGITS[1] not in prompt(pilot)
        await passed(pilot, 2)
        assert play.seconds_left is not None
        assert 57 < play.seconds_left < 60
        await pilot.press(*right_keys(play))
        assert play.state.right == 1


async def test_calm_without_animations(make_game: MakeGame) -> None:
    game = make_game()
    play = blitz(game)
    async with QuizApp(game, play).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert play.question is not None
        assert play.question.card.prompt in prompt(pilot)
        before = hud(pilot)
        assert "◴ 60 s" in before
        await pilot.press("f2")
        await pilot.pause()
        assert "◴ 57 s -3" in hud(pilot)


async def test_hearts_break_and_come_back(make_game: MakeGame) -> None:
    game = make_game()
    cards = game.cards_of()
    play = play_cards(game, Mode.SURVIVAL, cards)
    async with QuizApp(game, play).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "♥♥♥ " in hud(pilot)
        await pilot.press("f2")
        await pilot.pause()
        assert "♥♥♡ " in hud(pilot)
        await pilot.press("f3")
        await pilot.pause()
        assert "♥♥♥ " in hud(pilot)


async def test_record_is_named_while_it_is_near(make_game: MakeGame) -> None:
    game = make_game()
    first = blitz(game)
    while first.state.right < 1:
        question = first.question
        assert question is not None
        first.submit(question.card.answers[0])
        first.next()
    first.finish()
    play = blitz(game)
    async with QuizApp(game, play).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        while (missing := first.state.points + 1 - play.state.points) > 0:
            assert f" {missing} point" in hud(pilot)
            assert "to your record" in hud(pilot)
            await pilot.press(*right_keys(play))
            await passed(pilot, 1)
        assert "record" not in hud(pilot)


@pytest.mark.parametrize(
    ("width", "told"), [(80, "Mini [b]deck[/b]"), (34, "Mini [b]d…"), (30, "")]
)
async def test_the_title_of_the_deck_is_told_if_it_says_something(
    make_game: MakeGame, width: int, told: str
) -> None:
    game = make_game()
    async with QuizApp(game, play_mode(game, Mode.QUIZ)).run_test(size=(width, 12)) as pilot:
        await pilot.pause()
        assert told in hud(pilot)
        assert ("Mini" in hud(pilot)) is bool(told)
