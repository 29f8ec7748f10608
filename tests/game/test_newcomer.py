"""The tour that a new player is offered first."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from quiz import paths
from quiz.card import Kind
from quiz.game.game import Game
from quiz.game.newcomer import deck_after, tour
from quiz.game.play import Play, play_best
from quiz.history.events import Input, Mode
from quiz.round.round import Stage

MakeGame = Callable[..., Game]


@pytest.fixture
def game(decks: Path, make_game: MakeGame) -> Game:
    """A game with the tour and another deck."""
    shipped = paths.shipped_decks() / "welcome.yaml"
    (decks / shipped.name).write_bytes(shipped.read_bytes())
    return make_game()


def played(play: Play, answers: int) -> list[Kind]:
    """The kinds of the cards asked, after this many answers."""
    kinds = []
    for _ in range(answers):
        assert play.question is not None
        kinds.append(play.question.card.kind)
        play.submit(None)
        play.next()
    return kinds


def test_the_tour_asks_each_card_once_and_in_its_order(game: Game) -> None:
    play = play_best(game, None, tour(game))
    assert play.mode is Mode.QUIZ
    inputs = []
    while play.question is not None:
        inputs.append(play.question.input)
        play.submit(None)
        play.next()
    assert inputs == [
        Input.CHOICE,
        Input.TYPED,
        Input.TRUE_FALSE,
        Input.CHOICE,
        Input.SEQUENCE,
    ]
    assert play.stage is Stage.OVER


def test_a_tour_left_early_goes_on_where_it_was(game: Game) -> None:
    play = play_best(game, None, ["welcome"])
    played(play, 2)
    play.finish()
    assert deck_after(game, "welcome") == "welcome"
    rest = played(play_best(game, None, ["welcome"]), 3)
    assert rest == [Kind.TRUE_FALSE, Kind.BASIC, Kind.SEQUENCE]


def test_after_the_tour_another_deck_is_offered(game: Game) -> None:
    played(play_best(game, None, ["welcome"]), 5)
    assert deck_after(game, "welcome") == "mini"
    assert deck_after(game, "mini") == "mini"
    assert play_best(game, None, ["mini"]).mode is Mode.LEARN


def test_the_slips_that_the_tour_asks_for_are_forgiven(game: Game) -> None:
    play = play_best(game, None, ["welcome"])
    played(play, 1)
    for slip in ("elefant", "Elephent", "an elephannt"):
        answered = play.submit(slip)
        assert answered is not None
        assert answered.answer.correct, slip
        assert play.undo()
