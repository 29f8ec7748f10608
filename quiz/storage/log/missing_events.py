"""Finds what the backups have and the history lacks, for example because it was replaced by an
older copy."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from itertools import islice
from operator import itemgetter
from pathlib import Path
from typing import NamedTuple

from quiz.history.ids import is_uuid
from quiz.storage.log.backups import Backup, extent_of, list_backups
from quiz.storage.log.connect import connect_to_read
from quiz.storage.log.history_reader import HistoryReader
from quiz.storage.log.store import FILE_NAME
from quiz.storage.log.tables import TABLES, Table
from quiz.storage.log.verify import has_checksums
from quiz.wording import counted

LOOKED_AT = 3
"""Number of backups checked at the start; the doctor checks all."""


class MissingEvents(NamedTuple):
    """What a history lacks. events: how many events only the backup has."""

    path: Path
    backup: Backup
    events: int

    def text(self) -> str:
        """A clause that says so, without a full stop."""
        events = counted(self.events, "answer or change", "answers and changes")
        return f"{self.path} lacks {events} that the backup of {self.backup.when} has"


def missing_at_a_glance(home: Path, newest_id: str) -> MissingEvents | None:
    """What the history lacks if it ends before its newest backups do, else None.

    newest_id: the greatest id in the history, "" if it is empty. A history only grows, so one that
    ends before its backup is not the one that was backed up.
    """
    backup = _newer_backup(home, newest_id)
    return missing_from_history(home / FILE_NAME, backup) if backup else None


def _newer_backup(home: Path, newest_id: str) -> Backup | None:
    """The backup that goes furthest of the newest ones, if it goes further than the history.

    The newest alone is not enough: it may be of an older copy, made when that was migrated.
    """
    ends = ((_newest_id(backup), backup) for backup in list_backups(home))
    furthest, backup = max(islice(filter(itemgetter(0), ends), LOOKED_AT), default=("", None))
    return backup if furthest > newest_id else None


def _newest_id(backup: Backup) -> str:
    """The greatest id in a backup; "" if it is empty or cannot be read."""
    try:
        with closing(connect_to_read(backup.path)) as db:
            if has_checksums(db):
                return HistoryReader(db).newest_id()
    except sqlite3.Error:
        return ""
    greatest = extent_of(backup.path).newest
    return greatest if is_uuid(greatest) else ""


def missing_from_history(path: Path, backup: Backup) -> MissingEvents | None:
    """What this backup has and the history lacks; None if nothing, or if either is unreadable."""
    try:
        with closing(connect_to_read(path)) as db:
            db.execute("ATTACH ? AS backup", (f"{backup.path.absolute().as_uri()}?mode=ro",))
            present = {name for (name,) in db.execute("SELECT name FROM backup.sqlite_schema")}
            checked = has_checksums(db, "backup")
            number = sum(
                _count_missing(db, table, checked=checked)
                for table in TABLES
                if table.name in present
            )
    except sqlite3.Error:
        return None
    return MissingEvents(path, backup, number) if number else None


def _count_missing(db: sqlite3.Connection, table: Table, *, checked: bool) -> int:
    """How many rows of the backup the history lacks. Rows damaged in the backup too do not count:
    a repair may have removed them, and this backup cannot restore them."""
    rows = db.execute(
        f"SELECT {table.stored if checked else table.columns} FROM backup.{table.name} "
        f"WHERE id NOT IN (SELECT id FROM main.{table.name})"
    )
    return sum((table.event(row) if checked else table.read(row)) is not None for row in rows)
