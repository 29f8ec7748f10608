"""What all screens have in common, those of the review of facts as well."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import getters
from textual.binding import ActiveBinding
from textual.keys import REPLACED_KEYS, key_to_character
from textual.reactive import Reactive
from textual.screen import Screen, ScreenResultType
from textual.widget import Widget

from quiz.tui.base_app import BaseApp

if TYPE_CHECKING:
    from textual._path import CSSPathType


class BaseScreen(Screen[ScreenResultType]):
    """A screen: its app, and which of its keys do something now."""

    CSS_PATH: ClassVar[CSSPathType | None] = "screens.tcss"

    app = getters.app(BaseApp)

    focused: Reactive[Widget | None] = Reactive(None, repaint=False)
    """As Textual's own, which paints the whole screen anew with each change."""

    def on_compose(self) -> None:
        """Set the classes of the window's size. Textual does so after the first layout, and then
        computes all styles and the layout again."""
        app, (width, height) = self.app, self.app.size
        self.add_class(
            *self._get_breakpoint_classes(width, app.HORIZONTAL_BREAKPOINTS),
            *self._get_breakpoint_classes(height, app.VERTICAL_BREAKPOINTS),
            update=False,
        )

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        """The keys that do something now. Leaves out the player's own keys that the focused widget
        takes as text: Textual 8.2 adds such keys after filtering the others."""
        found = super().active_bindings
        line = self.focused
        if line is None:
            return found
        return {
            key: active
            for key, active in found.items()
            if not line.check_consume_key(key, key_to_character(REPLACED_KEYS.get(key, key)))
        }
