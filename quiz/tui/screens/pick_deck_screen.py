"""A list from which a deck or folder is picked."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from quiz.display import one_line
from quiz.storage.library.folders import tree
from quiz.tui.screens.game_screen import GameModal
from quiz.tui.widgets.picking_list import PickingList


class PickDeckScreen(GameModal[str]):
    """Dismisses with the name of a deck, or of a folder with a final slash; "" for all decks."""

    HELP: ClassVar[str] = "Enter or a double click picks a deck, a folder or all decks."
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss", "Back")]

    def compose(self) -> ComposeResult:
        """All decks, then each folder and deck."""
        decks = self.game.decks
        picks = PickingList(Option("All decks", id="all"), id="pick-deck")
        picks.border_title = "Statistics of"
        for name, depth in tree(decks):
            title = decks[name].title if name in decks else name.rstrip("/").rpartition("/")[2]
            text = "  " * depth + one_line(title)
            picks.add_option(Option(Content(text), id=f"deck {name}"))
        yield picks

    @on(OptionList.OptionSelected)
    def _picked(self, event: OptionList.OptionSelected) -> None:
        self.dismiss((event.option_id or "").partition(" ")[2])
