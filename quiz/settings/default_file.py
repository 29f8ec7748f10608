"""The initial settings file, made from the tables of what it may hold."""

from __future__ import annotations

import json

from quiz.settings import folded, keys, searches
from quiz.settings.deck_tables import DECK_OPTIONS, SOME_DECK, table_of
from quiz.settings.keys import ACTIONS
from quiz.settings.table import TABLE


def default_text() -> str:
    """A settings file with every setting at its default and a comment."""
    lines = ["# Settings of quiz. Change a value, save, and start the game again.", ""]
    section = ""
    for setting in TABLE:
        if setting.section != section:
            section = setting.section
            lines += [_heading(section), ""]
        lines += [f"# {setting.help}", f"# {setting.expected.capitalize()}."]
        # In TOML, such values look as they do in JSON.
        lines += [f"{setting.name} = {json.dumps(setting.default)}", ""]
    lines += [
        _heading("decks and folders"),
        "",
        "# A deck can have its own options; those of a folder apply to all decks in it. Example:",
        f"# {table_of(SOME_DECK)}",
        "# paused = true",
        *(f"#   {each.name}: {each.help} {each.expected.capitalize()}." for each in DECK_OPTIONS),
        "",
        _heading("home screen"),
        "",
        "# Each saved search is a row on the home screen that plays the cards it finds:",
        f"# [{searches.TABLE_NAME}]",
        f"# {searches.EXAMPLE}",
        "",
        "# Folders that are folded on the home screen:",
        f"# [{folded.TABLE_NAME}]",
        f"# {folded.EXAMPLE}",
        "",
        _heading(keys.TABLE_NAME),
        "",
        "# Your own keys, one or more for an action, in place of its default keys:",
        f"# [{keys.TABLE_NAME}]",
        f"# {keys.EXAMPLE}",
        '# hint = "ctrl+y, g"',
        "# In a text field a single letter is text, so there the action needs a second key.",
        *(f"#   {name}: {_first_keys(name)}" for name in ACTIONS),
        "",
    ]
    return "\n".join(lines)


def _heading(section: str) -> str:
    return f"# ── {section} " + "─" * (60 - len(section))


def _first_keys(name: str) -> str:
    """The default keys of an action, on all screens."""
    keys = ",".join(ACTIONS[name].values()).split(",")
    return ", ".join(dict.fromkeys(keys))
