"""A tile of a Match board."""

from __future__ import annotations

from textual import events
from textual.message import Message
from textual.widget import Widget

from quiz.card import Card
from quiz.display import one_line
from quiz.text.shown import readable
from quiz.tui.literal import cut
from quiz.tui.widgets.hanging_text import HangingText


class MatchTile(Widget):
    """A prompt or an answer, with the key that picks it.

    Its classes: `picked`, `paired`, and `missed` for a moment after a wrong try.
    """

    ALLOW_SELECT = False

    class Picked(Message):
        """The tile was clicked."""

        def __init__(self, tile: MatchTile) -> None:
            super().__init__()
            self.tile = tile

    def __init__(self, key: str, card: Card, *, is_answer: bool) -> None:
        super().__init__()
        self.key = key
        self.card = card
        self.is_answer = is_answer

    def render(self) -> HangingText:
        """Key and text, cut if there is only one line."""
        card = readable(self.card)
        text = one_line(card.answer if self.is_answer else card.prompt)
        mark = f"{self.key}  "
        width, height = self.content_size
        if height == 1:
            text = cut(text, max(1, width - len(mark)))
        return HangingText([(mark, "bold $accent")], text)

    def show_paired(self) -> None:
        """Show that the tile is done."""
        self.set_classes("paired")

    def on_click(self, event: events.Click) -> None:
        """Pick the tile."""
        event.stop()
        self.post_message(self.Picked(self))
