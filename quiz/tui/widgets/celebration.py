"""A second of colour across the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.color import Color
from textual.reactive import reactive
from textual.renderables.digits import DIGITS, DIGITS3X3_BOLD
from textual.strip import Strip
from textual.style import Style
from textual.widget import Widget

from quiz.tui.literal import cut

if TYPE_CHECKING:
    from quiz.game.feats import Feat

SECONDS = 1.2
HEIGHT = 5
BAND = 4
"""Cells of one colour."""

SPARKS = "✦ · ✧ ·"
GAP = 3


class Celebration(Widget):
    """A banner in front of the screen: the figure in block letters, its sentence, and colours that
    run across; it goes by itself."""

    elapsed: reactive[float] = reactive(0.0)
    """How much of the time is over, 0 to 1."""

    def __init__(self, feat: Feat) -> None:
        super().__init__()
        self._rows = block_letters(feat.figure)
        self._text = feat.text

    def on_mount(self) -> None:
        """Start, and go when it is over."""
        self.animate("elapsed", 1.0, duration=SECONDS, easing="linear", on_complete=self.remove)

    def render_line(self, y: int) -> Strip:
        """One line of the banner."""
        width = self.size.width
        line = self._line(y, width)
        variables = self.app.theme_variables
        colours = [Color.parse(variables[f"tile-{number}"]) for number in (1, 3, 4, 2)]
        ink = Style.parse("bold $background")
        segments = []
        run = self.elapsed * width
        for x in range(0, width, BAND):
            at = (x - 2 * run) / width * len(colours)
            first, share = int(at // 1), at % 1
            ground = colours[first % len(colours)].blend(colours[(first + 1) % len(colours)], share)
            style = (ink + Style(background=ground)).rich_style
            segments.append(Segment(line[x : x + BAND], style))
        return Strip(segments).crop(0, width)

    def _line(self, y: int, width: int) -> str:
        """The letters of a line: the figure and the sentence in the middle, sparks around."""
        if not 0 < y < HEIGHT - 1:
            shift = round(self.elapsed * 12) * (1 if y else -1)
            sparks = SPARKS * (width // len(SPARKS) + 2)
            return sparks[shift % len(SPARKS) :][:width]
        row = self._rows[y - 1]
        room = max(1, width - len(row) - GAP - 2)
        text = cut(self._text, room)
        left = max(0, (width - len(row) - GAP - len(text)) // 2)
        return f"{' ' * left}{row}{' ' * GAP}{text if y == 2 else ''}".ljust(width)[:width]


def block_letters(figure: str) -> list[str]:
    """Three lines that show the figure; signs without block letters are left out."""
    signs = [DIGITS.index(sign) * 3 for sign in figure if sign in DIGITS]
    lines = DIGITS3X3_BOLD
    return ["".join(lines[first + row].ljust(3) for first in signs) for row in range(3)]
