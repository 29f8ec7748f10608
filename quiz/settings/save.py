"""Changing the settings file: everything that stays as it was, comments and layout, is kept."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from quiz.files import replace_file
from quiz.settings import deck_tables, folded, searches
from quiz.settings.deck_tables import OPTION_BY_NAME
from quiz.settings.load import load_settings
from quiz.settings.parse import contradiction, parse_settings
from quiz.settings.settings import DeckOptions, Settings
from quiz.settings.table import BY_NAME, Value
from quiz.settings.toml import open_document


def save_setting(path: Path, name: str, value: Value) -> Settings:
    """Write one setting, keep the rest of the file, and return all settings.

    Raises ValueError if the value is invalid or contradicts another setting, QuizError if the file
    is not TOML or cannot be written; then the file stays unchanged.
    """
    accepted = BY_NAME[name].accept(value)
    changed: dict[str, Any] = {name: accepted}
    if what := contradiction(load_settings(path).settings._replace(**changed)):
        raise ValueError(what)

    def change(document: Any) -> None:
        document[name] = list(accepted) if isinstance(accepted, tuple) else accepted

    return change_settings(path, change)


def change_settings(path: Path, change: Callable[[Any], None]) -> Settings:
    """Let `change` edit the file's TOML document, write it, and return all settings.

    Raises QuizError if the file is not TOML or cannot be written; then it stays unchanged.
    """
    load_settings(path)
    document = open_document(path)
    change(document)
    changed = document.as_string()
    replace_file(path, changed)
    return parse_settings(changed.encode(), str(path)).settings


def save_deck_options(path: Path, name: str, options: DeckOptions) -> Settings:
    """Write the options of one deck or folder, keep the rest of the file, and return all settings.
    A table without options is removed.

    Raises ValueError for an invalid value, QuizError if the file is not TOML or cannot be written;
    then the file stays unchanged.
    """
    accepted = {
        key: OPTION_BY_NAME[key].accept(value)
        for key, value in options._asdict().items()
        if value is not None
    }

    def change(document: Any) -> None:
        tables = document.setdefault(deck_tables.TABLE_NAME, {})
        own = tables.setdefault(name, {})
        for key in OPTION_BY_NAME:
            if key in accepted:
                own[key] = accepted[key]
            else:
                own.pop(key, None)
        if not own:
            del tables[name]
        if not tables:
            del document[deck_tables.TABLE_NAME]

    return change_settings(path, change)


def save_search(path: Path, name: str, query: str) -> Settings:
    """Save a search under this name, keep the rest of the file, and return all settings. An empty
    `query` deletes the search.

    Raises QuizError if the file is not TOML or cannot be written; then it stays unchanged.
    """
    return _save_line(path, searches.TABLE_NAME, name, query)


def save_folded(path: Path, folder: str, is_folded: bool) -> Settings:
    """Save whether a folder is folded, keep the rest of the file, and return all settings.

    Raises QuizError if the file is not TOML or cannot be written; then it stays unchanged.
    """
    return _save_line(path, folded.TABLE_NAME, folder.rstrip("/"), is_folded)


def _save_line(path: Path, table: str, name: str, value: str | bool) -> Settings:
    """Write one line of a table, or remove it if the value is empty or false."""

    def change(document: Any) -> None:
        saved = document.setdefault(table, {})
        saved.pop(name, None)
        if value:
            saved[name] = value
        if not saved:
            del document[table]

    return change_settings(path, change)
