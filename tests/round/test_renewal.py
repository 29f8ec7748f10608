"""A round that continues after its decks have changed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.card import Card, Kind
from quiz.history.events import Input, Mode
from quiz.moment import Moment
from quiz.round import asking
from quiz.round.answering import give_answer
from quiz.round.renewal import renew
from quiz.round.round import Round, Stage, answered_so_far
from quiz.round.round_options import RoundOptions
from quiz.settings.settings import Settings
from tests.factories import number_id
from tests.round.rounds import DECK_CARDS, SCHEDULER, context, right_response, seen, start
from tests.scheduling.collection import Collection

BY_KEY = {card.key: card for card in DECK_CARDS}


def edited(card: Card) -> Card:
    """The card with different words everywhere."""
    if card.kind is Kind.TRUE_FALSE:
        return card._replace(prompt=f"new {card.prompt}")
    return card._replace(
        prompt=f"new {card.prompt}",
        answers=tuple(f"new {answer}" for answer in card.answers),
        items=tuple(tuple(f"new {name}" for name in item) for item in card.items),
    )


@st.composite
def rounds(draw: st.DrawFn) -> tuple[Round, Collection]:
    """Rounds with some answers and an open question."""
    mode = draw(st.sampled_from(list(Mode)))
    own = Settings(lives=99, blitz_seconds=600)
    options = RoundOptions(mode, own, draw(st.integers(0, 99)))
    queue = draw(st.permutations(DECK_CARDS))
    collection = Collection(SCHEDULER)
    held = context(collection)
    state = asking.start_round("r", "ada", options, queue, held, Moment(0))
    for number, right in enumerate(draw(st.lists(st.booleans(), max_size=12)), 1):
        state = seen(state, held, Moment(number * 1000))
        if state.question is None:
            break
        response = right_response(state.question) if right else None
        now = Moment(number * 1000)
        after = give_answer(state, response, held, now, number_id(number), 900)
        assert after.answered is not None
        collection.apply(after.answered.answer)
        following = asking.proceed(after, held, now)
        if following.stage is Stage.OVER:
            break
        state = following
    return state, collection


@given(rounds())
def test_unchanged_cards_change_nothing(played: tuple[Round, Collection]) -> None:
    state, collection = played
    assert renew(state, BY_KEY.get, context(collection), Moment(99_000)) == state


@given(rounds(), st.sets(st.sampled_from(sorted(BY_KEY))), st.sets(st.sampled_from(sorted(BY_KEY))))
def test_only_existing_cards_are_asked_in_current_wording(
    played: tuple[Round, Collection], gone: set[str], changed: set[str]
) -> None:
    state, collection = played
    now = Moment(99_000)
    library = {
        key: edited(card) if key in changed else card
        for key, card in BY_KEY.items()
        if key not in gone
    }
    held = context(collection, list(library.values()))
    renewed = renew(state, library.get, held, now)
    left = [card.key for card in state.queue if card.key not in gone]
    assert [card.key for card in renewed.queue] == left or renewed.lap > state.lap
    assert (renewed.asked, renewed.points, renewed.lives) == (
        state.asked,
        state.points,
        state.lives,
    )
    assert answered_so_far(renewed) == answered_so_far(state)
    assert state.question is not None
    open_key = state.question.card.key
    if open_key not in gone:
        assert renewed.question is not None
        assert renewed.question.card.key == open_key
        assert (renewed.question is state.question) is (open_key not in changed)
    for number in range(100, 160):
        if renewed.question is None:
            break
        if renewed.stage is Stage.SHOWING:
            assert renewed.question.card == library[renewed.question.card.key]
            renewed = asking.see(renewed, held, now)
            continue
        question = renewed.question
        card = library[question.card.key]
        assert question.card == card
        if question.input is Input.CHOICE:
            assert question.options.count(card.answers[0]) == 1
        if question.input is Input.SEQUENCE:
            assert sorted(question.options) == sorted(card.answers)
        done = give_answer(renewed, right_response(question), held, now, number_id(number), 900)
        assert done.answered is not None
        assert done.answered.answer.correct
        collection.apply(done.answered.answer)
        renewed = asking.proceed(done, held, now)
    else:
        assert state.mode is Mode.BLITZ


@pytest.mark.parametrize("mode", list(Mode))
def test_a_round_without_cards_is_over(mode: Mode) -> None:
    state = start(mode)
    over = renew(state, {}.get, context(), Moment(0))
    assert over.stage is Stage.OVER
    assert over.queue == ()
    assert renew(over, BY_KEY.get, context(), Moment(0)) is over


def test_shown_hint_stays_while_it_exists() -> None:
    hinted = next(card for card in DECK_CARDS if card.hint)
    state = asking.take_hint(start(Mode.QUIZ, queue=[hinted, DECK_CARDS[-1]]))
    assert state.hinted
    for hint, shown in (("another", True), ("", False)):
        now_so = hinted._replace(hint=hint)
        renewed = renew(state, {hinted.key: now_so}.get, context(), Moment(0))
        assert renewed.hinted is shown
    gone = renew(state, {DECK_CARDS[-1].key: DECK_CARDS[-1]}.get, context(), Moment(0))
    assert gone.question is not None
    assert gone.question.card == DECK_CARDS[-1]
    assert not gone.hinted


def test_options_stay_where_they_were() -> None:
    """Only the wording has changed; the seed is that of the round."""
    card = next(card for card in DECK_CARDS if card.kind is Kind.SEQUENCE)
    state = start(Mode.QUIZ, queue=[card])
    now_so = card._replace(prompt="Reworded")
    renewed = renew(state, {card.key: now_so}.get, context(), Moment(0))
    assert state.question is not None
    assert renewed.question == state.question._replace(card=now_so)
