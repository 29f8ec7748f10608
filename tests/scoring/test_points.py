from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.card import Kind
from quiz.history.events import Answer, Input, Mode
from quiz.scoring.points import (
    MAX_POINTS,
    MAX_STREAK,
    Points,
    RoundScore,
    RoundScorer,
    points,
)
from tests.factories import answer, number_id
from tests.scoring.rules import each_points, round_score, score_answers, score_rounds


@st.composite
def any_answer(draw: st.DrawFn) -> Answer:
    return answer(
        id=draw(st.integers(1, 10**9)),
        round=draw(st.integers(1, 3)),
        card=draw(st.sampled_from("abc")),
        kind=draw(st.sampled_from(Kind)),
        mode=draw(st.sampled_from(Mode)),
        input=draw(st.sampled_from(Input)),
        credit=draw(st.sampled_from([0.0, 0.001, 0.25, 1 / 3, 0.9999, 1.0])),
        hinted=draw(st.booleans()),
        ms=draw(st.integers(0, 100_000)),
        difficulty=draw(st.floats(1, 10)),
    )


logs = st.lists(any_answer(), max_size=30, unique_by=lambda given: given.id)
streaks = st.integers(0, 50)
repeats = st.integers(0, 5)


def test_the_example_of_the_table() -> None:
    assert points(answer(ms=10_000), 3) == Points(120, 130, 35, 0, 0, 191)


@pytest.mark.parametrize(
    ("changes", "streak", "repeats", "total"),
    [
        ({"ms": 3_000, "difficulty": 1.0}, 0, 0, 150),
        ({"ms": 20_000, "difficulty": 1.0}, 0, 0, 100),
        ({"ms": 20_000, "difficulty": 10.0}, 0, 0, 145),
        ({"ms": 20_000, "difficulty": 1.0}, 10, 0, 200),
        ({"ms": 20_000, "difficulty": 1.0}, 11, 0, 200),
        ({"ms": 20_000, "difficulty": 1.0, "hinted": True}, 0, 0, 50),
        ({"ms": 20_000, "difficulty": 1.0}, 0, 2, 25),
        ({"ms": 0, "difficulty": 1.0, "input": Input.CHOICE}, 0, 0, 75),
        ({"ms": 0, "difficulty": 1.0, "input": Input.REVEAL}, 0, 0, 30),
        ({"ms": 0, "difficulty": 1.0, "credit": 0.5}, 0, 0, 50),
        ({"credit": 0.0}, 10, 0, 0),
        ({"credit": float("nan")}, 10, 0, 0),
        ({"mode": Mode.CRAM}, 10, 0, 0),
        (
            {"kind": Kind.TRUE_FALSE, "input": Input.TRUE_FALSE, "ms": 12_000, "difficulty": 1.0},
            0,
            0,
            30,
        ),
        ({"kind": Kind.LIST, "input": Input.LIST, "ms": 0, "difficulty": 10.0}, 99, 0, MAX_POINTS),
    ],
)
def test_example_points(changes: dict[str, object], streak: int, repeats: int, total: int) -> None:
    assert points(answer(**changes), streak, repeats).total == total


@given(any_answer(), streaks, repeats)
def test_points_are_bounded(given_answer: Answer, streak: int, times: int) -> None:
    earned = points(given_answer, streak, times)
    assert 0 <= earned.total <= MAX_POINTS
    assert 1.0 <= earned.streak_multiplier <= 2.0
    worthless = given_answer.mode is Mode.CRAM or given_answer.input is Input.ELSEWHERE
    if given_answer.credit == 0 or worthless:
        assert earned == Points()
    elif given_answer.credit >= 0.25 and times == 0:
        assert earned.total > 0


