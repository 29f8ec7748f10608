"""Finds the position of a name in a TOML text, for faults."""

from __future__ import annotations

from typing import Any

from quiz.decks.faults import Fault
from quiz.settings.toml import read_toml

KeyPath = tuple[str, ...]
"""The names that lead to a value, from the top of the file."""


def place_of(text: str, path: KeyPath) -> tuple[int, int]:
    """Line and column of a key or table. If it is written in an unusual way, the position of the
    nearest table around it, or else the start of the file."""
    found = _places(text)
    while path and path not in found:
        path = path[:-1]
    return found.get(path, (1, 1))


def _places(text: str) -> dict[KeyPath, tuple[int, int]]:
    found: dict[KeyPath, tuple[int, int]] = {}
    table: KeyPath = ()
    for number, line in enumerate(text.splitlines(), 1):
        bare = line.strip()
        if bare.startswith("["):
            path = _path(bare)
            if path:
                table = path
        else:
            key, equals, _ = bare.partition("=")
            path = _path(f"{key} = 0") if equals else ()
            path = (*table, *path) if path else ()
        if path:
            found.setdefault(path, (number, len(line) - len(line.lstrip()) + 1))
    return found


def _path(line: str) -> KeyPath:
    """The names in one line of TOML; () if the line is not valid on its own."""
    read = read_toml(line.encode(), "", "")
    if isinstance(read, Fault):
        return ()
    value: Any = read[1]
    path: list[str] = []
    while value:
        if isinstance(value, list):
            value = value[0]
        if not isinstance(value, dict) or len(value) != 1:
            break
        ((name, value),) = value.items()
        path.append(name)
    return tuple(path)
