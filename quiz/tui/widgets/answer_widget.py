"""The answer widgets: one for each kind of input, all posting `AnswerGiven`."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from textual.content import Content
from textual.widget import Widget

from quiz.history.events import Input as Way
from quiz.history.rating import Rating
from quiz.round.question import Question
from quiz.round.round import GradedAnswer
from quiz.scheduling.interval import Interval
from quiz.tui.literal import MUTED, literal
from quiz.tui.widgets.choice_answer import ChoiceAnswer
from quiz.tui.widgets.order_answer import OrderAnswer, beside_order
from quiz.tui.widgets.reveal_answer import RevealAnswer
from quiz.tui.widgets.truth_answer import TruthAnswer
from quiz.tui.widgets.typed_answer import TypedAnswer, beside_items

_WIDGETS: dict[Way, Callable[[Question], Widget]] = {
    Way.TYPED: TypedAnswer,
    Way.CHOICE: ChoiceAnswer,
    Way.TRUE_FALSE: TruthAnswer,
    Way.LIST: TypedAnswer,
    Way.SEQUENCE: OrderAnswer,
}
_BESIDE = {Way.LIST: beside_items, Way.SEQUENCE: beside_order}


def answer_widget(question: Question, preview: Mapping[Rating, Interval]) -> Widget:
    """The widget for answering this question.

    preview: when the card comes back for each rating; empty if unknown.
    """
    if question.input is Way.REVEAL:
        return RevealAnswer(question, preview)
    return _WIDGETS[question.input](question)


def beside_response(lines: list[Content], answered: GradedAnswer) -> list[Content]:
    """The lines that show the answer, plus the player's answer if it was different."""
    beside = _BESIDE.get(answered.question.input)
    if beside is not None:
        return beside(lines, answered)
    if answered.question.input is Way.REVEAL:
        return lines
    yours = literal(answered.answer.response)
    return [*lines, Content.assemble(("Yours   ", MUTED), yours)]
