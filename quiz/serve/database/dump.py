"""Copies a whole database of the server into one file, and such a file into an empty database: a
backup, and the way from SQLite to PostgreSQL or back."""

from __future__ import annotations

import base64
import gzip
import json
import os
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, MetaData, select

from quiz.errors import QuizError

_ROWS_AT_ONCE = 1000


def dump(connection: Connection, path: Path) -> int:
    """Write all rows of all tables, as they are in this transaction, to a new file: one JSON list a
    line, gzipped. Returns the number of rows. Raises OSError; then there is no file.

    The first line of each table is its name and its columns.
    """
    found = MetaData()
    found.reflect(connection)
    rows = 0
    new = path.with_name(path.name + ".new")
    try:
        with new.open("xb") as file:
            with gzip.open(file, "wt", encoding="utf-8", compresslevel=6) as packed:
                for table in found.sorted_tables:
                    head = {"table": table.name, "columns": [each.name for each in table.columns]}
                    packed.write(json.dumps(head) + "\n")
                    for row in connection.execute(select(table).execution_options(yield_per=100)):
                        packed.write(json.dumps(list(row), default=_packed_bytes) + "\n")
                        rows += 1
            file.flush()
            os.fsync(file.fileno())
        new.replace(path)
    finally:
        new.unlink(missing_ok=True)
    return rows


def load(connection: Connection, path: Path) -> int:
    """Add all rows of a file of `dump` to a database that has no rows yet. Returns their number.

    Raises QuizError if it has some, or if the file is damaged or has other tables; the
    caller then rolls back.
    """
    found = MetaData()
    found.reflect(connection)
    version = found.tables["schema_version"]
    for table in found.sorted_tables:
        if table is not version and connection.execute(select(table).limit(1)).first() is not None:
            raise QuizError(f"{path} can be loaded into an empty database only")
    before = connection.execute(select(version)).scalar_one()
    connection.execute(version.delete())
    rows = 0
    try:
        for name, columns, batch in _batches(path):
            if name not in found.tables or columns != [each.name for each in found.tables[name].c]:
                raise QuizError(f"{path} has another table {name}: another version of quiz made it")
            connection.execute(
                found.tables[name].insert(),
                [dict(zip(columns, map(_unpacked, row), strict=True)) for row in batch],
            )
            rows += len(batch)
    except (EOFError, OSError, ValueError, KeyError, zlib.error) as error:
        raise QuizError(f"{path} is not a backup of a server, or is damaged: {error}") from error
    if connection.scalar(select(version)) != before:
        raise QuizError(f"{path} was made by another version of quiz")
    return rows


def _batches(path: Path) -> Iterator[tuple[str, list[str], list[list[Any]]]]:
    """Tables with some of their rows."""
    name, columns = "", list[str]()
    batch: list[list[Any]] = []
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            row = json.loads(line)
            if isinstance(row, dict):
                if batch:
                    yield name, columns, batch
                name, columns, batch = row["table"], row["columns"], []
                continue
            batch.append(row)
            if len(batch) == _ROWS_AT_ONCE:
                yield name, columns, batch
                batch = []
    if batch:
        yield name, columns, batch


def _packed_bytes(value: bytes) -> dict[str, str]:
    return {"base64": base64.b64encode(value).decode()}


def _unpacked(value: Any) -> Any:
    return base64.b64decode(value["base64"]) if isinstance(value, dict) else value
