"""The answer widget for true or false."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType

from quiz.round.question import Question
from quiz.tui.widgets.choice_answer import ChoiceAnswer
from quiz.tui.widgets.tiles import Tile


class TruthAnswer(ChoiceAnswer):
    """True and false as two options, with letters for keys."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("t", "pick(1)", "True"),
        Binding("f", "pick(2)", "False"),
    ]

    @property
    def how(self) -> str:
        """How to answer."""
        return "Press t or f, or click True or False."

    def tiles_of(self, question: Question) -> Sequence[Tile]:
        """The two options."""
        return [Tile(text[0], text.capitalize()) for text in question.options]
