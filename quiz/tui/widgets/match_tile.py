"""A tile of a Match board."""

from __future__ import annotations

from dataclasses import dataclass

from textual import events
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from quiz.card import Card
from quiz.display import one_line
from quiz.text.shown import readable
from quiz.tui.literal import cut
from quiz.tui.parted_text import HangingText, PartedText

SIGNS = {
    "picked": ("●", "bold $accent"),
    "paired": ("✓", "bold $success"),
    "missed": ("✗", "bold $error"),
}
"""What stands beside the key of a tile with such a class, for those who see no colours."""


class MatchTile(Widget):
    """A prompt or an answer, with the key that picks it.

    Its classes: `picked`, `paired`, and `missed` for a moment after a wrong try.
    """

    ALLOW_SELECT = False

    @dataclass
    class Picked(Message):
        """The tile was clicked."""

        tile: MatchTile

    class Hovered(Message):
        """The mouse came over a tile, or left it."""

    def __init__(self, key: str, card: Card, *, is_answer: bool) -> None:
        super().__init__()
        self.key = key
        self.card = card
        self.is_answer = is_answer

    def _whole(self) -> HangingText:
        card = readable(self.card)
        text = one_line(card.answer if self.is_answer else card.prompt)
        sign = next((sign for name, sign in SIGNS.items() if self.has_class(name)), (" ", ""))
        return HangingText(Content.assemble((self.key, "bold $accent"), sign, " "), Content(text))

    def render(self) -> PartedText:
        """Key and text, cut if it has more lines than the tile."""
        whole = self._whole()
        width, height = self.content_size
        if height == 1 and width:
            whole.text = Content(cut(whole.text.plain, max(1, width - whole.lead.cell_length)))
        return PartedText([whole])

    @property
    def cut_text(self) -> PartedText | None:
        """Key and text, if they have more lines than the tile."""
        whole = self._whole()
        width, height = self.content_size
        return PartedText([whole]) if len(whole.lines(width)) > height else None

    def on_click(self, event: events.Click) -> None:
        """Pick the tile."""
        event.stop()
        self.post_message(self.Picked(self))

    def on_enter(self) -> None:
        """Say that the mouse is here."""
        self.post_message(self.Hovered())

    def on_leave(self) -> None:
        """Say that it is not."""
        self.post_message(self.Hovered())
