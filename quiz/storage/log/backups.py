"""Makes, lists, checks and rotates backups of the history."""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Callable, Iterable
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from quiz.files import forget_file, sync_file
from quiz.storage.log.connect import connect, connect_to_read, quick_check
from quiz.storage.log.log_schema import APPLICATION_ID
from quiz.storage.log.store_errors import DamagedError, StoreError, is_damage, store_error

FOLDER = "backups"
AUTOMATIC = "automatic"
WEEKS, MONTHS = 4, 12
STEP_PAGES = 512
"""Pages of 4 KB copied in one step. Each step is synced, so that syncing an answer never waits for
more than one step, and the backup can be cancelled after each."""

_NAME = re.compile(r"(\d{8}-\d{6})-(.+)\.db")
STAMP = "%Y%m%d-%H%M%S"
"""The format of a time in file names."""
_DAY = timedelta(days=1)


class CancelledError(Exception):
    """The backup was cancelled before it was complete; nothing is left of it."""


class Backup(NamedTuple):
    """made: local time, from the file name. why: "automatic", or "before-…"."""

    made: datetime
    why: str
    path: Path

    @property
    def when(self) -> str:
        """Its time to the minute, for messages."""
        return f"{self.made:%Y-%m-%d %H:%M}"


class Extent(NamedTuple):
    """How much is in a history: the number of its events, and its greatest id."""

    events: int = 0
    newest: str = ""


def list_backups(home: Path) -> list[Backup]:
    """The backups in a data directory, newest first; other files are ignored. Never raises."""
    try:
        names = [path for path in (home / FOLDER).iterdir() if path.is_file()]
    except OSError:
        return []
    found = []
    for path in names:
        match = _NAME.fullmatch(path.name)
        if match is None:
            continue
        try:
            made = datetime.strptime(match[1], STAMP)
        except ValueError:
            continue
        found.append(Backup(made, match[2], path))
    return sorted(found, reverse=True)


def is_due(backups: Iterable[Backup], now: datetime) -> bool:
    """Whether the newest automatic backup is at least a day old, in the future or missing."""
    newest = max((b.made for b in backups if b.why == AUTOMATIC), default=None)
    return newest is None or not timedelta(0) <= now - newest < _DAY


def superfluous(backups: Iterable[Backup], days: int) -> list[Backup]:
    """The automatic backups that rotation deletes.

    It keeps the newest backup of each of the last `days` days, `WEEKS` weeks and `MONTHS` months
    that have one. Days, weeks and months without backups do not count, so a long holiday costs no
    backup. Backups made before a repair or an update stay until the player deletes them.
    """
    automatic = sorted((b for b in backups if b.why == AUTOMATIC), reverse=True)
    kept: set[Backup] = set()
    spans: tuple[tuple[int, Callable[[Backup], object]], ...] = (
        (days, lambda b: b.made.date()),
        (WEEKS, lambda b: b.made.isocalendar()[:2]),
        (MONTHS, lambda b: (b.made.year, b.made.month)),
    )
    for most, span in spans:
        newest: dict[object, Backup] = {}
        for backup in automatic:
            newest.setdefault(span(backup), backup)
        kept |= set(list(newest.values())[:most])
    return [backup for backup in automatic if backup not in kept]


def make_backup(
    source: Path, why: str, now: datetime, cancelled: Callable[[], bool] = lambda: False
) -> Backup:
    """Copy the history as of now; games may keep writing to it.

    The copy gets its final name only after it is checked and synced, so every named backup is
    intact. Raises StoreError if it cannot be written, DamagedError if the history is damaged, and
    CancelledError once `cancelled` returns True; then nothing is left behind.
    """
    folder = source.parent / FOLDER
    unfinished = folder / f".{os.getpid()}-{why}.new"
    try:
        folder.mkdir(exist_ok=True)
        unfinished.unlink(missing_ok=True)
        _copy(source, unfinished, cancelled)
        problem = fault_of(unfinished)
        if problem:
            raise DamagedError(source, problem)
        sync_file(unfinished)
        path = free_name(folder, now, why)
        unfinished.replace(path)
    except BaseException as error:
        forget_file(unfinished)
        if isinstance(error, sqlite3.Error):
            raise store_error(source, error) from error
        if isinstance(error, OSError):
            what = f"{folder}: cannot write a backup: {error.strerror or error}"
            raise StoreError(what) from error
        raise
    return Backup(now.replace(microsecond=0), why, path)


def _copy(source: Path, target: Path, cancelled: Callable[[], bool]) -> None:
    def go_on(status: int, remaining: int, total: int) -> None:
        sync_file(target)
        if cancelled():
            raise CancelledError

    with closing(connect_to_read(source)) as reader, closing(connect(target)) as writer:
        # Reads one snapshot of the log. Without this, each answer written in the meantime would
        # restart the copy.
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        reader.backup(writer, pages=STEP_PAGES, progress=go_on, sleep=0)
        writer.execute("PRAGMA journal_mode = DELETE")


def fault_of(path: Path) -> str:
    """What is wrong with a file that should be an intact history; "" if nothing is."""
    try:
        return damage_of(path)
    except sqlite3.Error as error:
        return str(error)


def damage_of(path: Path) -> str:
    """Like `fault_of`, but raises sqlite3.Error if the file cannot be examined at all."""
    try:
        with closing(connect_to_read(path)) as db:
            if db.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
                return "not a history of quiz"
            return quick_check(db)
    except sqlite3.Error as error:
        if not is_damage(error):
            raise
        return str(error)


def newest_good(home: Path) -> Backup | None:
    """The newest intact backup; None if there is none."""
    return next((backup for backup in list_backups(home) if not fault_of(backup.path)), None)


def extent_of(path: Path) -> Extent:
    """How much is in a history; nothing if it cannot be read."""
    try:
        with closing(connect_to_read(path)) as db:
            present = {name for (name,) in db.execute("SELECT name FROM sqlite_schema")}
            found = [
                db.execute(f"SELECT count(*), ifnull(max(id), '') FROM {table}").fetchone()
                for table in ("answers", "changes", "placements")
                if table in present
            ]
    except sqlite3.Error:
        return Extent()
    return Extent(
        sum(count for count, _ in found), max((newest for _, newest in found), default="")
    )


def rotate(home: Path, days: int) -> None:
    """Delete the superfluous automatic backups. A file that cannot be deleted stays."""
    for backup in superfluous(list_backups(home), days):
        forget_file(backup.path)


def free_name(folder: Path, now: datetime, why: str) -> Path:
    """The path of a new backup in this folder."""
    while True:
        path = folder / f"{now.strftime(STAMP)}-{why}.db"
        if not path.exists():
            return path
        now += timedelta(seconds=1)
