"""The settings file: TOML with comments, which a player may edit by hand."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from quiz.decks.faults import Fault
from quiz.nearest import hint
from quiz.settings import deck_tables, folded, keys, searches
from quiz.settings.settings import TABLE_FIELDS, LoadedSettings, Settings, Wrong
from quiz.settings.table import BY_NAME
from quiz.settings.toml import read_toml
from quiz.settings.toml_places import place_of

_Reader = Callable[[dict[str, Any]], tuple[Any, Wrong]]
"""What is in a table, and what is wrong in it, by place."""

_TABLES: Mapping[str, tuple[_Reader, str]] = {
    deck_tables.TABLE_NAME: (
        deck_tables.parse_deck_tables,
        f"tables such as {deck_tables.table_of(deck_tables.SOME_DECK)}",
    ),
    **{
        name: (parse, f"a table [{name}] with lines like: {example}")
        for name, parse, example in (
            (searches.TABLE_NAME, searches.parse_searches, searches.EXAMPLE),
            (folded.TABLE_NAME, folded.parse_folded, folded.EXAMPLE),
            (keys.TABLE_NAME, keys.parse_keys, keys.EXAMPLE),
        )
    },
}
"""The reader of each table, and what it expects."""

assert set(_TABLES) == set(TABLE_FIELDS)


def parse_settings(data: bytes, file: str) -> LoadedSettings:
    """Parse the settings file; never raises."""
    read = read_toml(data, file, "expected lines like: daily_goal = 30")
    if isinstance(read, Fault):
        return LoadedSettings(Settings(), (read,))
    text, table = read
    values: dict[str, Any] = {}
    wrong: Wrong = {}
    for name, value in table.items():
        setting = BY_NAME.get(name)
        if name in _TABLES:
            parse, expected = _TABLES[name]
            if isinstance(value, dict):
                values[name], inside = parse(value)
                wrong |= {(name, *place): what for place, what in inside.items()}
            else:
                wrong[name,] = f"{name} is {value!r}; expected {expected}"
        elif setting is None:
            advice = hint(name, (*BY_NAME, *TABLE_FIELDS), "expected a name from the comments")
            wrong[name,] = f"unknown setting {name}; {advice}"
        else:
            try:
                values[name] = setting.accept(value)
            except ValueError as error:
                wrong[name,] = f"{name} is {value!r}; {error}"
    while what := contradiction(Settings()._replace(**values)):
        name = next(name for name in ("slow_seconds", "longest_answer_seconds") if name in values)
        wrong[name,] = what
        del values[name]
    faults = sorted(Fault(file, *place_of(text, place), what) for place, what in wrong.items())
    return LoadedSettings(Settings()._replace(**values), tuple(faults))


def contradiction(settings: Settings) -> str:
    """What is wrong with two values together; "" if nothing is."""
    slow, longest = settings.slow_seconds, settings.longest_answer_seconds
    if slow < longest:
        return ""
    return (
        f"slow_seconds is {slow:g} and longest_answer_seconds is {longest}, so no answer would "
        "count as slow; expected slow_seconds below longest_answer_seconds"
    )
