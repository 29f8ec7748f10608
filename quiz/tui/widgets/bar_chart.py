"""A bar chart whose bars can be picked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from quiz.statistics.charts import columns
from quiz.tui.literal import MUTED

HEIGHT = 5
"""Lines of the bars."""

_WIDEST = 3
"""Cells of a bar and its gap at most."""


class BarChart(Static, can_focus=True):
    """Bars with the largest number beside them, what is below some, and the picked one in words.

    Left and right or the mouse pick a bar, Enter or a click chooses it. We draw it ourselves: a
    chart of a library is a picture of characters, in which nothing can be picked.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "pick(-1)", "Earlier day", show=False),
        Binding("right", "pick(1)", "Later day", show=False),
        Binding("enter", "choose", "Show its cards", show=False),
    ]

    @dataclass
    class Chosen(Message):
        """A bar was chosen. number: its place, from 0."""

        chart: BarChart
        number: int

        @property
        def control(self) -> BarChart:
            """The chart."""
            return self.chart

    def __init__(self, title: str, colour: str, *, id: str) -> None:  # noqa: A002
        super().__init__(id=id, classes="panel")
        self.border_title = title
        self._colour = colour
        self._numbers: Sequence[int] = ()
        self._words: Callable[[int], str] = str
        self._below: dict[int, str] = {}
        self._notes: Sequence[str] = ()
        self._picked = 0
        self._width = 0

    def show(
        self,
        numbers: Sequence[int],
        words: Callable[[int], str],
        below: dict[int, str],
        picked: int,
        notes: Sequence[str],
        width: int,
    ) -> None:
        """Show these bars, one or more.

        words: says what a bar stands for, by its place. below: what stands below some bars, by
        place. picked: the bar in words at first. notes: more lines. width: of the whole, in cells.
        """
        if len(numbers) != len(self._numbers):
            self._picked = picked
        self._numbers, self._words, self._below, self._notes = numbers, words, below, notes
        self._width = width
        self._draw()

    @property
    def _axis(self) -> int:
        return len(f"{max(self._numbers):,}") + 1

    @property
    def _cell(self) -> int:
        room = self._width - self._axis - 1
        return max(1, min(_WIDEST, room // len(self._numbers)))

    def _draw(self) -> None:
        axis, cell = self._axis, self._cell
        lines = []
        for row, line in enumerate(columns(self._numbers, HEIGHT)):
            label = f"{max(self._numbers):,}" if row == 0 else "0" if row == HEIGHT - 1 else ""
            bars = [char * max(1, cell - 1) + " " * (cell > 1) for char in line]
            lines.append(
                Content.assemble(
                    (f"{label:>{axis - 1}} │", MUTED),
                    ("".join(bars[: self._picked]), self._colour),
                    (bars[self._picked], "$accent"),
                    ("".join(bars[self._picked + 1 :]), self._colour),
                )
            )
        below = ""
        for number, text in sorted(self._below.items()):
            at = axis + 1 + number * cell
            if len(below) < at and at + len(text) <= self._width:
                below = below.ljust(at) + text
        picked = Content.styled(self._words(self._picked), "$accent")
        notes = [Content.styled(note, MUTED) for note in self._notes]
        self.update(Content("\n").join([*lines, Content.styled(below, MUTED), picked, *notes]))

    def _under(self, event: events.MouseEvent) -> int | None:
        offset = event.get_content_offset(self)
        if offset is None or not self._numbers or offset.y > HEIGHT:
            return None
        number = (offset.x - self._axis - 1) // self._cell
        return number if 0 <= number < len(self._numbers) else None

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Pick the bar below the mouse."""
        number = self._under(event)
        if number is not None and number != self._picked:
            self._picked = number
            self._draw()

    def on_click(self, event: events.Click) -> None:
        """Choose the clicked bar."""
        number = self._under(event)
        if number is not None:
            self._picked = number
            self._draw()
            self.action_choose()

    def action_pick(self, step: int) -> None:
        """Pick the next bar or the one before."""
        if self._numbers:
            self._picked = min(len(self._numbers) - 1, max(0, self._picked + step))
            self._draw()

    def action_choose(self) -> None:
        """Report the picked bar."""
        if self._numbers:
            self.post_message(self.Chosen(self, self._picked))
