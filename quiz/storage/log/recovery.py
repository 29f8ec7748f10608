"""Recovers a damaged history: everything readable in it, united with the newest good backup.

The log is a set of events with unique ids, so the two are simply united. Nothing is touched until
the new file is complete and synced; the damaged one is kept under another name.
"""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from pathlib import Path

from quiz.files import forget_file, sync_file
from quiz.formats.deck_names import numbered
from quiz.history.ids import is_uuid
from quiz.history.player import Player
from quiz.progress import Progress, silent
from quiz.storage.log import players_table
from quiz.storage.log.backups import FOLDER, STAMP, Backup, extent_of, fault_of, list_backups
from quiz.storage.log.connect import connect, connect_to_read, transaction
from quiz.storage.log.finish_recovery import RECOVERED_NAME, finish, sync_folder
from quiz.storage.log.history_reader import HistoryReader
from quiz.storage.log.log_schema import CARD_COLUMNS, PLAYER_COLUMNS
from quiz.storage.log.migration import as_of_today, bring_up_to_date
from quiz.storage.log.pages import Value
from quiz.storage.log.salvage import Batch, salvage
from quiz.storage.log.store_errors import StoreError, code_of, explained, is_busy
from quiz.storage.log.tables import TABLES
from quiz.storage.log.verify import damaged_rows, give_checksums
from quiz.wording import counted

UNFINISHED = "history.building.db"


@dataclass(frozen=True, slots=True)
class RecoveryResult:
    """The result of a recovery.

    events: in the new history. salvaged: of those, the ones that only the damaged file had.
    backup: the source of most others; None if there was no backup.
    set_aside: the copy of the damaged file; None if the file was gone.
    lost: rows that are intact nowhere; they are only in the file set aside.
    """

    events: int
    salvaged: int
    backup: Backup | None
    set_aside: Path | None
    lost: int

    def sources(self) -> str:
        """Where the events come from, in words."""
        from_backup = self.events - self.salvaged
        parts = []
        if self.backup is not None and from_backup:
            parts.append(f"{from_backup:,} from the backup of {self.backup.when}")
        if self.salvaged:
            parts.append(f"{self.salvaged:,} from the damaged file")
        found = " and ".join(parts) or "none could be read"
        if not self.lost:
            return found
        rows = counted(self.lost, "row is", "rows are")
        return f"{found}; {rows} damaged everywhere and left out"

    def text(self) -> str:
        """The result in one sentence."""
        events = counted(self.events, "event")
        aside = f"; the damaged file is now {self.set_aside}" if self.set_aside else ""
        return f"recovered {events}: {self.sources()}{aside}"


def recover(path: Path, now: datetime, progress: Progress = silent) -> RecoveryResult:
    """Replace the history at `path`, which is damaged, gone or another program's file, with a
    recovered one, and set the old file aside.

    Raises StoreError if another program uses the file or the new one cannot be written; then the
    old file is still in its place.
    """
    with _replacing(path, now) as (unfinished, aside):
        found = _build(unfinished, path.parent, aside, progress)
    finish(path)
    return found


def start_anew(path: Path, now: datetime) -> str:
    """Start a new history at `path`, and keep the old one, if any; returns the result in words.

    The old file and its backups are moved to where rotation does not delete them. Raises
    StoreError.
    """
    with _replacing(path, now, "old") as (unfinished, aside):
        new_history(unfinished).close()
    kept = [aside] if aside.exists() else []
    backups = list_backups(path.parent)
    if backups:
        folder = path.parent / FOLDER / f"before-{now.strftime(STAMP)}"
        try:
            folder.mkdir(exist_ok=True)
            for backup in backups:
                backup.path.replace(folder / backup.path.name)
        except OSError as error:
            raise StoreError(f"{folder}: cannot be written: {error.strerror}") from error
        kept.append(folder)
    finish(path)
    return "started a new history" + (
        f"; the old one is kept in {' and '.join(map(str, kept))}" if kept else ""
    )


