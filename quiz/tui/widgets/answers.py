"""How a question is answered: one widget for each kind of input, all posting `Given`."""

from __future__ import annotations

from collections.abc import Mapping

from textual.widget import Widget

from quiz.history.events import Input as Way
from quiz.history.rating import Rating
from quiz.round.question import Question
from quiz.scheduling.interval import Interval
from quiz.tui.widgets.choice_answer import ChoiceAnswer
from quiz.tui.widgets.order_answer import OrderAnswer
from quiz.tui.widgets.reveal_answer import RevealAnswer
from quiz.tui.widgets.truth_answer import TruthAnswer
from quiz.tui.widgets.typed_answer import TypedAnswer


def answer_widget(question: Question, preview: Mapping[Rating, Interval]) -> Widget:
    """The widget with which this question is answered.

    preview: when the card comes back under each rating; empty where that is not known.
    """
    match question.input:
        case Way.CHOICE:
            return ChoiceAnswer(question)
        case Way.TRUE_FALSE:
            return TruthAnswer(question)
        case Way.SEQUENCE:
            return OrderAnswer(question)
        case Way.REVEAL:
            return RevealAnswer(question, preview)
        case _:
            return TypedAnswer(question)
