"""A list from which one thing is picked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Generic, TypeVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from quiz.tui.widgets.choice_list import ChoiceList
from quiz.tui.widgets.footer import Footer

Key = TypeVar("Key")


class PickScreen(ModalScreen[Key | None], Generic[Key]):
    """Dismisses with the key of the chosen thing, None for none. choices: what each is called."""

    CSS_PATH = "screens.tcss"
    HELP: ClassVar[str] = (
        "Arrow keys move, Enter or a click chooses; Escape or a click outside goes back."
    )
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss", "Back")]

    def __init__(self, title: str, choices: Mapping[Key, Content]) -> None:
        super().__init__()
        self._title = title
        self._choices = choices

    def compose(self) -> ComposeResult:
        """The choices."""
        picks = ChoiceList(*(Option(name) for name in self._choices.values()))
        picks.border_title = self._title
        yield picks
        yield Footer()

    def on_click(self, event: events.Click) -> None:
        """Go back on a click outside the list."""
        if not self.query_one(ChoiceList).region.contains_point(event.screen_offset):
            self.dismiss(None)

    @on(OptionList.OptionSelected)
    def _picked(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(list(self._choices)[event.option_index])
