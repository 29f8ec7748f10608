"""The answer widget for true or false."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Button

from quiz.round.question import Question
from quiz.tui.ordered_keys import deliver
from quiz.tui.widgets.answer_given import AnswerGiven
from quiz.tui.widgets.buttons import Once


class TruthAnswer(Widget):
    """Two big buttons, true and false."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("t,1", "say('true')", "True"),
        Binding("f,2", "say('false')", "False"),
        Binding("left", "go_to('true')", "True", show=False),
        Binding("right", "go_to('false')", "False", show=False),
    ]
    # The focus is here, not on a button, so that Enter alone does not answer.
    can_focus = True

    def __init__(self, question: Question) -> None:
        super().__init__(id="answer", classes="truth")
        self._question = question

    def compose(self) -> ComposeResult:
        """The buttons."""
        yield Once(Content.assemble(("t ", "bold"), "✓ True"), id="true", variant="success")
        yield Once(Content.assemble(("f ", "bold"), "✗ False"), id="false", variant="error")

    def action_go_to(self, truth: str) -> None:
        """Focus one of the buttons."""
        self.screen.set_focus(self.query_one(f"#{truth}"))

    async def action_say(self, truth: str) -> None:
        """Answer."""
        await deliver(self, AnswerGiven(self._question, truth))

    async def on_button_pressed(self, event: Button.Pressed) -> None:
        """Answer with the pressed button."""
        event.stop()
        await self.action_say(event.button.id or "")
