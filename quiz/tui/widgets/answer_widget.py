"""The answer widgets: one for each kind of input, all posting `AnswerGiven`.

Each asks one question after the other: to make a widget takes longer than a paint may.
"""

from __future__ import annotations

from quiz.history.events import Input as Way
from quiz.tui.widgets.choice_answer import ChoiceAnswer, TruthAnswer
from quiz.tui.widgets.list_answer import ListAnswer
from quiz.tui.widgets.order_answer import OrderAnswer
from quiz.tui.widgets.reveal_answer import RevealAnswer
from quiz.tui.widgets.shown_answer import ShownAnswer
from quiz.tui.widgets.typed_answer import TypedAnswer

AnswerWidget = TypedAnswer | ChoiceAnswer | ListAnswer | OrderAnswer | RevealAnswer | ShownAnswer

WIDGETS: dict[Way, type[AnswerWidget]] = {
    Way.TYPED: TypedAnswer,
    Way.CHOICE: ChoiceAnswer,
    Way.TRUE_FALSE: TruthAnswer,
    Way.LIST: ListAnswer,
    Way.SEQUENCE: OrderAnswer,
    Way.REVEAL: RevealAnswer,
}


ShowsVerdict = ChoiceAnswer | ListAnswer | OrderAnswer
"""The widgets that show in their places what was right, once `mark` tells them."""
