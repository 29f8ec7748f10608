"""The list of decks on the home screen."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets.option_list import Option

from quiz.game.deck_rows import DeckRow, unfolded
from quiz.tui.widgets.deck_line import SIDE, DeckLine, columns_in, lead_of
from quiz.tui.widgets.picking_list import PickingList


class DeckList(PickingList):
    """Decks and folders as a tree. The modes play the highlighted row."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "fold", "Fold the folder", show=False),
        Binding("right", "unfold", "Unfold the folder", show=False),
    ]

    @dataclass
    class Folded(Message):
        """The player folded or unfolded a folder."""

        name: str
        folded: bool

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._folded: AbstractSet[str] = frozenset()
        self.rows: Sequence[DeckRow] = ()
        """The rows that no folded folder hides."""
        self._tall = False

    @property
    def chosen(self) -> DeckRow | None:
        """The highlighted row; None in an empty list."""
        index = self.highlighted
        return self.rows[index] if index is not None and index < len(self.rows) else None

    def show(
        self,
        rows: Sequence[DeckRow],
        folded: AbstractSet[str] = frozenset(),
        highlight: str | None = None,
    ) -> None:
        """Show these rows, and highlight one, or the folder that hides it.

        folded: names of folders. highlight: the name of a row; None for the one it was on.
        """
        before = self.chosen
        if highlight is None and before is not None:
            highlight = before.name
        self._folded = folded
        self.rows = unfolded(rows, folded)
        self._tall = self._has_room()
        self._draw()
        # At once: each step would scroll the list a bit further.
        self.choose(highlight)

    def on_resize(self) -> None:
        """Show descriptions if there is room for all of them."""
        if self._has_room() != self._tall:
            self._tall = not self._tall
            at = self.highlighted
            self._draw()
            self.highlighted = at

    def _has_room(self) -> bool:
        described = columns_in(self.size.width).has_heading
        return described and 0 < 2 * len(self.rows) <= self.size.height

    def _draw(self) -> None:
        titles = max((cell_len(lead_of(row) + row.title) for row in self.rows), default=0)
        self.clear_options()
        self.add_options(
            Option(DeckLine(row, folded=row.name in self._folded, tall=self._tall, titles=titles))
            for row in self.rows
        )
        self.highlighted = 0 if self.rows else None

    def choose(self, name: str | None) -> None:
        """Highlight the row of that name, or the folder that hides it."""
        for index, row in enumerate(self.rows):
            hides = row.is_folder and (name or "").startswith(row.name or "")
            if row.name == name or (hides and row.name in self._folded):
                self.highlighted = index

    def on_click(self, event: events.Click) -> None:
        """Fold or unfold a folder by its sign."""
        index = event.style.meta.get("option")
        offset = event.get_content_offset(self)
        if index is None or offset is None:
            return
        row = self.rows[index]
        if row.is_folder and 0 <= offset.x - SIDE - 2 * row.depth < 2:
            self.highlighted = index
            self._fold(row, row.name not in self._folded)
            event.stop()
            event.prevent_default()

    def _fold(self, row: DeckRow, folded: bool) -> None:
        if row.name is not None:
            self.post_message(self.Folded(row.name, folded))

    def action_fold(self) -> None:
        """Fold the highlighted folder; on anything else go to the folder around it."""
        row = self.chosen
        if row is None:
            return
        if row.is_folder and row.name not in self._folded:
            self._fold(row, True)
        elif row.depth:
            name = row.name or ""
            self.choose(name.rstrip("/").rpartition("/")[0] + "/")

    def action_unfold(self) -> None:
        """Unfold the highlighted folder."""
        row = self.chosen
        if row is not None and row.is_folder and row.name in self._folded:
            self._fold(row, False)
