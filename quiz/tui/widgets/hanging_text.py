"""Text after a mark, with a hanging indent."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from rich.cells import cell_len
from textual.content import Content
from textual.css.styles import RulesMap
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual

from quiz.tui.widgets.strips import Part, segments, strip, width_of


class HangingText(Visual):
    """The content of an option: marks, then text with a hanging indent.

    marks: on the left of the first line. text: on one line, wrapped if too long;
    a `Content` if it has styles.
    """

    def __init__(self, marks: Sequence[Part], text: str | Content) -> None:
        self.marks = marks
        self.text = text
        self._indent = width_of(marks)

    def __str__(self) -> str:
        """The whole text on one line."""
        return "".join(part for part, _ in self.marks) + str(self.text)

    def lines(self, width: int) -> list[str]:
        """The text wrapped to fit `width` cells together with the marks."""
        return [str(line) for line in self._wrapped(width)]

    def _wrapped(self, width: int) -> Sequence[str | Content]:
        room = max(1, width - self._indent)
        if cell_len(str(self.text)) <= room:
            return [self.text]
        if isinstance(self.text, str):
            return [line.plain for line in Content(self.text).wrap(room)]
        return self.text.wrap(room)

    def render_strips(
        self, width: int, height: int | None, style: Style, options: RenderOptions
    ) -> list[Strip]:
        """The first `height` lines; all if None."""
        indent = (" " * self._indent, "")
        strips = []
        for number, line in enumerate(self._wrapped(width)[:height]):
            marks = [indent] if number else self.marks
            if isinstance(line, str):
                strips.append(strip(style, [*marks, (line, "")]))
            else:
                strips.append(Strip([*segments(style, marks), *line.render_segments(style)]))
        return strips

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        """Width in cells on a single line."""
        return self._indent + cell_len(str(self.text))

    def get_height(self, rules: RulesMap, width: int) -> int:
        """The number of wrapped lines."""
        return len(self._wrapped(width))


class HangingTexts(Visual):
    """Several texts, one below the other, each with its own indent."""

    def __init__(self, texts: Sequence[HangingText]) -> None:
        self._texts = texts

    def __str__(self) -> str:
        """Each text on one line."""
        return "\n".join(map(str, self._texts))

    def render_strips(
        self, width: int, height: int | None, style: Style, options: RenderOptions
    ) -> list[Strip]:
        """The first `height` lines; all if None."""
        each = (text.render_strips(width, None, style, options) for text in self._texts)
        return list(chain.from_iterable(each))[:height]

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        """Width in cells of the longest text on a single line."""
        return max(text.get_optimal_width(rules, container_width) for text in self._texts)

    def get_height(self, rules: RulesMap, width: int) -> int:
        """The number of wrapped lines."""
        return sum(text.get_height(rules, width) for text in self._texts)
