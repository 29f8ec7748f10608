"""The settings file: TOML with comments, which a player may edit by hand."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from quiz.decks.faults import Fault
from quiz.nearest import hint
from quiz.settings import deck_tables, folded, keys, searches
from quiz.settings.settings import TABLE_FIELDS, LoadedSettings, Settings
from quiz.settings.table import BY_NAME
from quiz.settings.toml import read_toml
from quiz.settings.toml_places import place_of

_TABLES: Mapping[str, Callable[[object, str, str], tuple[Any, list[Fault]]]] = {
    deck_tables.TABLE_NAME: deck_tables.parse_deck_tables,
    searches.TABLE_NAME: searches.parse_searches,
    folded.TABLE_NAME: folded.parse_folded,
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
            advice = hint(name, (*BY_NAME, *TABLE_FIELDS), "expected a name from the comments")
            place = place_of(text, (name,))
            faults.append(Fault(file, *place, f"unknown setting {name}; {advice}"))
            continue
        try:
            values[name] = setting.accept(value)
        except ValueError as error:
            place = place_of(text, (name,))
            faults.append(Fault(file, *place, f"{name} is {value!r}; {error}"))
    while what := contradiction(Settings()._replace(**values)):
        name = next(name for name in ("slow_seconds", "longest_answer_seconds") if name in values)
        faults.append(Fault(file, *place_of(text, (name,)), what))
        del values[name]
    return LoadedSettings(Settings()._replace(**values), tuple(sorted(faults)))


def contradiction(settings: Settings) -> str:
    """What is wrong with two values together; "" if nothing is."""
    slow, longest = settings.slow_seconds, settings.longest_answer_seconds
    if slow < longest:
        return ""
    return (
        f"slow_seconds is {slow:g} and longest_answer_seconds is {longest}, so no answer would "
        "count as slow; expected slow_seconds below longest_answer_seconds"
    )
