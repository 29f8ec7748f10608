"""The keys of a round that are about the card: bury, suspend, flag and edit it."""

from __future__ import annotations

from abc import abstractmethod
from typing import ClassVar

from textual.binding import BindingType

from quiz.display import one_line
from quiz.game.play import Play
from quiz.history.events import MarkKind
from quiz.round.round import Stage
from quiz.settings.keys import ROUND
from quiz.text.shown import readable
from quiz.tui.key_guard import KeyGuard
from quiz.tui.own_keys import bind
from quiz.tui.screens.game_screen import GameScreen


class CardKeys(GameScreen[None]):
    """A screen that asks cards, with the keys that set them aside or change them."""

    PLACE: ClassVar[str] = ROUND
    BINDINGS: ClassVar[list[BindingType]] = [
        bind("bury", ROUND, "bury", "Bury", show=False),
        bind("suspend", ROUND, "suspend", "Suspend", show=False),
        bind("flag", ROUND, "flag", "Flag", show=False),
        bind("edit", ROUND, "edit", "Edit the card", show=False),
    ]

    def __init__(self, play: Play) -> None:
        super().__init__()
        self.play = play
        self.keys = KeyGuard(play.game.clock)

    @abstractmethod
    async def ask(self, *, by_itself: bool = False) -> None:
        """Show the open question; see the round screen."""

    async def action_bury(self) -> None:
        """Bury this card until tomorrow."""
        await self._set_aside(MarkKind.BURY, f"Buried until tomorrow; {self._undo_key()} undoes it")

    async def action_suspend(self) -> None:
        """Suspend this card until it is unsuspended in the browser."""
        await self._set_aside(
            MarkKind.SUSPEND,
            f"Suspended; {self._undo_key()} undoes it now, the browser at any time",
        )

    def _undo_key(self) -> str:
        return self.app.shown_keys(self.PLACE)["undo"]

    async def _set_aside(self, kind: MarkKind, said: str) -> None:
        if self.keys.is_unseen:
            return
        with self.app.complaining():
            card = self.play.set_aside(kind)
            if card is not None:
                # A small window cuts the end.
                self.app.say(f"{said}: {one_line(readable(card).prompt)}")
                await self.ask()

    def action_flag(self) -> None:
        """Flag or unflag this card."""
        if self.keys.is_unseen or self.play.question is None:
            return
        with self.app.complaining():
            flagged = self.play.toggle_flag()
            now = "Flagged; t on the home screen lists it." if flagged else "Flag taken off."
            self.app.say(now)

    def action_edit(self) -> None:
        """Edit the card of this question; the clock stops meanwhile."""
        question = self.play.question
        card = None if question is None else self.play.game.card(question.card.key)
        if card is None or self.keys.is_unseen:
            return
        self.play.pause()
        self.app.edit_card(card, self._left_editor)

    def _left_editor(self, _: object) -> None:
        self.call_later(self._edited)

    async def _edited(self) -> None:
        """Return from the editor to the same question in its new wording."""
        before = self.play.question
        with self.app.complaining():
            self.play.game.refresh()
        self.play.go_on()
        if self.play.question is not before or self.play.stage is Stage.OVER:
            await self.ask()