@contextmanager
def _replacing(path: Path, now: datetime, why: str = "damaged") -> Iterator[tuple[Path, Path]]:
    """Set a history aside while the caller writes a new one, which replaces it on success.

    Yields the path to write to, and the path of the old one's copy.
    """
    unfinished = path.with_name(UNFINISHED)
    aside = _free_name(path, now, why)
    try:
        unfinished.unlink(missing_ok=True)
        # This must come first: SQLite changes a file just by opening and closing it.
        _set_aside(path, aside)
        _refuse_when_in_use(path)
        yield unfinished, aside
        problem = fault_of(unfinished)
        if problem:
            raise StoreError(f"{unfinished}: the new history is not intact ({problem}); try again")
        sync_file(unfinished)
        unfinished.replace(path.with_name(RECOVERED_NAME))
    except BaseException as error:
        if _is_no_file(aside):
            aside.replace(path)
        for left in (unfinished, *_with_log(aside)):
            forget_file(left)
        if isinstance(error, sqlite3.Error):
            raise StoreError(f"{unfinished}: cannot write the new history: {error}") from error
        if isinstance(error, OSError):
            raise StoreError(f"{path} cannot be recovered: {error.strerror or error}") from error
        raise


def new_history(path: Path) -> sqlite3.Connection:
    """Create an empty history in a new file, not yet in write-ahead mode."""
    db = connect(path)
    bring_up_to_date(db)
    return db


def _build(target: Path, home: Path, damaged: Path, progress: Progress) -> RecoveryResult:
    """Unite the events of the backups and the damaged file in `target`."""
    with closing(new_history(target)) as new:
        new.execute("PRAGMA synchronous = OFF")  # The whole file is synced before it is used.
        # If only rows are damaged, the others are read as ever, which takes no older state of them.
        whole, doubtful = unite_with_backups(new, [Backup(datetime.min, "damaged", damaged)])
        kept = extent_of(target).events
        # Else the backup comes first: if both have an event, its text is complete in the backup.
        source, more = unite_with_backups(new, list_backups(home))
        doubtful |= more
        from_backup = extent_of(target).events - kept
        same: dict[str, str] = {}
        files = [] if whole or _is_no_file(damaged) else [damaged]
        with transaction(new):
            for file in files if source else [*files, *(b.path for b in list_backups(home))]:
                for batch in salvage(file, progress):
                    same |= _add(new, batch)
                    doubtful.update(batch.doubtful)
            _unite_players(new, same)
        lost = sum(not _is_known(new, key) for key in doubtful)
    events = extent_of(target).events
    # Reading leaves both, even if there was no log.
    shared, log = (damaged.with_name(damaged.name + suffix) for suffix in ("-shm", "-wal"))
    with suppress(OSError):
        shared.unlink(missing_ok=True)
        if not log.stat().st_size:
            log.unlink()
    aside = damaged if damaged.exists() else None
    return RecoveryResult(events, events - from_backup, source, aside, lost)


def _add(new: sqlite3.Connection, batch: Batch) -> dict[str, str]:
    """Add what was salvaged; returns the salvaged id of a player for each id in the backup."""
    owners = HistoryReader(new).owners(event.id for event in batch.events)
    for table in TABLES:
        rows = [table.row(event) for event in batch.events if isinstance(event, table.kinds)]
        new.executemany(table.insert, rows)
    new.executemany("INSERT OR REPLACE INTO cards VALUES (?, ?, ?, ?, ?)", batch.cards)
    new.executemany("INSERT OR REPLACE INTO players VALUES (?, ?, ?, ?, ?)", batch.players)
    return {owners[e.id]: e.player for e in batch.events if e.id in owners}


def join_backup(path: Path, backup: Backup) -> int:
    """Add to a history what it lacks of a backup or another copy; returns how many events those
    are. Raises StoreError."""
    before = extent_of(path).events
    with explained(path), closing(connect(path, timeout=10.0)) as db:
        unite_with_backups(db, [backup])
    return extent_of(path).events - before


