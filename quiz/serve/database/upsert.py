"""Adds a row, or changes the one that is there."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite


def upsert(connection: Connection, table: Table, values: dict[str, Any]) -> None:
    """Write a row: if there is one with the same primary key, it gets these values."""
    kind = postgresql if connection.dialect.name == "postgresql" else sqlite
    statement = kind.insert(table).values(values)
    keys = [column.name for column in table.primary_key]
    others = {name: statement.excluded[name] for name in values if name not in keys}
    if others:
        connection.execute(statement.on_conflict_do_update(index_elements=keys, set_=others))
    else:
        connection.execute(statement.on_conflict_do_nothing(index_elements=keys))
