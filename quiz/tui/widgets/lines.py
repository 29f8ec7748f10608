"""A field of several lines to type into."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widgets import TextArea


class Lines(TextArea):
    """A text area in which Ctrl+Home and Ctrl+End, which Textual's own lacks, go to the start and
    the end of the text."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+home", "to_edge(False)", show=False),
        Binding("ctrl+end", "to_edge(True)", show=False),
    ]

    def action_to_edge(self, end: bool) -> None:
        """Go to the start or the end of the text."""
        self.move_cursor(self.document.end if end else (0, 0))