@given(any_answer(), streaks, repeats, st.integers(0, 50_000))
def test_better_never_earns_less(
    given_answer: Answer, streak: int, times: int, more_ms: int
) -> None:
    here = points(given_answer, streak, times).total
    assert points(given_answer, streak + 1, times).total >= here
    assert points(given_answer, streak, times + 1).total <= here
    slower = given_answer._replace(ms=given_answer.ms + more_ms)
    assert points(slower, streak, times).total <= here
    plain, hinted = given_answer._replace(hinted=False), given_answer._replace(hinted=True)
    assert points(hinted, streak, times).total <= points(plain, streak, times).total
    harder = given_answer._replace(difficulty=min(10.0, given_answer.difficulty + 1))
    assert points(harder, streak, times).total >= here
    for more in (0.0005, 0.3, 1.0):
        better = given_answer._replace(credit=min(1.0, given_answer.credit + more))
        assert points(better, streak, times).total >= here


@given(st.lists(any_answer(), max_size=20))
def test_repeated_card_earns_less_than_twice_the_maximum(answers: list[Answer]) -> None:
    scorer = RoundScorer()
    total = sum(scorer.add(given_answer._replace(card="a")).total for given_answer in answers)
    assert total < 2 * MAX_POINTS


@given(logs, st.randoms(use_true_random=False))
def test_the_same_log_always_gives_the_same_score(log: list[Answer], random: object) -> None:
    mixed = list(log)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    assert score_answers(mixed) == score_answers(log)
    assert score_rounds(mixed) == score_rounds(log)


@given(logs)
def test_whole_rounds_add_up(log: list[Answer]) -> None:
    rounds = score_rounds(log)
    assert score_answers(log) == sum(score.points for score in rounds.values())
    for name, score in rounds.items():
        part = [given_answer for given_answer in log if given_answer.round == name]
        assert round_score(part) == score
        assert score_answers(part) == score.points
        rest = [given_answer for given_answer in log if given_answer.round != name]
        assert score_answers(rest) + score.points == score_answers(log)


@given(logs)
def test_scoring_along_the_play_equals_the_fold(log: list[Answer]) -> None:
    ordered = sorted(log, key=lambda given_answer: given_answer.id)
    scorers: dict[str, RoundScorer] = {}
    totals = [scorers.setdefault(a.round, RoundScorer()).add(a).total for a in ordered]
    assert totals == each_points(ordered)
    assert {name: scorer.score for name, scorer in scorers.items()} == score_rounds(log)


def test_a_streak_grows_and_breaks() -> None:
    scorer = RoundScorer()
    seen = []
    for number, credit in enumerate([1.0] * 12 + [0.5, 1.0]):
        given_answer = answer(id=number + 1, card=str(number), credit=credit)
        seen.append(scorer.add(given_answer).streak_percent)
    assert seen == [100 + 10 * min(n, MAX_STREAK) for n in range(12)] + [200, 100]
    assert scorer.score.best_combo == 12
    assert scorer.score.correct == 13
    assert scorer.score.answered == 14
    assert scorer.score.accuracy == 13 / 14
    assert round_score([]).accuracy == 0.0
    assert number_id(1) < number_id(2)


