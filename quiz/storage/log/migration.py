"""Bringing an older history up to date; a new one is made in the same way, from nothing."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from shutil import copyfile

from quiz.progress import Progress, silent
from quiz.storage.log import players, schema
from quiz.storage.log.backups import make_backup
from quiz.storage.log.connect import connect, connect_to_read
from quiz.storage.log.tables import TABLES
from quiz.storage.log.verify import damaged_rows, give_checksums, has_checksums

WHAT = "Bringing the history up to date"
OLDER = "history.older.db"
"""A copy of a backup that an older version wrote, while it is read."""


def migrate(path: Path, db: sqlite3.Connection, progress: Progress = silent) -> None:
    """Bring the history at `path`, which is open as `db`, up to date; a backup is made first.

    Raises sqlite3.Error, StoreError; all of it is done then, or nothing.
    """
    version = _version(db)
    if not version:
        bring_up_to_date(db, progress)
        return
    backup = make_backup(path, f"before-format-{version + 1}", datetime.now())
    try:
        bring_up_to_date(db, progress)
    except BaseException:
        # Nothing has changed, and each further try would leave another one.
        backup.path.unlink(missing_ok=True)
        raise


def bring_up_to_date(db: sqlite3.Connection, progress: Progress = silent) -> None:
    """Make the tables of this version of those that are there, all of them or none.

    Rows that were damaged before stay so: they are given no new checksum. Raises sqlite3.Error.
    """
    db.execute("BEGIN IMMEDIATE")
    try:
        # Another game may have done it while this one waited for the lock.
        version = _version(db)
        if version < len(schema.MIGRATIONS):
            _take_steps(db, version, progress)
        db.execute("COMMIT")
    except BaseException:
        if db.in_transaction:
            db.execute("ROLLBACK")
        raise


@contextmanager
def as_of_today(path: Path, other: sqlite3.Connection) -> Iterator[Path]:
    """A whole history that this version can read: the file itself or, while it is needed, a copy of
    one that an older version wrote. Raises sqlite3.Error, OSError.

    other: a history of this version; the copy is beside it. Who had no id before has the one there.
    """
    with closing(connect_to_read(path)) as db:
        version = _version(db)
    if version == len(schema.MIGRATIONS):
        yield path
        return
    beside = Path(other.execute("PRAGMA database_list").fetchone()[2])
    copy = beside.with_name(OLDER)
    try:
        copyfile(path, copy)
        with closing(connect(copy)) as db:
            bring_up_to_date(db)
            _call_alike(db, other)
        yield copy
    finally:
        copy.unlink(missing_ok=True)


def _call_alike(db: sqlite3.Connection, other: sqlite3.Connection) -> None:
    damaged = [(table.name, number) for table in TABLES for number in damaged_rows(db, table)]
    ids = {player.name: player.id for player in players.present(other)}
    for key, name in players.present(db):
        if name in ids and ids[name] != key:
            db.execute("UPDATE OR IGNORE players SET id = ? WHERE id = ?", (ids[name], key))
            for table in TABLES:
                db.execute(f"UPDATE {table.name} SET player = ? WHERE player = ?", (ids[name], key))
    give_checksums(db, damaged)


def _take_steps(db: sqlite3.Connection, version: int, progress: Progress) -> None:
    total = 2 * sum(_count(db, table.name) for table in TABLES)
    done = 0

    def told(rows: int) -> None:
        nonlocal done
        done = min(done + rows, total - 1)
        progress(WHAT, done, total)

    damaged = [
        (table.name, number)
        for table in (TABLES if has_checksums(db) else ())
        for number in damaged_rows(db, table, told)
    ]
    for steps in schema.MIGRATIONS[version:]:
        for step in steps:
            if isinstance(step, str):
                db.execute(step)
            else:
                step(db)
    db.execute(f"PRAGMA application_id = {schema.APPLICATION_ID}")
    db.execute(f"PRAGMA user_version = {len(schema.MIGRATIONS)}")
    give_checksums(db, damaged, told)
    if total:
        progress(WHAT, total, total)


def _version(db: sqlite3.Connection) -> int:
    return int(db.execute("PRAGMA user_version").fetchone()[0])


def _count(db: sqlite3.Connection, table: str) -> int:
    present = db.execute("SELECT 1 FROM sqlite_schema WHERE name = ?", (table,)).fetchone()
    return int(db.execute(f"SELECT count(*) FROM {table}").fetchone()[0]) if present else 0
