"""Migrates an older history to the current format; a new history is created the same way."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from shutil import copyfile

from quiz.progress import Progress, silent
from quiz.storage.log import log_schema, players_table
from quiz.storage.log.backups import make_backup
from quiz.storage.log.connect import connect, connect_to_read, transaction
from quiz.storage.log.tables import TABLES
from quiz.storage.log.verify import all_damaged, give_checksums

WHAT = "Updating the history"
OLDER = "history.older.db"
"""A temporary copy of a backup in an older format, while it is read."""


def migrate(path: Path, db: sqlite3.Connection, progress: Progress = silent) -> None:
    """Migrate the history at `path`, open as `db`; an existing one is backed up first.

    Raises sqlite3.Error or StoreError; then nothing has changed.
    """
    version = _version(db)
    if not version:
        bring_up_to_date(db, progress)
        return
    backup = make_backup(path, f"before-format-{version + 1}", datetime.now())
    try:
        bring_up_to_date(db, progress)
    except BaseException:
        # Nothing has changed, and every retry would leave another backup.
        backup.path.unlink(missing_ok=True)
        raise


def bring_up_to_date(db: sqlite3.Connection, progress: Progress = silent) -> None:
    """Migrate the tables to the current format in one transaction.

    Damaged rows stay damaged: they get no new checksum. Raises sqlite3.Error.
    """
    with transaction(db):
        # Another game may have migrated it while this one waited for the lock.
        version = _version(db)
        if version < len(log_schema.MIGRATIONS):
            _take_steps(db, version, progress)


@contextmanager
def as_of_today(path: Path, other: sqlite3.Connection) -> Iterator[Path]:
    """An intact history in the current format: the file itself or, for an older format, a migrated
    temporary copy. Raises sqlite3.Error, OSError.

    other: a history in the current format. The copy is made next to it, and players without ids get
    the ids that they have there.
    """
    with closing(connect_to_read(path)) as db:
        version = _version(db)
    if version == len(log_schema.MIGRATIONS):
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
    damaged = all_damaged(db)
    ids = {player.name: player.id for player in players_table.current_players(other)}
    for key, name in players_table.current_players(db):
        if name in ids and ids[name] != key:
            db.execute("UPDATE OR IGNORE players SET id = ? WHERE id = ?", (ids[name], key))
            for table in TABLES:
                db.execute(f"UPDATE {table.name} SET player = ? WHERE player = ?", (ids[name], key))
    give_checksums(db, damaged)


def _take_steps(db: sqlite3.Connection, version: int, progress: Progress) -> None:
    total = 2 * sum(_count(db, table.name) for table in TABLES)
    done = 0

    def on_rows(rows: int) -> None:
        nonlocal done
        done = min(done + rows, total - 1)
        progress(WHAT, done, total)

    damaged = all_damaged(db, on_rows)
    for steps in log_schema.MIGRATIONS[version:]:
        for step in steps:
            if isinstance(step, str):
                db.execute(step)
            else:
                step(db)
    db.execute(f"PRAGMA application_id = {log_schema.APPLICATION_ID}")
    db.execute(f"PRAGMA user_version = {len(log_schema.MIGRATIONS)}")
    give_checksums(db, damaged, on_rows)
    if total:
        progress(WHAT, total, total)


def _version(db: sqlite3.Connection) -> int:
    return int(db.execute("PRAGMA user_version").fetchone()[0])


def _count(db: sqlite3.Connection, table: str) -> int:
    present = db.execute("SELECT 1 FROM sqlite_schema WHERE name = ?", (table,)).fetchone()
    return int(db.execute(f"SELECT count(*) FROM {table}").fetchone()[0]) if present else 0
