"""What holds for one deck, or for all decks of a folder, in place of the general settings."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widget import Widget
from textual.widgets import Input, Static, Switch

from quiz import paths
from quiz.display import one_line
from quiz.errors import QuizError
from quiz.settings.deck_tables import (
    DECK_OPTIONS,
    OPTION_BY_NAME,
    DeckOption,
    read_option,
    save_deck_options,
    what_holds,
    with_option,
)
from quiz.settings.load import FILE_NAME
from quiz.settings.model import DeckOptions
from quiz.tui.game_screen import GameScreen
from quiz.tui.widgets.footer import Footer
from quiz.tui.widgets.line import Line

if TYPE_CHECKING:
    from quiz.tui.app import QuizApp


class DeckOptionsScreen(GameScreen[None]):
    """The options of a deck or folder, one by one; a right value is saved and used at once.

    name: of the deck, or of the folder with a slash behind it.
    """

    HELP: ClassVar[str] = (
        "What is set here holds for this deck alone, or for all decks in this folder; a deck's own "
        "value comes before its folder's. An empty line means that what is set farther up holds. "
        "A paused deck is asked in no round and counted nowhere. A limit of its own is one "
        "allowance for all decks of a folder, beside that of all others. The same options are in "
        "settings.toml."
    )
    DEFAULT_CLASSES: ClassVar[str] = "settings-screen"
    QUESTION_MARK_IS_HELP: ClassVar[bool] = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", "Back"),
        Binding("ctrl+r", "reset", "As farther up"),
    ]

    def __init__(self, name: str) -> None:
        super().__init__()
        self._title = name
        self._table = name.rstrip("/")

    @property
    def _app(self) -> QuizApp:
        return cast("QuizApp", self.app)

    @property
    def _own(self) -> DeckOptions:
        return self._app.game.settings.decks.get(self._table, DeckOptions())

    def compose(self) -> ComposeResult:
        """A row for each option."""
        yield Static(f"Options of {one_line(self._title)}", classes="screen-heading", markup=False)
        with VerticalScroll(id="settings", can_focus=False):
            for option in DECK_OPTIONS:
                with Horizontal(classes="setting"):
                    with Vertical(classes="about"):
                        yield Static(option.title, classes="name", markup=False)
                        yield Static(option.help, classes="what", markup=False)
                        fault = Static("", classes="fault", id=f"fault-{option.name}", markup=False)
                        fault.display = False
                        yield fault
                    yield self._control(option)
            yield Static(str(paths.home() / FILE_NAME), id="file", markup=False)
        yield Footer()

    def _control(self, option: DeckOption) -> Widget:
        own = getattr(self._own, option.name)
        holds = what_holds(self._app.game.settings, self._table, option.name)
        name = f"set-{option.name}"
        if option.is_flag:
            return Switch(bool(holds if own is None else own), id=name)
        shown = "" if own is None else f"{own:g}" if isinstance(own, float) else str(own)
        return Line(shown, placeholder=f"{holds}", id=name)

    def on_mount(self) -> None:
        """Hear of each value at once, as the settings do."""
        for option in DECK_OPTIONS:
            control = self.query_one(f"#set-{option.name}")
            self.watch(control, "value", partial(self._save, option.name), init=False)

    def _save(self, name: str, value: Any) -> None:
        option = OPTION_BY_NAME[name]
        fault = self.query_one(f"#fault-{name}", Static)
        try:
            if not option.is_flag:
                value = read_option(option, value)
            options = with_option(self._app.game.settings, self._table, name, value)
            if options != self._own:
                settings = save_deck_options(paths.home() / FILE_NAME, self._table, options)
                self._app.use_settings(settings)
            fault.display = False
        except ValueError as error:
            fault.update(f"✗ {error}")
            fault.display = True
        except QuizError as error:
            self._app.complain(error)

    def action_reset(self) -> None:
        """Let what is set farther up hold for the focused option."""
        match self.focused:
            case Switch() as switch:
                name = (switch.id or "").removeprefix("set-")
                options = self._own._replace(**{name: None})
                self._app.use_settings(
                    save_deck_options(paths.home() / FILE_NAME, self._table, options)
                )
                switch.value = bool(what_holds(self._app.game.settings, self._table, name))
            case Input() as line:
                line.value = ""
            case _:
                pass
