"""The clock of a Blitz stands still while a correction is read."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from quiz.card import Kind
from quiz.game.game import Game
from quiz.game.play import Play, play_cards
from quiz.history.events import MarkKind, Mode
from quiz.round.round import Stage
from quiz.settings.settings import Settings
from tests.factories import Clock

MakeGame = Callable[..., Game]


@pytest.fixture
def blitz(make_game: MakeGame) -> Play:
    game = make_game(own=Settings(blitz_seconds=60))
    cards = [card for card in game.cards_of() if card.kind is Kind.BASIC]
    return play_cards(game, Mode.BLITZ, cards[:4])


@pytest.fixture
def clock(blitz: Play) -> Clock:
    assert isinstance(blitz.game.clock, Clock)
    return blitz.game.clock


def read_for(clock: Clock, play: Play, seconds: float) -> None:
    """Look at the feedback for so long, and at the help once in between."""
    clock.advance(seconds / 2)
    play.pause()
    clock.advance(5)
    play.unpause()
    clock.advance(seconds / 2)


def goes_on(play: Play) -> None:
    play.next()


def undoes(play: Play) -> None:
    assert play.undo()


def buries(play: Play) -> None:
    assert play.set_aside(MarkKind.BURY)


def leaves_and_continues(play: Play) -> None:
    play.finish()
    assert not play.summary().timed_out
    assert play.resume()


@pytest.mark.parametrize("step", [goes_on, undoes, buries, leaves_and_continues])
def test_reading_what_was_right_costs_no_time(
    blitz: Play, clock: Clock, step: Callable[[Play], None]
) -> None:
    before = blitz.seconds_left
    blitz.submit(None)
    told = blitz.seconds_left
    read_for(clock, blitz, 90)
    assert blitz.seconds_left == told
    step(blitz)
    assert blitz.stage is Stage.ASKING
    left = before if step is undoes else told
    assert blitz.seconds_left == left
    clock.advance(7)
    assert left is not None
    assert blitz.seconds_left == left - 7


def test_the_clock_runs_on_after_a_right_answer(blitz: Play, clock: Clock) -> None:
    assert blitz.question is not None
    blitz.submit(blitz.question.card.answers[0])
    told = blitz.seconds_left
    clock.advance(3)
    assert told is not None
    assert blitz.seconds_left == told - 3
