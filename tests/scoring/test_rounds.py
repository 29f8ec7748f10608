"""One round, folded answer by answer."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from quiz.history.events import Answer, Mode
from quiz.moment import Moment
from quiz.scoring.round_fold import RoundFold
from tests.factories import EVENING, answer, number_id
from tests.scoring.rules import each_points, round_score

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
    again = RoundFold.of(answers, [], hour)
    assert (again.score, again.points_by_day) == (fold.score, fold.points_by_day)


def test_a_round_without_answers() -> None:
    fold = RoundFold(4)
    assert (fold.newest, fold.deck, fold.points_by_day) == ("", "", {})
    fold.add(answer(id=3, deck="d", credit=0.0))
    assert (fold.newest, fold.deck) == (number_id(3), "d")
    assert list(fold.points_by_day.values()) == [0]


def test_an_undone_answer_leaves_half_the_points() -> None:
    """The example of the points table, undone and answered again."""
    before = [answer(id=n, card=f"before{n}") for n in (1, 2, 3)]
    shown = answer(id=4, difficulty=5.0, ms=10_000)
    again = shown._replace(id=number_id(6))
    assert each_points([*before, shown])[-1] == 191
    assert each_points([*before, again], [shown])[-1] == 95
    other_round = again._replace(round=number_id(9))
    assert each_points([*before, other_round], [shown])[-1] > 95


@given(rounds(), st.sets(st.integers(1, 8)))
def test_undone_answers_count_only_as_shown(answers: list[Answer], numbers: set[int]) -> None:
    gone = {number_id(number) for number in numbers}
    kept = [one for one in answers if one.id not in gone]
    undone = [one for one in answers if one.id in gone]
    fold = RoundFold.of(kept, undone, 4)
    without = RoundFold.of(kept, [], 4)
    assert fold.score._replace(points=0) == without.score._replace(points=0)
    assert fold.score.points <= without.score.points
    assert fold.newest == without.newest
    if not {one.card for one in kept} & {one.card for one in undone}:
        assert fold.score == without.score


def test_a_wrong_guess_costs_neither_streak_nor_accuracy() -> None:
    fold = RoundFold(4)
    for number, (credit, difficulty) in enumerate([(1.0, 5.0), (0.0, 5.0), (1.0, 4.0), (0.0, 4.0)]):
        fold.add(answer(id=number + 1, card=str(number), credit=credit, difficulty=difficulty))
    assert (fold.score.best_combo, fold.score.correct, fold.score.answered) == (2, 2, 3)
    learnt = answer(credit=0.0, difficulty=5.0, mode=Mode.LEARN)
    assert learnt.counts
