"""The screen of the settings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import Input, Select, Switch

from quiz.settings.load import settings_path
from quiz.settings.save import save_setting
from quiz.settings.table import BY_NAME, TABLE, Setting, Value
from quiz.tui.screens.values_screen import ValuesScreen
from quiz.tui.widgets.line import Line


class SettingsScreen(ValuesScreen):
    """All settings, with what each does."""

    HELP: ClassVar[str] = (
        "Tab moves between settings. A value is saved as soon as it is valid; an invalid one is "
        "marked, and the old one stays. settings.toml has the same settings, with comments."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", "Back"),
        Binding("ctrl+r", "reset", "Default value"),
    ]
    ROWS: ClassVar[Sequence[Setting]] = TABLE

    def heading(self) -> str:
        """The heading of the screen."""
        return "Settings"

    def control(self, name: str) -> Widget:
        """A switch, a list of choices or a line, depending on the setting."""
        value: Value = getattr(self.game.settings, name)
        own = f"set-{name}"
        if isinstance(value, bool):
            return Switch(value, id=own)
        choices = self._choices(BY_NAME[name])
        if choices:
            return Select(
                [(choice, choice) for choice in choices], value=value, allow_blank=False, id=own
            )
        return Line(_text(value), id=own)

    def _choices(self, setting: Setting) -> tuple[str, ...]:
        if setting.name == "theme":
            return tuple(sorted({*self.app.available_themes, self.game.settings.theme}))
        return () if isinstance(setting.default, tuple) else setting.choices

    def keep(self, name: str, value: object) -> None:
        """Save a value and use it. Raises ValueError, saying what was expected, if invalid."""
        setting = BY_NAME[name]
        accepted = setting.accept(_value(setting, value) if isinstance(value, str) else value)
        if accepted != getattr(self.game.settings, name):
            self.app.use_settings(save_setting(settings_path(), name, accepted))

    def action_reset(self) -> None:
        """Reset the focused setting to its default."""
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
    """The text converted to the setting's type; if that fails, the text, which `accept` rejects."""
    if isinstance(setting.default, str):
        return text
    try:
        if isinstance(setting.default, tuple):
            parts = [part.strip() for part in text.split(",") if part.strip()]
            return tuple(parts) if setting.choices else tuple(float(part) for part in parts)
        return int(text) if isinstance(setting.default, int) else float(text)
    except ValueError:
        return text
