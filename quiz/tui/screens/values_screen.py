"""The base of the settings screen and the deck options screen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from quiz.errors import QuizError
from quiz.settings.deck_tables import DeckOption
from quiz.settings.load import settings_path
from quiz.settings.table import Setting
from quiz.tui.literal import MUTED, literal_line
from quiz.tui.screens.game_screen import GameScreen
from quiz.tui.widgets.footer import Footer
from quiz.tui.widgets.line import Line
from quiz.tui.widgets.value_list import ValueList, ValueRow
from quiz.wording import with_capital


class ValuesScreen(GameScreen[None]):
    """Values of the settings file. Enter changes the highlighted one: the next choice, or a line to
    type a new value into, which is saved if it is valid; an invalid one is marked."""

    DEFAULT_CLASSES: ClassVar[str] = "settings-screen"
    QUESTION_MARK_IS_HELP: ClassVar[bool] = True
    AUTO_FOCUS = "ValueList"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "Back"),
        Binding("ctrl+r", "reset", "Default"),
    ]
    ROWS: ClassVar[Sequence[Setting | DeckOption]] = ()
    """The values to show, in this order."""

    def heading(self) -> str:
        """The heading of the screen."""
        raise NotImplementedError

    def row(self, name: str) -> ValueRow:
        """How a value is shown now."""
        raise NotImplementedError

    def choices(self, name: str) -> Sequence[Any]:
        """All values to choose from; () if a new one is typed."""
        raise NotImplementedError

    def value(self, name: str) -> Any:
        """The value now: one of the choices, or the text to change."""
        raise NotImplementedError

    def standard(self, name: str) -> str:
        """What holds without the player's choice: "Default: 20"."""
        raise NotImplementedError

    def keep(self, name: str, value: Any) -> None:
        """Save a value, one of the choices or a typed text, and use it. Raises ValueError, saying
        what was expected, if it is invalid."""
        raise NotImplementedError

    def reset(self, name: str) -> None:
        """Let the value be what holds without the player's choice."""
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        """The values, and about the highlighted one."""
        with Container(id="settings"):
            values = ValueList()
            values.border_title = literal_line(self.heading())
            yield values
            with VerticalScroll(id="about", can_focus=False):
                line = Line(id="value")
                line.display = False
                yield line
                yield Static(id="fault", markup=False)
                yield Static(id="what")
                yield Static(str(settings_path()), id="file", markup=False)
        yield Footer()

    def on_mount(self) -> None:
        """Highlight the first value."""
        self._editing = ""
        self._show()

    def on_screen_resume(self) -> None:
        """Show a theme that the palette changed."""
        self._show()

    def _show(self) -> None:
        self.query_one(ValueList).show(self.row(row.name) for row in self.ROWS)
        self._show_about()

    def _show_about(self) -> None:
        """Explain the highlighted value."""
        name = self.query_one(ValueList).chosen
        row = next(row for row in self.ROWS if row.name == name)
        values = f"{with_capital(row.allowed)}. " if row.allowed else ""
        facts = f"{values}{self.standard(name)}"
        self.query_one("#what", Static).update(Content.assemble(row.help, "\n", (facts, MUTED)))
        about = self.query_one("#about")
        about.border_title = row.title
        about.border_subtitle = "Enter saves, Escape leaves it" if self._editing else ""
        self._mark("")

    def _mark(self, fault: str) -> None:
        mark = self.query_one("#fault", Static)
        mark.update(f"✗ {fault}")
        mark.display = bool(fault)

    @on(ValueList.OptionHighlighted)
    def _another(self) -> None:
        """Keep what was typed for the value before, and explain this one."""
        if self._editing and self._editing != self.query_one(ValueList).chosen:
            fault = self._keep(self._editing, self.query_one(Line).value)
            if fault:
                self.app.say(f"Not saved: {fault}.")
            self._close_line()
        else:
            self._show_about()

    @on(ValueList.OptionSelected)
    def _change(self) -> None:
        """Use the next choice, or open the line to type into."""
        values = self.query_one(ValueList)
        if self.choices(values.chosen):
            self._turn(1)
            return
        self._editing = values.chosen
        line = self.query_one(Line)
        line.value = str(self.value(values.chosen))
        line.display = True
        line.select_all()
        self.set_focus(line)
        self._show_about()

    @on(ValueList.Turned)
    def _turned(self, event: ValueList.Turned) -> None:
        self._turn(event.step)

    def _turn(self, step: int) -> None:
        name = self.query_one(ValueList).chosen
        choices = self.choices(name)
        if choices:
            at = choices.index(self.value(name)) + step
            self._mark(self._keep(name, choices[at % len(choices)]))

    @on(Line.Submitted)
    def _typed(self, event: Line.Submitted) -> None:
        fault = self._keep(self._editing, event.value)
        self._mark(fault)
        if not fault:
            self._close_line()

    def _keep(self, name: str, value: Any) -> str:
        """Save and show a value; returns what is wrong with it, "" if nothing is."""
        return self._saved(lambda: self.keep(name, value))

    def _saved(self, save: Callable[[], None]) -> str:
        try:
            save()
        except ValueError as error:
            return str(error)
        except QuizError as error:
            self.app.complain(error)
        self._show()
        return ""

    def _close_line(self) -> None:
        self._editing = ""
        self.query_one(Line).display = False
        self.set_focus(self.query_one(ValueList))
        self._show_about()

    def action_back(self) -> None:
        """Leave the line, then the screen."""
        if self._editing:
            self._close_line()
        else:
            self.dismiss()

    def action_reset(self) -> None:
        """Let the highlighted value be what holds without the player's choice."""
        if self._editing:
            self._close_line()
        self._mark(self._saved(lambda: self.reset(self.query_one(ValueList).chosen)))
