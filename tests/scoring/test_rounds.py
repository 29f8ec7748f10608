"""One round, folded answer by answer."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from quiz.history.events import Answer, Mode
from quiz.moment import Moment
from quiz.scoring.points import each_points
from quiz.scoring.round_fold import RoundFold
from tests.factories import EVENING, answer, number_id
from tests.scoring.rules import round_score

HOUR = 3_600_000


@st.composite
def rounds(draw: st.DrawFn) -> list[Answer]:
    """The answers of one round, in time order; it may go on past midnight."""
    number = draw(st.integers(0, 8))
    return [
        answer(
            id=n,
            card=draw(st.sampled_from("abc")),
            deck=draw(st.sampled_from("de")),
            mode=Mode.BLITZ,
            credit=draw(st.sampled_from([0.0, 0.5, 1.0])),
            moment=Moment(EVENING + n * HOUR, 60),
        )
        for n in range(1, number + 1)
    ]


@given(rounds(), st.integers(0, 23))
def test_fold_matches_answers(answers: list[Answer], hour: int) -> None:
    fold = RoundFold(hour)
    seen = [fold.add(one) for one in answers]
    assert seen == [
        (one.moment.day(hour), earned)
        for one, earned in zip(answers, each_points(answers), strict=True)
    ]
    assert fold.score == round_score(answers)
    by_day: dict[int, int] = {}
    for day, earned in seen:
        by_day[day] = by_day.get(day, 0) + earned
    assert fold.points_by_day == by_day
    decks = {one.deck for one in answers}
    assert fold.deck == (decks.pop() if len(decks) == 1 else "")
    if answers:
        last = answers[-1]
        assert (fold.mode, fold.moment, fold.newest) == (last.mode, last.moment, last.id)
    again = RoundFold.of(answers, hour)
    assert (again.score, again.points_by_day) == (fold.score, fold.points_by_day)


def test_a_round_without_answers() -> None:
    fold = RoundFold(4)
    assert (fold.newest, fold.deck, fold.points_by_day) == ("", "", {})
    fold.add(answer(id=3, deck="d", credit=0.0))
    assert (fold.newest, fold.deck) == (number_id(3), "d")
    assert list(fold.points_by_day.values()) == [0]
