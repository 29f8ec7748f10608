"""A panel with a title."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static


class Panel(Static, can_focus=True):
    """A text in a frame with a title. A click or Enter runs its action, if it has one."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "open", "Open", show=False)]

    def __init__(self, title: str, *, id: str, action: str = "") -> None:  # noqa: A002
        super().__init__(id=id, classes="panel")
        self.border_title = title
        self.can_focus = bool(action)
        self._action = action

    def tell(self, text: Content) -> None:
        """Show this text; hide the panel if it is empty."""
        self.display = bool(text)
        self.update(text)

    async def on_click(self) -> None:
        """Run the action."""
        await self.action_open()

    async def action_open(self) -> None:
        """Run the action."""
        if self._action:
            await self.screen.run_action(self._action)
