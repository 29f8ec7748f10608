"""The options of one deck or folder, which override the general settings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import Input, Switch

from quiz.display import one_line
from quiz.settings.deck_tables import (
    DECK_OPTIONS,
    OPTION_BY_NAME,
    DeckOption,
    read_option,
    what_holds,
    with_option,
)
from quiz.settings.load import settings_path
from quiz.settings.save import save_deck_options
from quiz.settings.settings import DeckOptions
from quiz.tui.screens.values_screen import ValuesScreen
from quiz.tui.widgets.line import Line


class DeckOptionsScreen(ValuesScreen):
    """The options of a deck or folder.

    name: of the deck, or of the folder with a trailing slash.
    """

    HELP: ClassVar[str] = (
        "These options apply to this deck, or to all decks in this folder; a deck's own value "
        "overrides its folder's. An empty line inherits the value of the parent folder or the "
        "settings. A paused deck is left out of rounds and counts. A limit is shared by "
        "all decks of the folder and separate from all others. settings.toml has the same options."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", "Back"),
        Binding("ctrl+r", "reset", "Inherit"),
    ]
    ROWS: ClassVar[Sequence[DeckOption]] = DECK_OPTIONS

    def __init__(self, name: str) -> None:
        super().__init__()
        self._title = name
        self._table = name.rstrip("/")

    @property
    def _own(self) -> DeckOptions:
        return self.game.settings.decks.get(self._table, DeckOptions())

    def heading(self) -> str:
        """The heading of the screen."""
        return f"Options of {one_line(self._title)}"

    def control(self, name: str) -> Widget:
        """A switch, or a line that is empty if the value is inherited."""
        own = getattr(self._own, name)
        holds = what_holds(self.game.settings, self._table, name)
        if OPTION_BY_NAME[name].is_flag:
            return Switch(bool(holds if own is None else own), id=f"set-{name}")
        shown = "" if own is None else f"{own:g}" if isinstance(own, float) else str(own)
        return Line(shown, placeholder="none" if holds is None else f"{holds}", id=f"set-{name}")

    def keep(self, name: str, value: Any) -> None:
        """Save a value and use it. Raises ValueError, saying what was expected, if invalid."""
        option = OPTION_BY_NAME[name]
        if not option.is_flag:
            value = read_option(option, value)
        options = with_option(self.game.settings, self._table, name, value)
        if options != self._own:
            self._use(options)

    def _use(self, options: DeckOptions) -> None:
        self.app.use_settings(save_deck_options(settings_path(), self._table, options))

    def action_reset(self) -> None:
        """Make the focused option inherit its value."""
        match self.focused:
            case Switch() as switch:
                name = (switch.id or "").removeprefix("set-")
                self._use(self._own._replace(**{name: None}))
                switch.value = bool(what_holds(self.game.settings, self._table, name))
            case Input() as line:
                line.value = ""
            case _:
                pass
