from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from quiz.history.events import Input, Mode
from quiz.moment import Moment
from quiz.round import asking, going_back
from quiz.round.answering import give_answer
from quiz.round.round import Round, Stage
from quiz.round.stakes import LIFE_AFTER, MOST_LIVES, RIGHT_MS, TYPED_AFTER, WRONG_MS
from quiz.settings.settings import Settings
from tests.factories import card as make_card
from tests.factories import number_id
from tests.round.rounds import context, right_response, start

CARDS = [
    make_card(key=f"k{n}", note=f"n{n}", prompt=f"{n}?", answers=(f"a{n}b",)) for n in range(60)
]
HELD = context(cards=CARDS)
OWN = Settings(lives=3)


def answered(state: Round, right: bool, ms: int) -> Round:
    assert state.question is not None
    response = right_response(state.question) if right else None
    return give_answer(state, response, HELD, Moment(ms), number_id(state.asked + 1), 900)


@given(st.lists(st.booleans(), max_size=60))
def test_clock_and_lives_follow_from_the_answers(rights: list[bool]) -> None:
    for mode in (Mode.BLITZ, Mode.SURVIVAL):
        state = start(mode, OWN, CARDS)
        seconds, lives, right, streak = 60.0, 3, 0, 0
        for correct in rights:
            if state.stage is Stage.OVER:
                break
            before = state
            state = answered(before, correct, 0)
            right += correct
            # All these cards are new, so a wrong answer is a guess, which ends no streak.
            streak += correct
            if correct:
                seconds += next(ms for most, ms in RIGHT_MS if right <= most) / 1000
                lives = min(MOST_LIVES, lives + (streak % LIFE_AFTER == 0))
            else:
                seconds -= WRONG_MS / 1000
                lives -= 1
            left = state.seconds_left(Moment(0))
            assert left == (max(0.0, seconds) if mode is Mode.BLITZ else None)
            assert state.lives == (lives if mode is Mode.SURVIVAL else None)
            ms, hearts = state.last_change
            assert (ms != 0) is (mode is Mode.BLITZ)
            assert hearts in ((0, 1) if correct else (0, -1))
            undone = going_back.undo(state)
            assert undone is not None
            assert (undone[0].lives, undone[0].extra_ms) == (before.lives, before.extra_ms)
            state = asking.proceed(state, HELD, Moment(0))
            if mode is Mode.SURVIVAL and state.question is not None:
                typed = state.question.input is Input.TYPED
                assert typed is (right >= TYPED_AFTER)
        else:
            continue
        assert not lives or seconds <= 0 or len(rights) >= len(CARDS)


def test_ten_in_a_row_earn_a_life() -> None:
    state = start(Mode.SURVIVAL, OWN, CARDS)
    lives = []
    for _ in range(20):
        state = answered(state, True, 0)
        lives.append(state.lives)
        state = asking.proceed(state, HELD, Moment(0))
    assert lives == [3] * 9 + [4] * 10 + [5]


def test_wrong_answer_can_end_a_blitz() -> None:
    state = answered(start(Mode.BLITZ, OWN, CARDS), False, 58_000)
    assert state.seconds_left(Moment(58_000)) == 0.0
    assert asking.proceed(state, HELD, Moment(58_000)).stage is Stage.OVER
