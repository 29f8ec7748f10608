"""Text of decks and players on the screen: shown literally, never read as markup."""

from __future__ import annotations

from textual.content import Content

from quiz.display import one_line, printable


def literal(text: str, style: str = "") -> Content:
    """The text as content for any widget; `style` is a Textual style such as "$accent bold"."""
    return Content.styled(printable(text), style) if style else Content(printable(text))


def literal_line(text: str, style: str = "") -> Content:
    """The text on one line, as content for any widget."""
    return Content.styled(one_line(text), style) if style else Content(one_line(text))
