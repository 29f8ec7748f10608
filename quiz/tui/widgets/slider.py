"""A bar with a knob that chooses one of several values."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from quiz.tui.widgets.bars import bar_parts


class Slider(Widget, can_focus=True):
    """Chooses a value by arrow keys, or by a click or drag on the bar.

    values: in rising order; at least two. value: one of them.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "move(-1)", "Less"),
        Binding("right", "move(1)", "More"),
        Binding("home", "first", "Least"),
        Binding("end", "last", "Most"),
    ]
    ALLOW_SELECT = False

    value: reactive[int] = reactive(0)

    def __init__(self, values: Sequence[int], value: int, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._values = values
        self.set_reactive(Slider.value, value)

    def render(self) -> Content:
        """The bar, and the knob at the value's place."""
        last = len(self._values) - 1
        room = max(0, self.size.width - 1)
        before, after = bar_parts(self._values.index(self.value) / last, room, "$accent")
        return Content.assemble(before, ("●", "bold $accent"), after)

    def action_move(self, by: int) -> None:
        """Move the knob by this many values, at most to either end."""
        self._choose(self._values.index(self.value) + by)

    def action_first(self) -> None:
        """Move the knob to the start."""
        self._choose(0)

    def action_last(self) -> None:
        """Move the knob to the end."""
        self._choose(len(self._values) - 1)

    def _choose(self, place: int) -> None:
        self.value = self._values[min(len(self._values) - 1, max(0, place))]

    def _follow(self, x: int) -> None:
        room = max(1, self.size.width - 1)
        self._choose(round(x / room * (len(self._values) - 1)))

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Move the knob to the mouse, and follow it until the button is let go."""
        self.capture_mouse()
        self._follow(event.x)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Follow the mouse."""
        if self.app.mouse_captured is self:
            self._follow(event.x)

    def on_mouse_up(self) -> None:
        """Let go of the knob."""
        self.release_mouse()

    def on_unmount(self) -> None:
        """Let go of the knob if a key closes the screen meanwhile."""
        self.release_mouse()
