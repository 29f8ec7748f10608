"""The panel of decks on the home screen."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from quiz.history.kinds import Mode
from quiz.scheduling.picking import best_mode
from quiz.statistics.today import Today
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


def day_text(today: Today, *, wide: bool) -> str:
    """What today's limits allow for all decks together. wide: whether there is room for all."""
    reviews = today.reviews_text
    if not wide:
        return reviews or today.new_text
    if reviews and today.counts.waiting == today.counts.due:
        enters = best_mode(today.counts) is Mode.REVIEW
        reviews += f"; {'Enter' if enters else 'r'} for more"
    coming = today.exams[0].text if today.exams else ""
    return " · ".join(filter(None, (reviews, today.new_text, coming)))
