"""The answer widget for typed answers."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input

from quiz.round.question import Question
from quiz.tui.ordered_keys import deliver
from quiz.tui.widgets.answer_given import AnswerGiven
from quiz.tui.widgets.line import Line


class TypedAnswer(Vertical):
    """A line for typing the answer."""

    def __init__(self, question: Question) -> None:
        super().__init__(id="answer", classes="typed")
        self._question = question

    def compose(self) -> ComposeResult:
        """The line."""
        yield Line(placeholder="Type your answer", id="line")

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.input.scroll_visible(animate=False)

    @on(Input.Submitted)
    async def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        if event.value.strip():
            await deliver(self, AnswerGiven(self._question, event.value))
