"""The folders that are folded on the home screen: the table `[folded]` of the settings file."""

from __future__ import annotations

from typing import Any

from quiz.settings.settings import Wrong

TABLE_NAME = "folded"
EXAMPLE = "spanish = true"


def parse_folded(table: dict[str, Any]) -> tuple[frozenset[str], Wrong]:
    """The folded folders, each with a final slash, and what is wrong with other lines."""
    odd = {name: value for name, value in table.items() if not isinstance(value, bool)}
    wrong: Wrong = {(name,): f"{name} is {value!r}; expected true" for name, value in odd.items()}
    return frozenset(f"{name}/" for name, value in table.items() if value is True), wrong
