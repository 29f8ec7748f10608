"""The settings, one by one."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widget import Widget
from textual.widgets import Input, Select, Static, Switch

from quiz import paths
from quiz.errors import QuizError
from quiz.settings.file import save_setting
from quiz.settings.load import FILE_NAME
from quiz.settings.table import BY_NAME, TABLE, Setting, Value
from quiz.tui.game_screen import GameScreen
from quiz.tui.widgets.footer import Footer
from quiz.tui.widgets.line import Line

if TYPE_CHECKING:
    from quiz.tui.app import QuizApp


class SettingsScreen(GameScreen[None]):
    """Every setting with what it does. A right value is saved and used at once."""

    HELP: ClassVar[str] = (
        "Tab goes from setting to setting. A value is saved as soon as it is right; a wrong one is "
        "marked and leaves the old value. The same settings are in settings.toml, with comments."
    )
    DEFAULT_CLASSES: ClassVar[str] = "settings-screen"
    QUESTION_MARK_IS_HELP: ClassVar[bool] = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", "Back"),
        Binding("ctrl+r", "reset", "Default value"),
    ]

    @property
    def _app(self) -> QuizApp:
        return cast("QuizApp", self.app)

    def compose(self) -> ComposeResult:
        """A row for each setting."""
        yield Static("Settings", classes="screen-heading")
        with VerticalScroll(id="settings", can_focus=False):
            for setting in TABLE:
                with Horizontal(classes="setting"):
                    with Vertical(classes="about"):
                        yield Static(setting.title, classes="name", markup=False)
                        yield Static(setting.help, classes="what", markup=False)
                        fault = Static(
                            "", classes="fault", id=f"fault-{setting.name}", markup=False
                        )
                        fault.display = False
                        yield fault
                    yield self._control(setting)
            yield Static(str(paths.home() / FILE_NAME), id="file", markup=False)
        yield Footer()

    def _control(self, setting: Setting) -> Widget:
        value: Value = getattr(self._app.game.settings, setting.name)
        name = f"set-{setting.name}"
        if isinstance(value, bool):
            return Switch(value, id=name)
        choices = self._choices(setting)
        if choices:
            return Select(
                [(choice, choice) for choice in choices], value=value, allow_blank=False, id=name
            )
        return Line(_text(value), id=name)

    def _choices(self, setting: Setting) -> tuple[str, ...]:
        if setting.name == "theme":
            return tuple(sorted({*self._app.available_themes, self._app.game.settings.theme}))
        return () if isinstance(setting.default, tuple) else setting.choices

    def on_mount(self) -> None:
        """Hear of each value in the moment in which it is given: the message that tells of it comes
        when the screen may be left already."""
        for setting in TABLE:
            control = self.query_one(f"#set-{setting.name}")
            self.watch(control, "value", partial(self._given, setting), init=False)

    def _given(self, setting: Setting, value: object) -> None:
        self._save(setting.name, _value(setting, value) if isinstance(value, str) else value)

    def _save(self, name: str, value: object) -> None:
        setting = BY_NAME[name]
        fault = self.query_one(f"#fault-{name}", Static)
        try:
            accepted = setting.accept(value)
            if accepted == getattr(self._app.game.settings, name):
                fault.display = False
                return
            settings = save_setting(paths.home() / FILE_NAME, name, accepted)
        except ValueError as error:
            fault.update(f"✗ {error}")
            fault.display = True
            return
        except QuizError as error:
            self._app.complain(error)
            return
        fault.display = False
        self._app.use_settings(settings)

    def action_reset(self) -> None:
        """Put the focused setting back to its default."""
        name = (getattr(self.focused, "id", None) or "").removeprefix("set-")
        if name not in BY_NAME:
            return
        default = BY_NAME[name].default
        match self.focused:
            case Switch() as switch:
                switch.value = bool(default)
            case Input() as line:
                line.value = _text(default)
            case Select() as select:
                select.value = default
            case _:
                pass


def _text(value: Value) -> str:
    if isinstance(value, tuple):
        return ", ".join(item if isinstance(item, str) else f"{item:g}" for item in value)
    return f"{value:g}" if isinstance(value, float) else str(value)


def _value(setting: Setting, text: str) -> object:
    """The text as the setting's type; the text itself when it is none, for `accept` to refuse."""
    if isinstance(setting.default, str):
        return text
    try:
        if isinstance(setting.default, tuple):
            parts = [part.strip() for part in text.split(",") if part.strip()]
            return tuple(parts) if setting.choices else tuple(float(part) for part in parts)
        return int(text) if isinstance(setting.default, int) else float(text)
    except ValueError:
        return text
