"""The answer widget for typed answers."""

from __future__ import annotations

from textual import on
from textual.widgets import Input

from quiz.round.question import Question
from quiz.tui.ordered_keys import deliver
from quiz.tui.widgets.answer_given import AnswerGiven
from quiz.tui.widgets.line import AnswerLine


class TypedAnswer(AnswerLine):
    """A line for typing the answer."""

    how = "Type the answer, then press Enter."

    def __init__(self) -> None:
        super().__init__(placeholder="Type your answer", id="line")

    def ask(self, question: Question) -> None:
        """Empty the line for this question."""
        self._question = question
        self.value = ""

    @on(Input.Submitted)
    async def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        if event.value.strip():
            await deliver(self, AnswerGiven(self._question, event.value))
