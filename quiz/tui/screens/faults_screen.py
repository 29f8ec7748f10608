"""The faults in deck files."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from quiz.decks.faults import Fault
from quiz.display import one_line
from quiz.storage.index.cost_of_faults import cost_of_faults
from quiz.tui.literal import MUTED
from quiz.tui.screens.game_screen import GameScreen
from quiz.tui.widgets.choice_list import ChoiceList
from quiz.tui.widgets.footer import Footer


class FaultsScreen(GameScreen[None]):
    """Every fault with its position; Enter opens the file in the player's editor."""

    HELP: ClassVar[str] = (
        "Each entry is a fault: file, line and column, what is wrong and what was expected. A "
        "mistake in a card leaves only that card out; the rest of the deck plays, and progress is "
        "kept. Enter opens the file in your editor ($EDITOR); once fixed, the card is back."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", "Back"),
        Binding("e", "edit", "Edit file"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._faults: list[Fault] = []

    def compose(self) -> ComposeResult:
        """The heading and the faults."""
        yield Static(id="heading", classes="screen-heading")
        yield ChoiceList(id="faults-list")
        yield Footer()

    def on_mount(self) -> None:
        """List the current faults."""
        self.show_game()

    def show_game(self) -> None:
        """List the current faults; the highlight stays on its fault, or at its position."""
        rows = self.query_one("#faults-list", OptionList)
        at = rows.highlighted
        chosen = None if at is None else self._faults[at]
        self._faults = self.game.faults
        heading = self.query_one("#heading", Static)
        if self._faults:
            cost = cost_of_faults(self._faults, self.game.decks.values())
            heading.update(f"Faults in decks: {cost}")
        else:
            heading.update("All decks are fine. ✓")
        rows.set_options(
            Option(
                Content.assemble(
                    (f"{one_line(fault.file)}:{fault.line}:{fault.column}\n", MUTED),
                    ("✗ ", "$error"),
                    one_line(fault.message),
                )
            )
            for fault in self._faults
        )
        rows.display = bool(self._faults)
        if chosen is not None and chosen in self._faults:
            at = self._faults.index(chosen)
        if self._faults:
            rows.highlighted = min(at or 0, len(self._faults) - 1)
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Without faults there is no file to edit."""
        return action != "edit" or bool(self.game.faults)

    @on(OptionList.OptionSelected)
    def action_edit(self) -> None:
        """Open the file of the highlighted fault."""
        index = self.query_one("#faults-list", OptionList).highlighted
        if index is not None and index < len(self._faults):
            self.app.edit_file(Path(self._faults[index].file))
