"""Lines assembled from parts that already fit."""

from __future__ import annotations

from collections.abc import Iterable

from rich.cells import cell_len
from rich.segment import Segment
from textual.strip import Strip
from textual.style import Style

Part = tuple[str, str]
"""A text and its Textual style, "" for none."""


def strip(base: Style, parts: Iterable[Part]) -> Strip:
    """One line, ready to paint.

    Takes a fifth of the time of `Content`, which is wrapped and prepared for selection
    with the mouse. base: the style below that of each part.
    """
    return Strip(segments(base, parts))


def segments(base: Style, parts: Iterable[Part]) -> list[Segment]:
    """The nonempty parts as segments; arguments as for `strip`."""
    return [
        Segment(text, (base + Style.parse(style) if style else base).rich_style)
        for text, style in parts
        if text
    ]


def width_of(parts: Iterable[Part]) -> int:
    """The width of the parts in cells."""
    return sum(cell_len(text) for text, _ in parts)
