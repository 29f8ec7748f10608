"""The options of one deck or folder, which override the general settings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from textual.binding import Binding, BindingType

from quiz.display import one_line
from quiz.game.deck_titles import deck_title
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
from quiz.settings.table import BY_NAME, shown, text_of
from quiz.tui.screens.values_screen import ValuesScreen
from quiz.tui.widgets.value_list import ValueRow


class DeckOptionsScreen(ValuesScreen):
    """The options of a deck or folder.

    name: of the deck, or of the folder with a trailing slash.
    """

    HELP: ClassVar[str] = (
        "These options apply to this deck, or to all decks in this folder; a deck's own value "
        "overrides its folder's. Ctrl+R, or an empty line, inherits the value of the parent "
        "folder or the settings. A paused deck is left out of rounds and counts. A limit is "
        "shared by all decks of the folder and separate from all others. settings.toml has the "
        "same options."
    )
    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+r", "reset", "Inherit")]
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
        return f"Options of {one_line(deck_title(self.game, self._title))}"

    def row(self, name: str) -> ValueRow:
        """How an option is shown now."""
        own = getattr(self._own, name)
        text = _shown(name, self._inherited(name) if own is None else own)
        return ValueRow(name, "", OPTION_BY_NAME[name].title, text, own is not None)

    def choices(self, name: str) -> Sequence[Any]:
        """All values to choose from; () if a new one is typed."""
        return (False, True) if OPTION_BY_NAME[name].is_flag else ()

    def value(self, name: str) -> Any:
        """The value now: a flag, or the text to change, empty if it is inherited."""
        own = getattr(self._own, name)
        if self.choices(name):
            return self._inherited(name) if own is None else own
        return "" if own is None else text_of(own)

    def standard(self, name: str) -> str:
        """What is inherited."""
        return f"Inherited: {_shown(name, self._inherited(name))}."

    def _inherited(self, name: str) -> Any:
        holds = what_holds(self.game.settings, self._table, name)
        return bool(holds) if OPTION_BY_NAME[name].is_flag else holds

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

    def reset(self, name: str) -> None:
        """Let an option inherit its value."""
        self._use(self._own._replace(**{name: None}))


def _shown(name: str, value: Any) -> str:
    return shown(value, BY_NAME[name].unit if name in BY_NAME else "")
