from __future__ import annotations

from collections.abc import Callable
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.game.game import Game
from quiz.game.play import play_cards, play_mode
from quiz.history.events import Input, Mode
from quiz.moment import Moment
from quiz.round.answering import give_answer
from quiz.round.question import can_fall
from quiz.round.round import Stage
from quiz.round.stakes import SHORTEST_FALL_MS, fall_ms
from quiz.settings.settings import Settings
from tests.factories import card, number_id
from tests.round.rounds import DECK_CARDS, context, start

MakeGame = Callable[..., Game]


@given(st.integers(0, 500), st.text(max_size=120), st.text(min_size=1, max_size=40))
def test_a_prompt_falls_faster_each_time_but_can_be_read_and_typed(
    asked: int, prompt: str, answer: str
) -> None:
    one = card(prompt=prompt, answers=(answer,))
    now, later = fall_ms(one, asked), fall_ms(one, asked + 1)
    assert now >= later >= SHORTEST_FALL_MS
    assert fall_ms(one._replace(prompt=prompt + "?"), asked) > now


@given(st.integers(-1_000, 1_000))
def test_an_answer_counts_until_the_prompt_lands(late: int) -> None:
    cards = [one for one in DECK_CARDS if can_fall(one)]
    state = start(Mode.GRAVITY, Settings(), cards)
    assert state.question is not None
    assert state.question.input is Input.TYPED
    assert state.fall_ms is not None
    right = state.question.card.answers[0]
    ms = state.fall_ms + late
    after = give_answer(state, right, context(), Moment(ms), number_id(1), ms)
    assert after.answered is not None
    assert after.answered.answer.correct == (late <= 0)
    assert after.answered.gave_up == after.answered.landed == (late > 0)
    skipped = give_answer(state, None, context(), Moment(ms), number_id(1), ms)
    assert skipped.answered is not None
    assert skipped.answered.landed == (late >= 0)
    assert after.lives == Settings().lives - (late > 0)


def test_what_is_chosen_or_long_does_not_fall(make_game: MakeGame) -> None:
    game = make_game()
    play = play_mode(game, Mode.GRAVITY)
    assert play.state.queue
    assert all(map(can_fall, play.state.queue))
    assert all(len(one.answer) <= 40 for one in play.state.queue)


@pytest.mark.parametrize("preferred", ["auto", "choice", "typed", "reveal"])
def test_a_gravity_is_typed_whatever_the_player_prefers(
    make_game: MakeGame, preferred: Literal["auto", "choice", "typed", "reveal"]
) -> None:
    play = play_mode(make_game(own=Settings(answer_with=preferred)), Mode.GRAVITY)
    assert play.question is not None
    assert play.question.input is Input.TYPED


def test_cards_that_the_player_has_met_fall_first(make_game: MakeGame) -> None:
    game = make_game(own=Settings(answer_with="typed"))
    met = [one for one in game.cards_of() if can_fall(one)][-1]
    play_cards(game, Mode.QUIZ, [met]).submit(met.answers[0])
    assert play_mode(game, Mode.GRAVITY).state.queue[0] == met


def test_the_clock_of_a_prompt_stops_during_a_pause(make_game: MakeGame) -> None:
    game = make_game()
    play = play_mode(game, Mode.GRAVITY)
    play.shown()
    falls = play.seconds_left
    assert falls is not None
    play.pause()
    game.clock.advance(100)  # type: ignore[attr-defined]
    assert play.seconds_left == falls
    play.unpause()
    game.clock.advance(falls + 1)  # type: ignore[attr-defined]
    assert play.has_landed
    assert play.submit("anything") is not None
    assert play.stage is Stage.FEEDBACK
    assert play.answered is not None
    assert play.answered.gave_up
    assert not play.has_landed


def test_what_points_at_its_options_does_not_fall() -> None:
    options = ("Mars", "Venus")
    for prompt in ("Which of these is a planet?", "Pick the largest one", "Welche der folgenden?"):
        assert not can_fall(card(prompt=prompt, distractors=options))
        assert can_fall(card(prompt=prompt))
    assert can_fall(card(prompt="Which planet is the largest?", distractors=options))
