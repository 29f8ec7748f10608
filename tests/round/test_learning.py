from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.card import Card
from quiz.decks.kinds import KINDS
from quiz.history.events import Input, Mode
from quiz.history.rating import Rating
from quiz.moment import Moment
from quiz.round import asking, going_back
from quiz.round.answering import give_answer
from quiz.round.learning import steps_of, steps_taken
from quiz.round.round import Round, Stage
from quiz.round.round_options import RoundOptions
from quiz.settings.settings import Settings
from tests.factories import card as make_card
from tests.factories import number_id
from tests.round.rounds import DECK_CARDS, SCHEDULER, context, right_response, seen
from tests.scheduling.collection import Collection

CITIES = [
    make_card(key=name, note=name, prompt=f"{name}?", answers=(name,))
    for name in ("Astana", "Almaty", "Taraz", "Pavlodar", "Semey", "Atyrau")
]


def learn(cards: list[Card], own: Settings | None = None, seed: int = 5) -> Round:
    options = RoundOptions(Mode.LEARN, own or Settings(), seed)
    return asking.start_round("r", "ada", options, cards, context(cards=cards), Moment(0))


def played(
    cards: list[Card], wrong: set[int], own: Settings | None = None
) -> list[tuple[str, str]]:
    """The cards shown and asked in a Learn, each with how; some answers are wrong."""
    collection = Collection(SCHEDULER)
    held = context(collection, cards)
    state = learn(cards, own)
    turns = []
    for number in range(1, 200):
        if state.question is None:
            break
        now = Moment(number * 3_000)
        way = "shown" if state.stage is Stage.SHOWING else state.question.input.value
        turns.append((state.question.card.key, way))
        if state.stage is Stage.SHOWING:
            state = asking.see(state, held, now)
            continue
        response = None if number in wrong else right_response(state.question)
        state = give_answer(state, response, held, now, number_id(number), 2_000)
        assert state.answered is not None
        collection.apply(state.answered.answer)
        state = asking.proceed(state, held, now)
    assert state.stage is Stage.OVER
    return turns


def ways(turns: list[tuple[str, str]], key: str) -> list[str]:
    return [way for card, way in turns if card == key]


@pytest.mark.parametrize(
    ("own", "expected"),
    [
        (Settings(), ["shown", "choice", "choice", "typed"]),
        (Settings(answer_with="choice"), ["shown", "choice", "choice"]),
        (Settings(answer_with="typed"), ["shown", "typed", "typed"]),
        (Settings(answer_with="reveal"), ["shown", "reveal", "reveal"]),
        # The schedule's own steps do not lengthen the round.
        (Settings(learning_steps=(1.0, 10.0, 20.0)), ["shown", "choice", "choice", "typed"]),
    ],
)
def test_new_card_is_shown_chosen_and_typed(own: Settings, expected: list[str]) -> None:
    turns = played(CITIES, set(), own)
    assert len(turns) == len(CITIES) * len(expected)
    for card in CITIES:
        assert ways(turns, card.key) == expected
    assert [way for _, way in turns[:5]] == ["shown"] * 4 + expected[1:2]


@given(st.sets(st.integers(1, 60)))
def test_wrong_answers_repeat_the_step_and_nothing_else(wrong: set[int]) -> None:
    turns = played(CITIES, wrong)
    assert len(turns) >= 4 * len(CITIES)
    for card in CITIES:
        once = list(dict.fromkeys(ways(turns, card.key)))
        assert once == ["shown", "choice", "typed"]
        assert ways(turns, card.key).count("shown") == 1
    assert turns == played(CITIES, wrong), "the same seed asks the same"


def test_every_kind_is_learnt() -> None:
    turns = played(DECK_CARDS, set())
    for card in DECK_CARDS:
        assert len(ways(turns, card.key)) == steps_of(card, Settings())
    long = make_card(key="long", note="long", answers=("word " * 20,))
    assert ways(played([long], set()), "long") == ["shown", "reveal", "reveal"]


def test_memory_starts_with_the_first_recall() -> None:
    collection = Collection(SCHEDULER)
    held = context(collection, CITIES)
    state = seen(learn(CITIES), held)
    assert collection.memories == {}
    assert state.question is not None
    assert state.question.input is Input.CHOICE
    state = give_answer(state, right_response(state.question), held, Moment(9), number_id(1), 900)
    assert state.answered is not None
    answer = state.answered.answer
    assert (answer.rating, answer.counts) == (Rating.GOOD, True)
    collection.apply(answer)
    first = SCHEDULER.review(None, Rating.GOOD, Moment(9), answer.card)
    assert collection.memory(answer.card) == first


def test_wrong_answer_to_a_shown_card_counts() -> None:
    state = seen(learn(CITIES), context(cards=CITIES))
    state = give_answer(state, None, context(cards=CITIES), Moment(9), number_id(1), 900)
    assert state.answered is not None
    assert not state.answered.answer.correct
    assert state.answered.answer.counts


def test_undo_goes_back_over_shown_cards() -> None:
    held = context(cards=CITIES)
    first = learn(CITIES)
    assert going_back.undo(first) is None
    second = asking.see(first, held, Moment(0))
    assert going_back.undo(second) == (first, "")
    asked = seen(second, held)
    answered = give_answer(asked, None, held, Moment(9), number_id(1), 900)
    back = going_back.undo(answered)
    assert back is not None
    assert back[1] == number_id(1)
    again = going_back.undo(back[0])
    assert again is not None
    assert (again[0].stage, again[1]) == (Stage.SHOWING, "")
    assert len(steps_taken(again[0])) == 3


def test_rating_after_a_shown_card_decides_the_step() -> None:
    held = context(cards=CITIES)
    state = seen(learn(CITIES), held)
    key = state.question.card.key if state.question is not None else ""
    for number in range(1, 20):
        assert state.question is not None
        right = right_response(state.question)
        state = give_answer(state, right, held, Moment(number), number_id(number), 9)
        state = asking.proceed(state, held, Moment(number))
        if state.stage is Stage.SHOWING:
            break
    assert state.stage is Stage.SHOWING
    later = asking.see(state, held, Moment(99))
    last = state.previous.question.card.key if state.previous and state.previous.question else ""
    before = steps_taken(later)[last]
    rated = going_back.rerate_last(later, Rating.AGAIN, held, Moment(99))
    assert steps_taken(rated)[last] == before - 1
    assert key in steps_taken(rated)
    assert rated.shown == later.shown


@pytest.mark.parametrize("kind", [Input.LIST, Input.SEQUENCE])
def test_what_cannot_be_guessed_is_asked_once(kind: Input) -> None:
    cards = [each for each in DECK_CARDS if KINDS[each.kind].input is kind][:1]
    turns = played([*cards, *CITIES], set())
    assert ways(turns, cards[0].key) == ["shown", kind.value]
