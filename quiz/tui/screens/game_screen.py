"""What the screens of the game have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import ActiveBinding
from textual.keys import REPLACED_KEYS, key_to_character
from textual.screen import ModalScreen, Screen, ScreenResultType

if TYPE_CHECKING:
    from textual._path import CSSPathType


class GameScreen(Screen[ScreenResultType]):
    """A screen of the game: its style sheet, and which of its keys do something now."""

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


class GameModal(GameScreen[ScreenResultType], ModalScreen[ScreenResultType]):
    """The same for a screen that lets the one below shine through."""
