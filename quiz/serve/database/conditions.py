"""Conditions that rows meet."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Table, and_


def has(table: Table, **values: str) -> ColumnElement[bool]:
    """A row of a table has these values in the columns with these names."""
    return and_(*(table.c[name] == value for name, value in values.items()))
