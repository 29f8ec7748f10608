"""Buttons that heed every click, or only the first one."""

from __future__ import annotations

from textual import events
from textual.dom import DOMNode
from textual.widgets import Button

from quiz.tui.widgets.clicks import drop_repeated


def heed_every_click(root: DOMNode) -> None:
    """Let all buttons below `root` take clicks in quick succession.

    While a button shows that it was pressed, a fifth of a second, Textual 8.2 lets further clicks
    pass unheeded.
    """
    for button in root.query(Button):
        button.active_effect_duration = 0


class Once(Button):
    """A button that takes the first click of a double click only."""

    def on_click(self, event: events.Click) -> None:
        """Leave out the others."""
        drop_repeated(event)
