"""Short texts in columns, one in each slot."""

from __future__ import annotations

from collections.abc import Sequence

from textual.geometry import Size
from textual.strip import Strip
from textual.widget import Widget

from quiz.tui.literal import cut
from quiz.tui.sizes import TALL
from quiz.tui.widgets.strips import Part, strip, width_of

NARROWEST = 20
"""Cells of the narrowest slot that stands beside another."""

MOST_COLUMNS = 3
FEW = 6
"""How many slots stand below each other where there is room."""


class Slots(Widget):
    """Numbered places, filled from left to right; one widget paints them all."""

    ALLOW_SELECT = False

    def __init__(self) -> None:
        super().__init__(id="slots")
        self._slots: list[tuple[Part, Part]] = []

    def show(self, slots: Sequence[tuple[Part, Part]]) -> None:
        """Show these: the mark of each, and its text, each with its style."""
        changed = len(slots) != len(self._slots)
        self._slots = list(slots)
        self.refresh(layout=changed)

    @property
    def texts(self) -> list[str]:
        """What is shown in each, with its mark."""
        return [f"{mark} {text}" for (mark, _), (text, _) in self._slots]

    def _columns(self, width: int) -> int:
        if len(self._slots) <= FEW and self.app.size.height >= TALL:
            return 1
        return max(1, min(MOST_COLUMNS, width // NARROWEST, (len(self._slots) + 1) // 2))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as the slots need."""
        return -(-len(self._slots) // self._columns(width))

    def render_line(self, y: int) -> Strip:
        """One line of slots."""
        columns = self._columns(self.size.width)
        width = self.size.width // columns
        parts: list[Part] = []
        for mark, (text, style) in self._slots[y * columns : (y + 1) * columns]:
            shown = [(f" {mark[0]} ", mark[1])]
            shown.append((cut(text, max(1, width - width_of(shown) - 1)), style))
            parts += [*shown, (" " * (width - width_of(shown)), "")]
        return strip(self.visual_style, parts)
