"""Lines that are put together from parts which fit already."""

from __future__ import annotations

from collections.abc import Iterable

from rich.cells import cell_len
from rich.segment import Segment
from textual.strip import Strip
from textual.style import Style

Part = tuple[str, str]
"""A text, and a Textual style of its own, "" for none."""


def strip(base: Style, parts: Iterable[Part]) -> Strip:
    """One line, to be painted as it is.

    A fifth of the time of the same as `Content`, which is wrapped, and made ready to be selected
    with the mouse. base: what the style of each part is laid over.
    """
    return Strip(segments(base, parts))


def segments(base: Style, parts: Iterable[Part]) -> list[Segment]:
    """The parts without those that are empty; arguments as for `strip`."""
    return [
        Segment(text, (base + Style.parse(style) if style else base).rich_style)
        for text, style in parts
        if text
    ]


def width_of(parts: Iterable[Part]) -> int:
    """Cells that the parts take."""
    return sum(cell_len(text) for text, _ in parts)
