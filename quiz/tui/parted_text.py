"""Parts below each other in one widget, each fitted to the width."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from textual.content import Content
from textual.css.styles import RulesMap
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual

from quiz.text.direction import is_right_to_left


class Part(Protocol):
    """A part that needs to know the width."""

    def lines(self, width: int, *, sided: bool) -> Sequence[Content]:
        """Its lines, of at most `width` cells. sided: whether a paragraph stands on the side where
        it begins."""


class Paragraphs:
    """Paragraphs, one a line, some of which run from right to left."""

    def __init__(self, text: Content) -> None:
        self._text = text

    def lines(self, width: int, *, sided: bool) -> list[Content]:
        """See `Part.lines`."""
        paragraphs = self._text.split("\n", allow_blank=True)
        return [line for each in paragraphs for line in paragraph_lines(each, width, sided=sided)]


class HangingText:
    """A text behind a lead; where it is wrapped, its further lines are indented as far."""

    def __init__(self, lead: Content, text: Content) -> None:
        self.lead = lead
        self.text = text

    def lines(self, width: int, *, sided: bool = False) -> list[Content]:
        """See `Part.lines`."""
        return hung(self.lead, self.text.wrap(max(1, width - self.lead.cell_length)))


def hung(lead: Content, lines: Iterable[Content]) -> list[Content]:
    """Lines behind a lead: it stands before the first, the others are indented as far."""
    rest = Content(" " * lead.cell_length)
    return [(rest if at else lead) + line for at, line in enumerate(lines)]


def paragraph_lines(text: Content, width: int, *, sided: bool) -> list[Content]:
    """The lines of one paragraph; arguments as for `Part.lines`."""
    lines = text.wrap(width)
    if sided and is_right_to_left(text.plain):
        return [line.right(width) for line in lines]
    return lines


class PartedText(Visual):
    """Parts below each other, each fitted to the width."""

    def __init__(self, parts: Sequence[Content | Part]) -> None:
        self._parts = parts
        self._fitted: dict[tuple[int, bool], Content] = {}

    def __str__(self) -> str:
        """What it says, with no line wrapped."""
        return self.fitted(10_000).plain

    def fitted(self, width: int, *, sided: bool = False) -> Content:
        """All lines; arguments as for `Part.lines`."""
        key = (width, sided)
        if key not in self._fitted:
            lines: list[Content] = []
            for part in self._parts:
                lines += [part] if isinstance(part, Content) else part.lines(width, sided=sided)
            self._fitted = {key: Content("\n").join(lines)}
        return self._fitted[key]

    def render_strips(
        self, width: int, height: int | None, style: Style, options: RenderOptions
    ) -> list[Strip]:
        """The first `height` lines; all if None."""
        sided = options.rules.get("text_align") != "center"
        return self.fitted(width, sided=sided).render_strips(width, height, style, options)

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        """The widest line, if there were no other limit than the container."""
        return self.fitted(container_width).get_optimal_width(rules, container_width)

    def get_height(self, rules: RulesMap, width: int) -> int:
        """The number of lines."""
        return self.fitted(width).get_height(rules, width)
