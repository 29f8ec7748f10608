"""The table of cards in the browser."""

from __future__ import annotations

from dataclasses import dataclass

from textual import events
from textual.message import Message
from textual.widgets import DataTable

from quiz.tui.ordered_keys import deliver


class CardTable(DataTable[object]):
    """A table that reports typed letters, for the search, and the row chosen with Enter."""

    @dataclass
    class Typed(Message):
        """Some text was typed or pasted."""

        text: str

    class NearEnd(Message):
        """The last rows are nearly in sight."""

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Scroll, and ask for more rows in time."""
        super().watch_scroll_y(old_value, new_value)
        if new_value + 2 * self.size.height > self.row_count:
            self.post_message(self.NearEnd())

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Take letters for the search; a slash focuses the search, a question mark shows help."""
        typed = character is not None and character.isprintable()
        return typed and key not in ("slash", "question_mark")

    async def on_key(self, event: events.Key) -> None:
        """Report typed text for the search."""
        if event.character and self.check_consume_key(event.key, event.character):
            event.stop()
            event.prevent_default()
            await deliver(self, self.Typed(event.character))

    async def on_paste(self, event: events.Paste) -> None:
        """Report pasted text for the search."""
        event.stop()
        await deliver(self, self.Typed(event.text))

    async def action_select_cursor(self) -> None:  # type: ignore[override]
        """Choose the row by key; the effect comes before the next key."""
        if self.row_count:
            row = self.coordinate_to_cell_key(self.cursor_coordinate).row_key
            await deliver(self, self.RowSelected(self, self.cursor_row, row))
