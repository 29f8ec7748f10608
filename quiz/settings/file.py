"""The settings file: TOML with comments, which a player may edit by hand."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from quiz.decks.faults import Fault
from quiz.errors import QuizError
from quiz.files import replace_file
from quiz.settings import deck_tables, keys, searches
from quiz.settings.load import load_settings
from quiz.settings.model import TABLE_FIELDS, LoadedSettings, Settings
from quiz.settings.places import place_of
from quiz.settings.table import BY_NAME, TABLE, Setting, Value
from quiz.settings.toml import read_toml

_TABLES: Mapping[str, Callable[[object, str, str], tuple[Mapping[str, Any], list[Fault]]]] = {
    deck_tables.TABLE_NAME: deck_tables.parse_deck_tables,
    searches.TABLE_NAME: searches.parse_searches,
    keys.TABLE_NAME: keys.parse_keys,
}
"""The reader of each table; takes its value, the text of the file and the file's name."""


def parse_settings(data: bytes, file: str) -> LoadedSettings:
    """Parse the settings file; never raises."""
    read = read_toml(data, file, "expected lines like: daily_goal = 30")
    if isinstance(read, Fault):
        return LoadedSettings(Settings(), (read,))
    text, table = read
    values: dict[str, Any] = {}
    faults: list[Fault] = []
    for name, value in table.items():
        if name in _TABLES:
            values[name], more = _TABLES[name](value, text, file)
            faults += more
            continue
        setting = BY_NAME.get(name)
        if setting is None:
            import difflib

            near = difflib.get_close_matches(name, [*BY_NAME, *TABLE_FIELDS], 1)
            hint = f"did you mean {near[0]}?" if near else "expected a name from the comments"
            place = place_of(text, (name,))
            faults.append(Fault(file, *place, f"unknown setting {name}; {hint}"))
            continue
        try:
            values[name] = setting.accept(value)
        except ValueError as error:
            place = place_of(text, (name,))
            faults.append(Fault(file, *place, f"{name} is {value!r}; {error}"))
    while what := _contradiction(Settings()._replace(**values)):
        name = next(name for name in ("slow_seconds", "longest_answer_seconds") if name in values)
        faults.append(Fault(file, *place_of(text, (name,)), what))
        del values[name]
    return LoadedSettings(Settings()._replace(**values), tuple(sorted(faults)))


def _contradiction(settings: Settings) -> str:
    """What is wrong with two values together; "" if nothing is."""
    slow, longest = settings.slow_seconds, settings.longest_answer_seconds
    if slow < longest:
        return ""
    return (
        f"slow_seconds is {slow:g} and longest_answer_seconds is {longest}, so no answer would "
        "count as slow; expected slow_seconds below longest_answer_seconds"
    )


def save_setting(path: Path, name: str, value: Value) -> Settings:
    """Write one setting, keep the rest of the file, and return all settings.

    Raises ValueError if the value is invalid or contradicts another setting, QuizError if the file
    is not TOML or cannot be written; then the file stays unchanged.
    """
    accepted = BY_NAME[name].accept(value)
    changed: dict[str, Any] = {name: accepted}
    if what := _contradiction(load_settings(path).settings._replace(**changed)):
        raise ValueError(what)

    def change(document: Any) -> None:
        document[name] = list(accepted) if isinstance(accepted, tuple) else accepted

    return change_settings(path, change)


def change_settings(path: Path, change: Callable[[Any], None]) -> Settings:
    """Let `change` edit the file's TOML document, write it, and return all settings.

    Raises QuizError if the file is not TOML or cannot be written; then it stays unchanged.
    """
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    load_settings(path)
    text = path.read_text(encoding="utf-8-sig")
    try:
        document = tomlkit.parse(text)
    except TOMLKitError as error:
        raise QuizError(f"{path} is not valid TOML, fix it first: {error}") from error
    change(document)
    changed = tomlkit.dumps(document)
    replace_file(path, changed)
    return parse_settings(changed.encode(), str(path)).settings


def default_text() -> str:
    """A settings file with every setting at its default and a comment: `default.toml`."""
    lines = ["# Settings of quiz. Change a value, save, and start the game again.", ""]
    section = ""
    for setting in TABLE:
        if setting.section != section:
            section = setting.section
            lines += [f"# ── {section} " + "─" * (60 - len(section)), ""]
        lines += [f"# {setting.help}", f"# {setting.expected.capitalize()}."]
        lines += [f"{setting.name} = {_toml(setting)}", ""]
    for part in (deck_tables, searches, keys):
        lines += part.commented_example()
    return "\n".join(lines)


def _toml(setting: Setting) -> str:
    value = setting.default
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple):
        return "[" + ", ".join(repr(item) for item in value) + "]"
    return f'"{value}"' if isinstance(value, str) else str(value)
