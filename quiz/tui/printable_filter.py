"""The last filter before the terminal: removes control characters from all output."""

from __future__ import annotations

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from quiz.display import without_steering


class PrintableFilter(LineFilter):
    """Removes control characters from everything painted.

    Screens show text of decks by `quiz.tui.literal`, which makes such characters visible. Inputs
    and text areas show their text unchanged because it is being edited; there, and
    wherever a screen forgets, this filter removes them. They have no width, so the layout stays.
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
