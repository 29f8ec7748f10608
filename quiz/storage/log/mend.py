"""Repairs damaged rows of a history whose file is otherwise intact, from the backups."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from quiz.storage.log.backups import fault_of, list_backups
from quiz.storage.log.connect import connect, connect_to_read, transaction
from quiz.storage.log.finish_recovery import forget_index
from quiz.storage.log.store_errors import StoreError, store_error
from quiz.storage.log.tables import TABLES, Table

BadRow = tuple[str, int]
"""The table and number of a damaged row."""

_TABLES = {table.name: table for table in TABLES}


def mend_rows(path: Path, rows: Sequence[BadRow]) -> int:
    """Replace these rows with those of the backups, and delete the rows that no backup has intact.
    Returns how many rows were restored.

    The caller makes a backup first, so that nothing is lost. Raises StoreError; then nothing is
    changed.
    """
    left = dict.fromkeys(rows)
    try:
        with closing(connect(path)) as db, transaction(db):
            for backup in list_backups(path.parent):
                if left and not fault_of(backup.path):
                    with closing(connect_to_read(backup.path)) as source:
                        for table, number in list(left):
                            if _bring_back(db, source, _TABLES[table], number):
                                del left[table, number]
            for name, number in left:
                db.execute(f"DELETE FROM {name} WHERE number = ?", (number,))
            forget_index(path)
    except sqlite3.Error as error:
        raise store_error(path, error) from error
    except OSError as error:
        raise StoreError(f"{path} cannot be repaired: {error.strerror or error}") from error
    return len(rows) - len(left)


def _bring_back(
    db: sqlite3.Connection, source: sqlite3.Connection, table: Table, number: int
) -> bool:
    """Replace a bad row if the source has it intact, under the same number or, if rows were
    renumbered since, the same id."""
    key = db.execute(f"SELECT id FROM {table.name} WHERE number = ?", (number,)).fetchone()[0]
    candidates: list[tuple[Any, ...]] = source.execute(
        f"SELECT {table.stored} FROM {table.name} WHERE number = ? OR id = ?", (number, key)
    ).fetchall()
    for row in candidates:
        there = db.execute(f"SELECT number FROM {table.name} WHERE id = ?", (row[0],)).fetchone()
        if table.event(row) is not None and there in (None, (number,)):
            marks = ", ".join("?" * len(row))
            db.execute(f"DELETE FROM {table.name} WHERE number = ?", (number,))
            db.execute(
                f"INSERT INTO {table.name} (number, {table.stored}) VALUES (?, {marks})",
                (number, *row),
            )
            return True
    return False
