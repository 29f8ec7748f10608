"""The answer widgets: one for each kind of input, all posting `AnswerGiven`."""

from __future__ import annotations

from collections.abc import Mapping

from textual.widget import Widget

from quiz.history.events import Input as Way
from quiz.history.rating import Rating
from quiz.round.question import Question
from quiz.scheduling.interval import Interval
from quiz.tui.widgets.choice_answer import ChoiceAnswer
from quiz.tui.widgets.list_answer import ListAnswer
from quiz.tui.widgets.order_answer import OrderAnswer
from quiz.tui.widgets.reveal_answer import RevealAnswer
from quiz.tui.widgets.truth_answer import TruthAnswer
from quiz.tui.widgets.typed_answer import TypedAnswer

Answers = TypedAnswer | ChoiceAnswer | ListAnswer | OrderAnswer
"""The widgets that are made of a question alone."""

_WIDGETS: dict[Way, type[Answers]] = {
    Way.TYPED: TypedAnswer,
    Way.CHOICE: ChoiceAnswer,
    Way.TRUE_FALSE: TruthAnswer,
    Way.LIST: ListAnswer,
    Way.SEQUENCE: OrderAnswer,
}


ShowsVerdict = ChoiceAnswer | ListAnswer | OrderAnswer
"""The widgets that show in their places what was right, once `mark` tells them."""


def widget_of(question: Question) -> type[Answers] | None:
    """The class of the widget for this question; None for a flashcard."""
    return _WIDGETS.get(question.input)


def answer_widget(question: Question, preview: Mapping[Rating, Interval]) -> Widget:
    """The widget for answering this question.

    preview: when the card comes back for each rating; empty if unknown.
    """
    make = widget_of(question)
    return RevealAnswer(question, preview) if make is None else make(question)
