"""Examines the history: the file, its rows, and its backups."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from operator import attrgetter
from pathlib import Path
from typing import Any

from quiz.history.events import Answer, Mark, Placement, Rerate, Undo
from quiz.history.ids import is_uuid7, ms_of_id
from quiz.moment import MS_PER_DAY
from quiz.progress import Progress
from quiz.storage.doctor.findings import Finding, Repair, Sign, delete_files
from quiz.storage.log.backups import damage_of, extent_of, list_backups
from quiz.storage.log.connect import connect, transaction
from quiz.storage.log.finish_recovery import RECOVERED_NAME
from quiz.storage.log.missing_events import missing_from_history
from quiz.storage.log.offers import join
from quiz.storage.log.players_table import name_everybody
from quiz.storage.log.recovery import recover
from quiz.storage.log.store import FILE_NAME, Store
from quiz.storage.log.store_errors import (
    DamagedError,
    GoneError,
    StoreError,
    explained,
    store_error,
)
from quiz.storage.log.tables import TABLES, Table
from quiz.storage.log.validity import problem_of
from quiz.storage.log.verify import all_damaged, give_checksums
from quiz.wording import counted

OLD_BACKUP = timedelta(days=14)
NAMED = 3
"""Number of rows listed by name; the others are only counted."""


def examine_history(home: Path, now: datetime, progress: Progress) -> Iterator[Finding]:
    """Examine the file and its rows, then the backups."""
    path = home / FILE_NAME
    if not path.exists() and not list_backups(home) and not path.with_name(RECOVERED_NAME).exists():
        yield Finding(Sign.GOOD, "history: none yet, nothing has been played")
        return
    fault = _fault(path, progress)
    if fault is None:
        try:
            yield from list(_examine_rows(path, now, progress))
        except sqlite3.Error as error:
            fault = DamagedError(path, str(error))
    if isinstance(fault, DamagedError):
        yield _damaged(path, fault, now, progress)
    elif fault is not None:
        yield Finding(Sign.BAD, str(fault))
    yield from _examine_backups(home, path, now, fault is None)


def _damaged(path: Path, fault: DamagedError, now: datetime, progress: Progress) -> Finding:
    if isinstance(fault, GoneError):
        what = f"history: {fault.what}, but there are backups of it"
    else:
        what = f"history: damaged ({fault.what})"
    return Finding(Sign.BAD, what, _recovery(path, now, progress))


def _recovery(path: Path, now: datetime, progress: Progress) -> Repair:
    return Repair(
        "recover the history: combine everything readable with the backups, and keep the damaged "
        "file, if there is one, next to it",
        lambda: recover(path, now, progress).text(),
    )


def _fault(path: Path, progress: Progress) -> StoreError | None:
    progress("Checking the history", 0, 1)
    try:
        # Opening also finishes an interrupted recovery, and rejects files that are not ours.
        Store.open(path.parent).close()
        with closing(connect(path)) as connection:
            found = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
            strange = connection.execute(
                "SELECT type FROM sqlite_master WHERE type NOT IN ('table', 'index')"
            ).fetchone()
    except StoreError as error:
        return error
    except sqlite3.Error as error:
        return store_error(path, error)
    if strange:
        return DamagedError(path, f"it has a {strange[0]} that no version of quiz makes")
    return None if found == "ok" else DamagedError(path, " ".join(str(found).split()))


@dataclass(slots=True)
class _Tally:
    """Counts over the rows of a history. damaged: the tables and numbers of damaged rows.
    known: ids of answers, marks and placements; targets: ids that undos and rerates refer to."""

    answers: int = 0
    damaged: list[tuple[str, int]] = field(default_factory=list)
    players: set[str] = field(default_factory=set)
    known: set[str] = field(default_factory=set)
    targets: list[str] = field(default_factory=list)
    odd_ids: int = 0
    future: int = 0
    newest: str = ""
    problems: dict[str, int] = field(default_factory=dict)

    def take(self, table: Table, number: int, row: tuple[Any, ...], future_ms: int) -> None:
        """Count one row."""
        event = table.event(row)
        if event is None:
            self.damaged.append((table.name, number))
            return
        self.answers += isinstance(event, Answer)
        self.players.add(event.player)
        problem = problem_of(event)
        if problem:
            self.problems[problem] = self.problems.get(problem, 0) + 1
        match event:
            case Undo() | Rerate():
                self.targets.append(event.target)
            case Answer() | Mark() | Placement():
                self.known.add(event.id)
        if not is_uuid7(event.id):
            self.odd_ids += 1
        elif ms_of_id(event.id) > future_ms or event.moment.ms > future_ms:
            self.future += 1
            self.newest = max(self.newest, event.id)


def _examine_rows(path: Path, now: datetime, progress: Progress) -> Iterator[Finding]:
    with closing(connect(path)) as db:
        tally = _read_rows(db, extent_of(path).events, now, progress)
        every = " UNION ALL ".join(f"SELECT id FROM {table.name}" for table in TABLES)
        both = db.execute(
            f"SELECT count(*) FROM (SELECT id FROM ({every}) GROUP BY id HAVING count(*) > 1)"
        ).fetchone()[0]
        named = {key for (key,) in db.execute("SELECT id FROM players")}
    good = f"history: intact, {counted(tally.answers, 'answer')} by {counted(len(named), 'player')}"
    yield Finding(Sign.GOOD, good)
    if tally.damaged:
        yield _damaged_rows(path, tally.damaged, now, progress)
    missing = tally.players - named
    if missing:
        yield Finding(
            Sign.NOTE,
            f"history: answers by {counted(len(missing), 'player')} not in the list of players",
            Repair("add them to the list of players", partial(_name_players, path), backup=True),
        )
    yield from _oddities(tally, both)


def _read_rows(db: sqlite3.Connection, total: int, now: datetime, progress: Progress) -> _Tally:
    tally = _Tally()
    future = int(now.timestamp() * 1000) + MS_PER_DAY
    read = 0
    for table in TABLES:
        for number, *row in db.execute(f"SELECT number, {table.stored} FROM {table.name}"):
            tally.take(table, number, tuple(row), future)
            read += 1
            if read % 10_000 == 0:
                progress("Reading every answer", read, max(1, total))
    return tally


def _damaged_rows(
    path: Path, rows: list[tuple[str, int]], now: datetime, progress: Progress
) -> Finding:
    named = ", ".join(f"{table} {number}" for table, number in rows[:NAMED])
    more = ", …" if len(rows) > NAMED else ""
    number = counted(len(rows), "row")
    return Finding(
        Sign.BAD,
        f"history: {number} damaged ({named}{more}); the game leaves them out",
        _recovery(path, now, progress),
    )


def _oddities(tally: _Tally, both: int) -> Iterator[Finding]:
    orphans = sum(target not in tally.known for target in tally.targets)
    notes = [f"{counted(n, 'event')} with {problem}" for problem, n in tally.problems.items()]
    if tally.odd_ids:
        notes.append(
            f"{counted(tally.odd_ids, 'event')} with an id that is not a UUIDv7 and may be out of "
            "order"
        )
    if both:
        notes.append(f"{counted(both, 'id')} shared by more than one event")
    if tally.future:
        when = datetime.fromtimestamp(min(ms_of_id(tally.newest) / 1000, 253_000_000_000))
        notes.append(
            f"{counted(tally.future, 'event')} from the future, up to {when:%Y-%m-%d}: the clock "
            "was wrong; they still count, on their own dates"
        )
    if orphans:
        notes.append(
            f"{counted(orphans, 'change')} to answers that are not in the log; they take effect "
            "once it is merged with the log that has them"
        )
    for note in notes:
        yield Finding(Sign.NOTE, f"history: {note}")


def _name_players(path: Path) -> str:
    with explained(path), closing(connect(path)) as db, transaction(db):
        damaged = all_damaged(db)
        name_everybody(db)
        give_checksums(db, damaged)
    return "added the missing players"


def _examine_backups(home: Path, path: Path, now: datetime, whole: bool) -> Iterator[Finding]:
    made = list_backups(home)
    wrong = {backup: finding for backup in made if (finding := _wrong_with(backup.path, whole))}
    yield from wrong.values()
    good = [backup for backup in made if backup not in wrong]
    size = sum(backup.path.stat().st_size for backup in made) / 2**20
    if good:
        lacks = (
            [lack for backup in good if (lack := missing_from_history(path, backup))]
            if whole
            else []
        )
        if lacks:
            lack = max(lacks, key=attrgetter("events"))
            yield Finding(
                Sign.NOTE,
                f"history: {lack.text()}",
                Repair("join them", partial(join, lack), backup=True),
            )
        behind = extent_of(path).events - extent_of(good[0].path).events if whole else 0
        old = behind > 0 and now - good[0].made > OLD_BACKUP
        since = f", {counted(behind, 'event')} since" if behind > 0 else ""
        yield Finding(
            Sign.NOTE if old else Sign.GOOD,
            f"backups: {len(good)} intact, {size:.1f} MB, the newest from {good[0].when}{since}",
        )
    elif whole and extent_of(path).events:
        yield Finding(Sign.NOTE, "backups: none yet; playing makes one a day (setting: backups)")
    aside = sorted(home.glob("history-damaged-*.db"))
    if aside:
        yield Finding(
            Sign.NOTE,
            f"history: {counted(len(aside), 'damaged file')} set aside, such as {aside[-1].name}; "
            "delete what you no longer want",
        )


def _wrong_with(backup: Path, whole: bool) -> Finding | None:
    """What is wrong with a backup. whole: whether the history is intact; if not, recovery may need
    even a damaged backup."""
    try:
        damage = damage_of(backup)
    except sqlite3.Error as error:
        # It may be intact, so do not offer to delete it.
        return Finding(Sign.BAD, f"backups: {backup.name} cannot be examined: {error}")
    if not damage:
        return None
    return Finding(
        Sign.BAD,
        f"backups: {backup.name} is damaged ({damage})",
        Repair(f"delete {backup}", partial(delete_files, (backup,))) if whole else None,
    )
