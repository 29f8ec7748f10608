"""Steps in order."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.decks.kinds import SequenceNote
from tests.grading.cards import sequence

ABC = sequence("a", "b", "c", "d")


@pytest.mark.parametrize(
    ("steps", "credit"),
    [
        ("abcd", 1.0),
        ("bacd", 2 / 4),
        ("badc", 0.0),
        ("dabc", 0.0),
        ("bcad", 1 / 4),
        ("dcba", 0.0),
        ("abc", 3 / 4),
        ("a", 1 / 4),
        ("", 0.0),
        ("abcdx", 4 / 5),
        ("abcda", 4 / 5),
        ("ABCD", 0.0),
    ],
)
def test_credit(steps: str, credit: float) -> None:
    grade = SequenceNote.grade(tuple(steps), ABC)
    assert grade.credit == pytest.approx(credit)
    assert grade.correct == (credit == 1.0)
    assert grade.nearly == (0.5 <= credit < 1.0)
    assert grade.expected == "a → b → c → d"


def test_floods_are_quick_and_worthless() -> None:
    assert SequenceNote.grade(["x"] * 100_000, ABC).credit == 0
    assert SequenceNote.grade([*ABC.answers, *["x"] * 100_000], ABC).credit < 0.001


STEPS = st.lists(st.text(min_size=1, max_size=3), min_size=2, max_size=6, unique=True)


@given(STEPS, st.data())
def test_perfect_only_if_equal(steps: list[str], data: st.DataObject) -> None:
    card = sequence(*steps)
    given_steps = data.draw(
        st.one_of(st.permutations(steps), st.lists(st.sampled_from([*steps, "????"]), max_size=8))
    )
    grade = SequenceNote.grade(given_steps, card)
    assert 0.0 <= grade.credit <= 1.0
    assert grade.correct == (grade.credit == 1.0) == (list(given_steps) == steps)
