"""The very first question: the player's name."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input, Static

from quiz.history.player import LONGEST_NAME
from quiz.tui.screens.game_screen import GameModal
from quiz.tui.widgets.key_line import PRIMARY, Key, KeyLine
from quiz.tui.widgets.line import Line


class NameScreen(GameModal[str]):
    """Asks for a name; dismisses with the name, or "" if skipped."""

    CSS_PATH = None
    """It opens with the home screen, so the app has its styles too."""

    HELP: ClassVar[str] = (
        "Your name appears next to your scores, and tells your history from other players'. "
        "Press Enter to skip this; you can change the name at any time under Players."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss('')", "Skip"),
        # The line takes Enter while it has the focus.
        Binding("enter", "go_on", "Go on"),
    ]

    def compose(self) -> ComposeResult:
        """A line for the name."""
        with Vertical(id="first-name"):
            yield Static("Welcome! What is your name?")
            yield Line(placeholder="Press Enter to skip", max_length=LONGEST_NAME)
            yield KeyLine([Key("enter", "⏎", "Go on")], style=PRIMARY, pad=2)
            yield Static("You can change it later: y on the home screen.", classes="hint")

    @on(Input.Submitted)
    def action_go_on(self) -> None:
        """Go on with the name in the line."""
        self.dismiss(self.query_one(Line).value.strip())
