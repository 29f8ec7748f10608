"""The table of cards in the browser."""

from __future__ import annotations

from textual import events
from textual.message import Message
from textual.widgets import DataTable

from quiz.tui.ordered_keys import deliver


class CardTable(DataTable[object]):
    """A table in which letters search: what is typed is told, and what Enter has chosen."""

    class Typed(Message):
        """Something was typed or pasted. text: what."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """A letter is for the search; a slash alone leads there, a question mark asks for help."""
        typed = character is not None and character.isprintable()
        return typed and key not in ("slash", "question_mark")

    async def on_key(self, event: events.Key) -> None:
        """What is typed is for the search."""
        if event.character and self.check_consume_key(event.key, event.character):
            event.stop()
            event.prevent_default()
            await deliver(self, self.Typed(event.character))

    async def on_paste(self, event: events.Paste) -> None:
        """What is pasted as well."""
        event.stop()
        await deliver(self, self.Typed(event.text))

    async def action_select_cursor(self) -> None:  # type: ignore[override]
        """Choose the row by key: what comes of it comes before the next key."""
        if self.row_count:
            row = self.coordinate_to_cell_key(self.cursor_coordinate).row_key
            await deliver(self, self.RowSelected(self, self.cursor_row, row))
