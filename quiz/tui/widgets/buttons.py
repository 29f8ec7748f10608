"""Buttons that heed every key and every click, or only the first click."""

from __future__ import annotations

from textual import events
from textual.widgets import Button

from quiz.tui.ordered_keys import deliver
from quiz.tui.widgets.clicks import drop_repeated


class PushButton(Button):
    """A button that heeds every press, and tells of a key at once.

    Textual's own shows for a fifth of a second that it was pressed, and lets further keys and
    clicks pass unheeded meanwhile.
    """

    def on_mount(self) -> None:
        """Show nothing."""
        self.active_effect_duration = 0

    async def action_press(self) -> None:  # type: ignore[override]
        """Press it by key: what comes of it comes before the next key."""
        if not self.disabled and self.display:
            await deliver(self, self.Pressed(self))


class Once(PushButton):
    """A button that takes the first click of a double click only."""

    def on_click(self, event: events.Click) -> None:
        """Leave out the others."""
        drop_repeated(event)
