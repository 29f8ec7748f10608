"""The first question of all: who plays?"""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input, Static

from quiz.history.player import LONGEST_NAME
from quiz.tui.screens.game_screen import GameModal
from quiz.tui.widgets.line import Line


class NameScreen(GameModal[str]):
    """Asks for a name; dismisses with it, with "" where somebody will not say."""

    HELP: ClassVar[str] = (
        "Your name stands beside your scores, and tells your history from another person's. "
        "Enter alone goes on without one; the screen of players changes it at any time."
    )
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss('')", "Skip")]

    def compose(self) -> ComposeResult:
        """A line for the name."""
        with Vertical(id="first-name"):
            yield Static("Welcome! What is your name?")
            yield Line(placeholder="Enter alone skips this", max_length=LONGEST_NAME)
            yield Static("y on the home screen changes it later.", classes="hint")

    def on_mount(self) -> None:
        """Type at once."""
        self.set_focus(self.query_one(Input))

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        self.dismiss(event.value.strip())