def unite_with_backups(
    db: sqlite3.Connection, backups: Iterable[Backup]
) -> tuple[Backup | None, set[Value]]:
    """Add to an open history what it lacks of the first intact backup; rows that are damaged there
    come from the next backups.

    Returns that backup, or None, and the ids of damaged rows.

    Raises sqlite3.Error if the history cannot be written.
    """
    newest: Backup | None = None
    doubtful: set[Value] = set()
    for backup in backups:
        if fault_of(backup.path):
            continue
        try:
            with as_of_today(backup.path, db) as copy:
                found = _unite(db, copy)
        except sqlite3.Error as error:
            if code_of(error).startswith(("SQLITE_FULL", "SQLITE_IOERR")):
                raise
            # Its format is not what its header says: skip it like a damaged one.
            continue
        newest = newest or backup
        doubtful |= found
        if not found:
            # Older backups have nothing more.
            break
    return newest, doubtful


def _unite(db: sqlite3.Connection, other: Path) -> set[Value]:
    """Add the events of another history in the current format; returns the ids of its damaged rows,
    which are left out."""
    doubtful: set[Value] = set()
    with closing(connect_to_read(other)) as source:
        damaged = {table: damaged_rows(source, table) for table in TABLES}
        for table, numbers in damaged.items():
            for number in numbers:
                doubtful |= set(
                    source.execute(
                        f"SELECT id FROM {table.name} WHERE number = ?", (number,)
                    ).fetchone()
                )
    db.execute("ATTACH ? AS other", (f"{other.absolute().as_uri()}?mode=ro",))
    try:
        with transaction(db):
            for table, numbers in damaged.items():
                db.execute(
                    f"INSERT OR IGNORE INTO {table.name} ({table.stored}) "
                    f"SELECT {table.stored} FROM other.{table.name} "
                    f"WHERE number NOT IN ({', '.join(map(str, numbers))}) ORDER BY number"
                )
            for name, columns in (("cards", CARD_COLUMNS), ("players", PLAYER_COLUMNS)):
                db.execute(
                    f"INSERT OR IGNORE INTO {name} ({columns}) SELECT {columns} FROM other.{name}"
                )
    finally:
        db.execute("DETACH other")
    return doubtful


def _unite_players(new: sqlite3.Connection, same: dict[str, str]) -> None:
    """Join players who have one id in a backup of an older version and another id, or only a name,
    in the damaged file. same: the id or name in the file for each id in the backup."""
    names = {}
    for backup, file in same.items():
        here, there = players_table.person_of(new, backup), players_table.person_of(new, file)
        if not is_uuid(file) or here is None:
            names[file] = backup
        elif there is None:
            players_table.add(new, Player(file, players_table.name_of(new, here)), 0, here)
        elif there != here:
            players_table.join(new, here, there)
    players_table.name_everybody(new, same=names)
    give_checksums(new)


def _is_known(db: sqlite3.Connection, key: Value) -> bool:
    return any(
        db.execute(f"SELECT 1 FROM {table.name} WHERE id = ?", (key,)).fetchone()
        for table in TABLES
    )


def _refuse_when_in_use(path: Path) -> None:
    if not path.exists():
        return
    try:
        with closing(connect(path, timeout=1.0)) as db:
            db.execute("PRAGMA locking_mode = EXCLUSIVE")
            with transaction(db, "EXCLUSIVE"):
                pass
    except sqlite3.Error as error:
        # Other errors only mean that the file is damaged.
        if is_busy(error):
            what = f"{path} is in use; close the game everywhere, then try again"
            raise StoreError(what) from error


def _free_name(path: Path, now: datetime, why: str) -> Path:
    stem = f"history-{why}-{now.strftime(STAMP)}"
    names = (f"{numbered(stem, number)}.db" for number in count(1))
    return next(aside for name in names if not (aside := path.with_name(name)).exists())


def _set_aside(path: Path, aside: Path) -> None:
    """Copy the damaged file and its log; both are synced. Raises OSError."""
    if _is_no_file(path):
        path.rename(aside)
    for source, target in zip(_with_log(path), _with_log(aside), strict=True):
        if source.is_file():
            shutil.copy2(source, target)
            sync_file(target)
    sync_folder(path.parent)


def _is_no_file(path: Path) -> bool:
    """Whether the path exists but is not a file, such as a folder."""
    return path.exists() and not path.is_file()


def _with_log(path: Path) -> tuple[Path, Path]:
    return (path, path.with_name(path.name + "-wal"))
