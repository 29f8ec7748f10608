"""The big button of the home screen."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import Static

from quiz.tui.ordered_keys import deliver


class PlayButton(Static, can_focus=True):
    """Starts a round. Textual's own button has so many styles that it delays the start."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "press", "Play", show=False)]

    class Pressed(Message):
        """The player wants to play."""

    async def on_click(self) -> None:
        """Press the button on a click."""
        await self.action_press()

    async def action_press(self) -> None:
        """Report the press to the screen."""
        await deliver(self, self.Pressed())
