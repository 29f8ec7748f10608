"""The big button of the home screen."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from quiz.game.deck_rows import DeckRow
from quiz.game.game import TOUR_DECK
from quiz.history.kinds import Mode
from quiz.scheduling.picking import Counts, best_mode
from quiz.tui.literal import cut
from quiz.tui.ordered_keys import deliver
from quiz.wording import counted


class PlayButton(Static, can_focus=True):
    """Starts a round. Textual's own button has so many styles that it delays the start."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "press", "Play", show=False)]

    class Pressed(Message):
        """The player wants to play."""

    def show(self, row: DeckRow | None, *, wide: bool) -> None:
        """Say what a press plays; None if there is no deck. wide: whether there is room for all."""
        if row is None:
            self.update("Write your first card")
            return
        if row.name == TOUR_DECK and row.counts.new:
            cards = counted(row.counts.new, "card")
            self.update(Content.assemble("▶  Play  ", (f"the tour · {cards}", "not bold")))
            return
        mode = best_mode(row.counts)
        what = {Mode.REVIEW: _due(row.counts), Mode.LEARN: f"{row.counts.new} new"}.get(
            mode, "nothing due, just for fun"
        )
        how = f"{mode.value.capitalize()} · " if wide else ""
        title = cut(row.title, 30 if wide else 16)
        self.update(Content.assemble("▶  Play  ", (f"{how}{title} · {what}", "not bold")))

    async def on_click(self) -> None:
        """Press the button on a click."""
        await self.action_press()

    async def action_press(self) -> None:
        """Report the press to the screen."""
        await deliver(self, self.Pressed())


def _due(counts: Counts) -> str:
    now = counts.due - counts.waiting
    if not counts.waiting:
        return f"{now} due"
    return f"{now} of {counts.due} due" if now else f"{counts.waiting} more wait"
