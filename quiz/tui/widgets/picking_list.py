"""A list of things to act on."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType

from quiz.tui.widgets.choice_list import ChoiceList


class PickingList(ChoiceList):
    """A list in which a click highlights a row, and Enter or a double click chooses it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "cursor_down", "Down", show=False),
        Binding("k", "cursor_up", "Up", show=False),
    ]

    def on_click(self, event: events.Click) -> None:
        """Highlight on a click, choose on a double click."""
        event.prevent_default()
        index = event.style.meta.get("option")
        if index is not None and not self.options[index].disabled:
            self.highlighted = index
            if event.chain == 2:
                self.action_select()
