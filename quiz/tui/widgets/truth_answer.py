"""True or false as the answer."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Button

from quiz.round.question import Question
from quiz.tui.widgets.buttons import Once
from quiz.tui.widgets.given import Given


class TruthAnswer(Widget):
    """Two big buttons, true and false."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("t,1", "say('true')", "True"),
        Binding("f,2", "say('false')", "False"),
        Binding("left", "app.focus_previous", "True", show=False),
        Binding("right", "app.focus_next", "False", show=False),
    ]

    def __init__(self, question: Question) -> None:
        super().__init__(id="answer", classes="truth")
        self._question = question

    def compose(self) -> ComposeResult:
        """The buttons."""
        yield Once(Content.assemble(("t ", "bold"), "✓ True"), id="true", variant="success")
        yield Once(Content.assemble(("f ", "bold"), "✗ False"), id="false", variant="error")

    def action_say(self, truth: str) -> None:
        """Answer."""
        self.screen.post_message(Given(self._question, truth))

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Answer with the pressed button."""
        event.stop()
        self.action_say(event.button.id or "")
