"""The base of the settings screen and the deck options screen."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widget import Widget
from textual.widgets import Static

from quiz.errors import QuizError
from quiz.settings.deck_tables import DeckOption
from quiz.settings.load import settings_path
from quiz.settings.table import Setting
from quiz.tui.screens.game_screen import GameScreen
from quiz.tui.widgets.footer import Footer


class ValuesScreen(GameScreen[None]):
    """Values of the settings file, one per row. A valid one is saved and used at once; an invalid
    one one is marked, and the old one stays."""

    DEFAULT_CLASSES: ClassVar[str] = "settings-screen"
    QUESTION_MARK_IS_HELP: ClassVar[bool] = True

    ROWS: ClassVar[Sequence[Setting | DeckOption]] = ()
    """The values to show, in this order."""

    def heading(self) -> str:
        """The heading of the screen."""
        raise NotImplementedError

    def control(self, name: str) -> Widget:
        """The widget that shows and edits a value; its id is `set-` plus the name."""
        raise NotImplementedError

    def keep(self, name: str, value: object) -> None:
        """Save a value and use it. Raises ValueError, saying what was expected, if invalid."""
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        """One row per value."""
        yield Static(self.heading(), classes="screen-heading", markup=False)
        with VerticalScroll(id="settings", can_focus=False):
            for row in self.ROWS:
                with Horizontal(classes="setting"):
                    with Vertical(classes="about"):
                        yield Static(row.title, classes="name", markup=False)
                        yield Static(row.help, classes="what", markup=False)
                        fault = Static("", classes="fault", id=f"fault-{row.name}", markup=False)
                        fault.display = False
                        yield fault
                    yield self.control(row.name)
            yield Static(str(settings_path()), id="file", markup=False)
        yield Footer()

    def on_mount(self) -> None:
        """Watch each value directly: a message about a change might arrive
        after the screen was left."""
        for row in self.ROWS:
            control = self.query_one(f"#set-{row.name}")
            self.watch(control, "value", partial(self._keep, row.name), init=False)

    def _keep(self, name: str, value: object) -> None:
        fault = self.query_one(f"#fault-{name}", Static)
        try:
            self.keep(name, value)
            fault.display = False
        except ValueError as error:
            fault.update(f"✗ {error}")
            fault.display = True
        except QuizError as error:
            self.app.complain(error)
