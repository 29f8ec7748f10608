"""What the screens of the game have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.await_complete import AwaitComplete
from textual.binding import ActiveBinding
from textual.keys import REPLACED_KEYS, key_to_character
from textual.screen import ModalScreen, Screen, ScreenResultType

if TYPE_CHECKING:
    from textual._path import CSSPathType


class GameScreen(Screen[ScreenResultType]):
    """A screen that leaves once, however often it is told to.

    On a slow line two presses of Escape reach the same screen, and Textual pops whatever is on top
    at the second: the screen below would go as well, with what was typed there, in the end the
    home screen, which leaves nothing at all.
    """

    CSS_PATH: ClassVar[CSSPathType | None] = "screens.tcss"

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        """The keys that do something now. A key of the player's own that is typed into what has the
        focus is none: Textual 8.2 puts such keys in after it has left out the others."""
        found = super().active_bindings
        line = self.focused
        if line is None:
            return found
        return {
            key: active
            for key, active in found.items()
            if not line.check_consume_key(key, key_to_character(REPLACED_KEYS.get(key, key)))
        }

    def dismiss(self, result: ScreenResultType | None = None) -> AwaitComplete:
        """Leave, unless another screen is on top by now."""
        if not self.is_active:
            return AwaitComplete()
        return super().dismiss(result)


class GameModal(GameScreen[ScreenResultType], ModalScreen[ScreenResultType]):
    """The same for a screen that lets the one below shine through."""
