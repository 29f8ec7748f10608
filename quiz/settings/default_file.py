"""The initial settings file, made from the tables of what it may hold."""

from __future__ import annotations

from quiz.settings import folded, keys, searches
from quiz.settings.deck_tables import DECK_OPTIONS, SOME_DECK, table_of
from quiz.settings.keys import ACTIONS
from quiz.settings.table import TABLE, Setting


def default_text() -> str:
    """A settings file with every setting at its default and a comment."""
    lines = ["# Settings of quiz. Change a value, save, and start the game again.", ""]
    section = ""
    for setting in TABLE:
        if setting.section != section:
            section = setting.section
            lines += [f"# ── {section} " + "─" * (60 - len(section)), ""]
        lines += [f"# {setting.help}", f"# {setting.expected.capitalize()}."]
        lines += [f"{setting.name} = {_toml(setting)}", ""]
    lines += [*_deck_tables(), *_home_screen(), *_keys()]
    return "\n".join(lines)


def _toml(setting: Setting) -> str:
    value = setting.default
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple):
        return "[" + ", ".join(repr(item) for item in value) + "]"
    return f'"{value}"' if isinstance(value, str) else str(value)


def _deck_tables() -> list[str]:
    lines = [
        "# ── decks and folders " + "─" * 43,
        "",
        "# A deck can have its own options; those of a folder apply to all decks in it. Example:",
        f"# {table_of(SOME_DECK)}",
        "# paused = true",
    ]
    for option in DECK_OPTIONS:
        lines += [f"#   {option.name}: {option.help} {option.expected.capitalize()}."]
    return [*lines, ""]


def _home_screen() -> list[str]:
    return [
        "# ── home screen " + "─" * 49,
        "",
        "# Each saved search is a row on the home screen that plays the cards it finds:",
        f"# [{searches.TABLE_NAME}]",
        f"# {searches.EXAMPLE}",
        "",
        "# Folders that are folded on the home screen:",
        f"# [{folded.TABLE_NAME}]",
        f"# {folded.EXAMPLE}",
        "",
    ]


def _keys() -> list[str]:
    return [
        f"# ── {keys.TABLE_NAME} " + "─" * 56,
        "",
        "# Your own keys, one or more for an action, in place of its default keys:",
        f"# [{keys.TABLE_NAME}]",
        f"# {keys.EXAMPLE}",
        '# hint = "ctrl+y, g"',
        "# In a text field a single letter is text, so there the action needs a second key.",
        *(f"#   {name}: {_first_keys(name)}" for name in ACTIONS),
        "",
    ]


def _first_keys(name: str) -> str:
    """The default keys of an action, on all screens."""
    keys = ",".join(ACTIONS[name].values()).split(",")
    return ", ".join(dict.fromkeys(keys))
