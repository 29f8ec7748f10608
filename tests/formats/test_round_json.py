"""What the state machine of `tests/round/test_round.py` does not come across: decks that change,
and texts that are no rounds."""

from __future__ import annotations

import json
from contextlib import suppress
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.card import Card
from quiz.formats.round_json import (
    VERSION,
    RoundWriter,
    UnreadableRoundError,
    read_round,
    round_head,
    round_text,
    whole_text,
)
from quiz.history.kinds import Mode
from quiz.moment import Moment
from quiz.round import asking, going_back
from quiz.round.answering import give_answer
from quiz.round.renewal import ask_again
from quiz.round.round import Round, Stage, answered_so_far, delayed, so_far
from quiz.round.round_options import RoundOptions
from quiz.settings.settings import Settings
from tests.factories import number_id
from tests.round.rounds import DECK_CARDS, SCHEDULER, context, right_response
from tests.scheduling.collection import Collection

CARDS = {card.key: card for card in DECK_CARDS}


def played(mode: Mode, answers: int) -> Round:
    """A round with so many right answers, whose next question is open."""
    options = RoundOptions(mode, Settings(slow_seconds=30, learning_steps=(2.0, 15.0)), 5)
    collection = Collection(SCHEDULER)
    state = asking.start_round(
        number_id(0), "ada", options, DECK_CARDS, context(collection), Moment(0, 60)
    )
    for n in range(answers):
        assert state.question is not None
        response = right_response(state.question)
        now = Moment(1_000 * n, 60)
        state = give_answer(state, response, context(collection), now, number_id(n + 1), 900)
        assert state.answered is not None
        collection.apply(state.answered.answer)
        state = asking.proceed(state, context(collection), now)
    return state


def without(gone: Card) -> dict[str, Card]:
    return {key: card for key, card in CARDS.items() if key != gone.key}


def test_settings_and_a_pause_are_kept() -> None:
    state = delayed(played(Mode.BLITZ, 3), 4_000)
    assert read_round(round_text(state), CARDS.get) == (state, False)


def test_an_edited_card_is_asked_anew() -> None:
    state = played(Mode.QUIZ, 1)
    assert state.question is not None
    old = state.question.card
    new = old._replace(prompt="What is asked now?")
    found = read_round(round_text(state), {**CARDS, old.key: new}.get)
    assert found.changed
    asked = ask_again(found.state, new, context(), Moment(0))
    assert asked.question is not None
    assert asked.question.card.prompt == "What is asked now?"
    assert asked.asked == 1


def test_a_card_that_is_gone_is_left_out() -> None:
    state = played(Mode.QUIZ, 3)
    for answered in answered_so_far(state):
        gone = answered.question.card
        found = read_round(round_text(state), without(gone).get).state
        assert found.question == state.question
        assert [one.answer.card for one in answered_so_far(found)] == [
            key for key in state.told if key != gone.key
        ]
        assert len(found.queue) == len(state.queue) - 1
        assert found.queue[found.position :] == state.queue[state.position :]
        assert going_back.undo(found) is not None


def test_a_gone_card_that_is_open_gives_way_to_the_next() -> None:
    state = played(Mode.QUIZ, 1)
    assert state.question is not None
    found = read_round(round_text(state), without(state.question.card).get).state
    assert found.stage is Stage.FEEDBACK
    following = asking.proceed(found, context(), Moment(0))
    assert following.question is not None
    assert following.question.card == state.queue[state.position]


def test_a_round_without_cards_is_over() -> None:
    with pytest.raises(UnreadableRoundError, match="this round is over"):
        read_round(round_text(played(Mode.QUIZ, 2)), lambda key: None)


def test_a_newer_round_is_over() -> None:
    body = json.loads(round_text(played(Mode.QUIZ, 1)))
    with pytest.raises(UnreadableRoundError, match="newer version of quiz"):
        read_round(json.dumps(body | {"version": VERSION + 1}), CARDS.get)


def test_an_undone_chain_is_as_long_as_before() -> None:
    state = played(Mode.QUIZ, 2)
    step = going_back.undo(state)
    assert step is not None
    found = read_round(round_text(step[0]), CARDS.get).state
    assert len(so_far(found)) == len(so_far(step[0]))


@given(
    st.sampled_from(["", "version", "id", "mode", "seed", "settings", "cards", "states"]),
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=5),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
        max_leaves=5,
    ),
)
def test_anything_else_is_over_and_never_a_crash(name: str, value: Any) -> None:
    body = json.loads(round_text(played(Mode.QUIZ, 1)))
    text = json.dumps(body | {name: value} if name else value)
    with suppress(UnreadableRoundError):
        assert read_round(text, CARDS.get).state.stage in Stage


@pytest.mark.parametrize("text", ["", "{", "[]", "null", "7", '{"version": 1}', "[" * 10_000])
def test_broken_text_is_over(text: str) -> None:
    with pytest.raises(UnreadableRoundError):
        read_round(text, CARDS.get)


def test_a_long_round_grows_with_its_answers_alone() -> None:
    """Past states are written as changes, not whole."""
    sizes = [len(round_text(played(Mode.CRAM, n))) for n in (2, 4, 6, 8)]
    steps = [after - before for before, after in pairwise(sizes)]
    assert max(steps) < 1.5 * min(steps)


def test_a_round_that_is_written_after_each_step_is_read_as_one_written_once() -> None:
    writer = RoundWriter()
    texts: list[str] = []

    def written(state: Round) -> str:
        new = writer.write(state)
        assert new.is_cut or new.kept == len(texts)
        texts[new.kept :] = new.texts
        return whole_text(round_head(state), texts)

    for number in (1, 2, 3):
        state = played(Mode.CRAM, number)
        for past in (*so_far(state), state):
            assert read_round(written(past), CARDS.get) == (past, False)
        step = going_back.undo(state)
        assert step is not None
        assert read_round(written(step[0]), CARDS.get).state == step[0]


def test_a_step_writes_its_own_state_alone() -> None:
    writer = RoundWriter()
    numbers = [len(writer.write(past).texts) for past in so_far(played(Mode.CRAM, 5))]
    assert set(numbers) == {1}


def test_a_round_of_version_1_goes_on() -> None:
    """All cards stood in one list."""
    state = played(Mode.CRAM, 3)
    body = json.loads(round_text(state))
    body["cards"] = [key for each in body["states"] for key in each.pop("cards", ())]
    assert read_round(json.dumps(body | {"version": 1}), CARDS.get) == (state, False)


def test_a_queue_is_written_as_what_changed_in_it() -> None:
    state = played(Mode.CRAM, 4)
    first, *others = json.loads(round_text(state))["states"]
    assert first["moved"][2:] == list(range(len(state.queue)))
    assert all("queue" not in one and len(one.get("moved", ())) <= 4 for one in others)
