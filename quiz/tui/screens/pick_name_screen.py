"""Picks one of many names."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from quiz.tui.literal import literal, literal_line
from quiz.tui.widgets.picking_list import PickingList


class PickNameScreen(ModalScreen[int | None]):
    """Dismisses with the number of the chosen name, None for none."""

    CSS_PATH: ClassVar = ["screens.tcss", "live.tcss"]
    HELP: ClassVar[str] = "Arrow keys move, Enter chooses, Escape goes back."
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss", "Back")]

    def __init__(self, title: str, names: Mapping[int, str]) -> None:
        super().__init__()
        self._title = title
        self._names = names

    def compose(self) -> ComposeResult:
        """The names."""
        with Vertical(id="pick-name"):
            yield Static(literal(self._title, "bold $accent"))
            yield PickingList(*(Option(literal_line(name)) for name in self._names.values()))

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(list(self._names)[event.option_index])
