"""What the screens of the game have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.await_complete import AwaitComplete
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

    def dismiss(self, result: ScreenResultType | None = None) -> AwaitComplete:
        """Leave, unless another screen is on top by now."""
        if not self.is_active:
            return AwaitComplete()
        return super().dismiss(result)


class GameModal(GameScreen[ScreenResultType], ModalScreen[ScreenResultType]):
    """The same for a screen that lets the one below shine through."""
