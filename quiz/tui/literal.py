"""Text from decks and players as screen content: literal, never read as markup."""

from __future__ import annotations

from rich.cells import cell_len, set_cell_size
from textual.content import Content

from quiz.display import one_line, printable

MUTED = "$muted"
"""The style for less important text, see `quiz.tui.contrast`."""

TAB = 4
"""Cells between the stops of a tabulator."""


def literal(text: str, style: str = "") -> Content:
    """The text as content for any widget; `style` is a Textual style such as "$accent bold"."""
    return Content.styled(printable(text), style) if style else Content(printable(text))


def literal_line(text: str, style: str = "") -> Content:
    """The text on one line as content for any widget."""
    return Content.styled(one_line(text), style) if style else Content(one_line(text))


def cut(text: str, width: int) -> str:
    """The text cut to one line of at most `width` cells (1 or more)."""
    line = one_line(text)
    return line if cell_len(line) <= width else set_cell_size(line, max(1, width) - 1) + "…"


def fitted(text: str, width: int) -> str:
    """The text cut or padded to one line of exactly `width` cells (1 or more)."""
    return set_cell_size(cut(text, width), width)
