"""The last filter before the terminal: removes control characters from all output."""

from __future__ import annotations

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from quiz.display import without_steering


class PrintableFilter(LineFilter):
    """Takes steering characters out of all that is painted.

    Screens show text of decks by `quiz.tui.literal`, which makes such characters visible. Inputs
    and text areas show what they hold as it is, for it is to be edited and not changed; there, and
    wherever a screen forgets, they go here. None has a width, so that the layout stays.
    """

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The segments without control characters; usually the same list."""
        if all(segment.text.isprintable() for segment in segments):
            return segments
        return [
            segment
            if segment.control or segment.text.isprintable()
            else Segment(without_steering(segment.text), segment.style)
            for segment in segments
        ]
