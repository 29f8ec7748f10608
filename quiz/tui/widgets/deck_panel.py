"""The panel of decks on the home screen."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from quiz.tui.widgets.deck_line import heading
from quiz.tui.widgets.deck_list import DeckList


class DeckPanel(Vertical):
    """The decks under the names of their columns, with a summary of the day in its frame."""

    def compose(self) -> ComposeResult:
        """The names of the columns and the list."""
        yield Static(id="columns")
        yield DeckList(id="decks")

    def on_mount(self) -> None:
        """Explain the bars."""
        self.border_subtitle = "━ mastered  ─ started  ┄ new"

    def on_resize(self) -> None:
        """Fit the names of the columns."""
        decks = self.query_one(DeckList)
        text = heading(decks.scrollable_content_region.width or self.size.width)
        columns = self.query_one("#columns", Static)
        columns.update(text)
        columns.display = bool(text)

    def show_day(self, text: str) -> None:
        """Show a summary of the day above the decks."""
        self.border_title = f"Decks  {text}".rstrip()
