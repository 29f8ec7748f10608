"""Buttons that take every press, and what takes only the first click of a double click."""

from __future__ import annotations

from textual import events
from textual.content import ContentText
from textual.widget import Widget
from textual.widgets import Button
from textual.widgets.button import ButtonVariant


class FirstClick:
    """A widget that takes only the first click of a double click."""

    def on_click(self, event: events.Click) -> None:
        """Ignore a click that quickly follows another: it was meant for what was there before."""
        if event.chain > 1:
            event.stop()
            event.prevent_default()


class PushButton(Button):
    """A button that takes every press, and does its action at once for a key.

    Textual's own shows the press for a fifth of a second and ignores keys and
    clicks meanwhile. It also is two cells wider than its label, whatever its `line_pad`.
    """

    get_content_width = Widget.get_content_width

    def __init__(
        self,
        label: ContentText = "",
        *,
        id: str,  # noqa: A002
        action: str,
        variant: ButtonVariant = "default",
        disabled: bool = False,
        compact: bool = True,
    ) -> None:
        super().__init__(label, variant, id=id, action=action, disabled=disabled, compact=compact)

    def on_mount(self) -> None:
        """Turn off the press animation."""
        self.active_effect_duration = 0

    async def action_press(self) -> None:  # type: ignore[override]
        """Press the button by key; the effect comes before the next key."""
        if self.action and not self.disabled and self.display:
            await self.app.run_action(self.action, self.parent)


class Once(FirstClick, PushButton):
    """A button that takes only the first click of a double click."""
