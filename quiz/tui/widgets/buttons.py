"""Buttons that are pressed again and again."""

from __future__ import annotations

from textual.dom import DOMNode
from textual.widgets import Button


def heed_every_click(root: DOMNode) -> None:
    """Let all buttons below `root` take clicks in quick succession.

    While a button shows that it was pressed, a fifth of a second, Textual 8.2 lets further clicks
    pass unheeded.
    """
    for button in root.query(Button):
        button.active_effect_duration = 0
