"""Adds to the lists of lines of a person, as their devices do."""

from __future__ import annotations

from sqlalchemy import Connection

from quiz.serve.sync.shared_rows import append_lines, lists_of
from quiz.storage.sync.lines import head_line


def add_lines(connection: Connection, person: str, path: str, lines: bytes) -> None:
    """Add lines at the end of a list, which may be new."""
    size = lists_of(connection, person).get(path, 0)
    head = b"" if size else head_line(path.partition("/")[0])
    assert append_lines(connection, person, path, size, head + lines)
