"""What a player is told of an answer."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.game.verdict import step_marks, verdict_of
from quiz.grading.other_answers import OtherAnswers
from quiz.history.events import Input
from quiz.round.question import Question
from quiz.round.response import Response, grade_response, response_text
from quiz.round.round import GradedAnswer
from quiz.scoring.points import Points
from tests.factories import answer
from tests.grading.cards import sequence

STEPS = sequence("a", "a; b", "c", "d")


def told(response: Response) -> GradedAnswer:
    question = Question(STEPS, Input.SEQUENCE, STEPS.answers)
    grade = grade_response(response, question, OtherAnswers.of(()))
    given = answer(
        kind=STEPS.kind,
        input=question.input,
        credit=grade.credit,
        response=response_text(response),
    )
    return GradedAnswer(question, given, grade, Points(), 0, {})


@given(st.permutations(STEPS.answers))
def test_the_share_that_is_told_is_that_of_the_steps_marked_right(order: list[str]) -> None:
    answered = told(tuple(order))
    marks = step_marks(answered)
    assert [mark.text for mark in marks] == list(STEPS.answers)
    assert [mark.yours or mark.text for mark in marks] == order
    right = [mark.sign for mark in marks].count("✓")
    assert answered.grade.credit == right / len(marks)
    assert (verdict_of(answered).sign == "✗") == (right == 0)


@pytest.mark.parametrize("response", [None, ()])
def test_steps_that_were_not_given_are_not_marked(response: Response) -> None:
    assert {mark.sign for mark in step_marks(told(response))} == {"·"}
