"""The screen of the settings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from quiz.game.scores import locked_themes
from quiz.settings.load import settings_path
from quiz.settings.save import save_setting
from quiz.settings.table import BY_NAME, TABLE, Setting, shown, text_of
from quiz.tui.screens.values_screen import ValuesScreen
from quiz.tui.widgets.value_list import ValueRow


class SettingsScreen(ValuesScreen):
    """All settings, with what each does."""

    HELP: ClassVar[str] = (
        "Enter or a double click changes the highlighted setting: a choice takes its next value, "
        "anything else is typed; Enter saves it, Escape leaves it as it was. Bold values differ "
        "from the default. settings.toml has the same settings, with comments."
    )
    ROWS: ClassVar[Sequence[Setting]] = TABLE

    def heading(self) -> str:
        """The heading of the screen."""
        return "Settings"

    def row(self, name: str) -> ValueRow:
        """How a setting is shown now."""
        setting, value = BY_NAME[name], getattr(self.game.settings, name)
        changed = value != setting.default
        return ValueRow(name, setting.section, setting.title, shown(value, setting.unit), changed)

    def choices(self, name: str) -> Sequence[Any]:
        """All values to choose from; () if a new one is typed."""
        setting = BY_NAME[name]
        if isinstance(setting.default, bool):
            return (False, True)
        if name == "theme":
            names = {*self.app.available_themes, self.game.settings.theme}
            return tuple(sorted(names - locked_themes(self.game).keys()))
        return () if isinstance(setting.default, tuple) else setting.choices

    def value(self, name: str) -> Any:
        """The value now: one of the choices, or the text to change."""
        value = getattr(self.game.settings, name)
        return value if self.choices(name) else text_of(value)

    def standard(self, name: str) -> str:
        """The default."""
        default = f"Default: {shown(BY_NAME[name].default, BY_NAME[name].unit)}."
        if name != "theme":
            return default
        locks = [f"{theme} opens at {when}." for theme, when in locked_themes(self.game).items()]
        return "\n".join([default, *locks])

    def keep(self, name: str, value: Any) -> None:
        """Save a value and use it. Raises ValueError, saying what was expected, if invalid."""
        setting = BY_NAME[name]
        accepted = setting.accept(_value(setting, value) if isinstance(value, str) else value)
        if accepted != getattr(self.game.settings, name):
            self.app.use_settings(save_setting(settings_path(), name, accepted))

    def reset(self, name: str) -> None:
        """Use the default."""
        self.keep(name, BY_NAME[name].default)


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
