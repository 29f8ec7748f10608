"""The tour that a new player is offered first."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from quiz import paths
from quiz.card import Kind
from quiz.game.deck_rows import rows_of
from quiz.game.game import Game
from quiz.game.newcomer import deck_after, is_begun_tour, tour
from quiz.game.play import Play, play_best, play_mode
from quiz.history.events import Input, Mode
from quiz.round.round import Stage
from tests.factories import Clock

MakeGame = Callable[..., Game]
DAYS = 30 * 86_400


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
    assert not is_begun_tour(game)
    play = play_best(game, None, ["welcome"])
    played(play, 2)
    play.finish()
    assert deck_after(game, "welcome") == "welcome"
    assert is_begun_tour(game)
    rest = played(play_best(game, None, ["welcome"]), 3)
    assert not is_begun_tour(game)
    assert rest == [Kind.TRUE_FALSE, Kind.BASIC, Kind.SEQUENCE]


def test_a_tour_left_early_is_not_pressed_on_the_player_the_next_day(game: Game) -> None:
    played(play_best(game, None, ["welcome"]), 2)
    assert isinstance(game.clock, Clock)
    game.clock.ms += 86_400_000
    assert not is_begun_tour(game)


def test_after_the_tour_another_deck_is_offered(game: Game) -> None:
    played(play_best(game, None, ["welcome"]), 5)
    assert deck_after(game, "welcome") == "mini"
    assert deck_after(game, "mini") == "mini"
    assert play_best(game, None, ["mini"]).mode is Mode.LEARN


def test_the_tour_uses_up_no_limit(game: Game) -> None:
    new = game.counts(["mini"]).new
    played(play_best(game, None, ["welcome"]), 5)
    assert game.counts(["mini"]).new == new
    assert (game.today().learnt, game.today().done) == (0, 0)
    played(play_mode(game, Mode.QUIZ, ["mini"]), 1)
    assert game.today().learnt == 1


def test_the_slips_that_the_tour_asks_for_are_forgiven(game: Game) -> None:
    play = play_best(game, None, ["welcome"])
    played(play, 1)
    for slip in ("elefant", "Elephent", "an elephannt"):
        answered = play.submit(slip)
        assert answered is not None
        assert answered.answer.correct, slip
        assert play.undo()


def test_the_tour_does_not_come_back_with_other_decks(game: Game) -> None:
    play_best(game, None, ["welcome"])
    played(play_best(game, None, ["welcome"]), 4)
    assert not game.is_done_tour("welcome")
    played(play_best(game, None, ["welcome"]), 1)
    assert game.is_done_tour("welcome")
    assert isinstance(game.clock, Clock)
    game.clock.advance(DAYS)
    assert play_mode(game, Mode.REVIEW).question is None
    assert game.counts().due == 0
    for mode in (Mode.LEARN, Mode.QUIZ, Mode.CRAM, Mode.MISTAKES):
        play = play_mode(game, mode)
        assert not {card.deck for card in play.state.queue} & {"welcome"}, mode
    total, counted = game.counts_by_deck()
    rows = {row.name: row.aside for row in rows_of(game, total, counted)}
    assert rows == {None: "", "mini": "", "welcome": "done"}


def test_the_tour_can_be_played_again_on_its_own(game: Game) -> None:
    played(play_best(game, None, ["welcome"]), 5)
    assert isinstance(game.clock, Clock)
    game.clock.advance(DAYS)
    assert play_best(game, None, ["welcome"]).question is not None


def test_the_tour_comes_first_while_it_is_new(game: Game) -> None:
    def names() -> list[str | None]:
        return [row.name for row in rows_of(game, *game.counts_by_deck())]

    assert names() == [None, "welcome", "mini"]
    played(play_best(game, None, ["welcome"]), 5)
    assert names() == [None, "mini", "welcome"]