KINDS = {
    Kind.BASIC: 20,
    Kind.CLOZE: 20,
    Kind.TERM: 20,
    Kind.LIST: 50,
    Kind.SEQUENCE: 40,
    Kind.TRUE_FALSE: 0,
    Kind.CARDS: 20,
    Kind.OCCLUSION: 20,
}
INPUTS = {
    Input.TYPED: (80, 3_000, 20_000),
    Input.LIST: (80, 5_000, 40_000),
    Input.SEQUENCE: (60, 5_000, 40_000),
    Input.CHOICE: (30, 2_000, 12_000),
    Input.TRUE_FALSE: (30, 2_000, 12_000),
    Input.REVEAL: (10, 0, 0),
}


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("way", INPUTS)
def test_the_table_of_kinds_inputs_and_times(kind: Kind, way: Input) -> None:
    base, fast, slow = KINDS[kind] + INPUTS[way][0], *INPUTS[way][1:]
    given_answer = answer(kind=kind, input=way, difficulty=1.0)
    assert points(given_answer._replace(ms=slow), 0).total == base
    assert points(given_answer._replace(ms=slow), 0).base == base
    if slow:
        assert points(given_answer._replace(ms=fast), 0).speed == base // 2
        between = points(given_answer._replace(ms=(fast + slow) // 2), 0).speed
        assert between == base // 2 // 2
        assert points(given_answer._replace(ms=fast + slow // 10), 0).speed < base // 2
        assert points(given_answer._replace(ms=slow - slow // 10), 0).speed > 0


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("way", INPUTS)
def test_the_base_by_difficulty_and_credit_is_exact(kind: Kind, way: Input) -> None:
    worth = KINDS[kind] + INPUTS[way][0]
    for tenths in range(10, 101):
        given_answer = answer(kind=kind, input=way, difficulty=tenths / 10)
        base = int(worth * (1 + Fraction(5, 100) * Fraction(tenths - 10, 10)))
        assert points(given_answer, 0).base == base
        for items in range(2, 12):
            for named in range(1, items):
                part = given_answer._replace(credit=named / items)
                thousandths = int(Fraction(1000 * named, items) + Fraction(1, 2))
                assert points(part, 0).base == int(base * Fraction(thousandths, 1000))


def test_values_out_of_bounds_are_clamped() -> None:
    hardest, easiest = answer(difficulty=10.0), answer(difficulty=1.0)
    assert points(hardest._replace(difficulty=12.0), 0) == points(hardest, 0)
    assert points(easiest._replace(difficulty=0.0), 0) == points(easiest, 0)
    assert points(hardest._replace(credit=0.9999), 0).base == 145 * 999 // 1000


def test_every_input_of_the_game_is_in_the_table() -> None:
    assert set(Input) == {*INPUTS, Input.ELSEWHERE}


@pytest.mark.parametrize("kind", Kind)
def test_imported_answers_earn_no_points(kind: Kind) -> None:
    assert points(answer(kind=kind, input=Input.ELSEWHERE), 5).total == 0


def test_the_best_combo_of_a_round_is_its_longest() -> None:
    scorer = RoundScorer()
    for number, credit in enumerate([1.0, 1.0, 0.0, 1.0]):
        scorer.add(answer(id=number + 1, card=str(number), credit=credit))
    assert (scorer.best_combo, scorer.streak) == (2, 1)


def test_a_round_without_a_right_answer_has_no_combo() -> None:
    assert round_score([answer(credit=0.0, ms=700)]) == RoundScore(0, 0, 0, 1, 700)
    assert round_score([]) == RoundScore()


def test_a_wrong_answer_has_no_parts() -> None:
    assert points(answer(credit=0.0, hinted=True), 7, 2) == Points()


def test_only_returning_card_is_worth_half() -> None:
    scorer = RoundScorer()
    seen = [
        scorer.add(answer(id=number + 1, card=card, credit=credit))
        for number, (card, credit) in enumerate(
            [("a", 0.5), ("b", 0.5), ("a", 0.5), ("c", 0.5), ("a", 0.5), ("b", 0.5)]
        )
    ]
    assert [earned.repeats for earned in seen] == [0, 0, 1, 0, 2, 1]
    whole = seen[0].total
    assert [earned.total for earned in seen] == [
        whole,
        whole,
        whole // 2,
        whole,
        whole // 4,
        whole // 2,
    ]


@given(logs, logs)
def test_rounds_played_one_after_the_other_add_up(
    first: list[Answer], second: list[Answer]
) -> None:
    """The second log is of other rounds, whose ids may lie between those of the first."""
    later = [
        one._replace(
            id=number_id(2 * 10**9 - int(one.id.replace("-", ""), 16)), round=f"x{one.round}"
        )
        for one in second
    ]
    taken = {one.id for one in first}
    later = [one for one in later if one.id not in taken]
    assert score_answers([*first, *later]) == score_answers(first) + score_answers(later)
    assert score_answers([*later, *first]) == score_answers([*first, *later])
    assert score_rounds([*first, *later]) == score_rounds(first) | score_rounds(later)
