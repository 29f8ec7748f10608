"""What this device knows of its syncs, in `sync.db`: what everyone said and, for each place with
which it syncs, how far it has read there and what it has told.

The file can be deleted at any time: then everything is read and said once more.
"""

from __future__ import annotations

import json
import platform
import re
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from secrets import token_hex
from typing import Any, NamedTuple

from quiz.errors import QuizError
from quiz.storage.log.connect import connect, transaction
from quiz.storage.log.heads import Heads
from quiz.storage.log.store_errors import is_busy, is_damage, store_error
from quiz.storage.sync.lines import Statement

FILE_NAME = "sync.db"
_TABLES = (
    # device: whose list it is; "" for our own. done: bytes read or written.
    "CREATE TABLE IF NOT EXISTS lists (place TEXT, path TEXT, device TEXT, done INTEGER,"
    " PRIMARY KEY (place, path))",
    # What this device has told in a place, and with which stamp.
    "CREATE TABLE IF NOT EXISTS told (place TEXT, kind TEXT, name TEXT, stamp INTEGER,"
    " PRIMARY KEY (place, kind, name))",
    # How far the log was told in a place, see `Heads`.
    "CREATE TABLE IF NOT EXISTS heads (place TEXT PRIMARY KEY, heads TEXT)",
    # here: how the value looks on this device. taken: whether it was taken over.
    "CREATE TABLE IF NOT EXISTS said (device TEXT, kind TEXT, name TEXT, stamp INTEGER, value TEXT,"
    " here TEXT, taken INTEGER, PRIMARY KEY (device, kind, name))",
    # Files of this device as they were last looked at, with their SHA-256.
    "CREATE TABLE IF NOT EXISTS seen (path TEXT PRIMARY KEY, size INTEGER, mtime INTEGER,"
    " digest TEXT)",
    "CREATE TABLE IF NOT EXISTS notes (name TEXT PRIMARY KEY, value TEXT)",
)
_OF_A_PLACE = ("lists", "told", "heads")
_HOST = re.compile("[^a-z0-9]+")


class BusyError(QuizError):
    """Another game on this device is syncing."""


class Seen(NamedTuple):
    """A file as it was last looked at. mtime: nanoseconds. digest: SHA-256 in hexadecimal."""

    size: int
    mtime: int
    digest: str


class Notebook:
    """The notebook of one data directory. While it is open, no other game here can sync."""

    def __init__(self, home: Path) -> None:
        self._path = home / FILE_NAME
        self._at = ""
        try:
            self._open()
        except sqlite3.Error as error:
            if is_busy(error):
                raise BusyError("another game here is syncing; try again in a moment") from error
            if not is_damage(error):
                raise store_error(self._path, error) from error
            self._delete()
            self._open()

    def _delete(self) -> None:
        for suffix in ("", "-journal"):
            self._path.with_name(FILE_NAME + suffix).unlink(missing_ok=True)

    def __enter__(self) -> Notebook:
        return self

    def __exit__(self, _: object, error: BaseException | None, __: object) -> None:
        """Close it. If SQLite failed meanwhile, raise QuizError; after damage, it begins anew."""
        self.close()
        if isinstance(error, sqlite3.Error):
            if is_damage(error):
                self._delete()
                again = f"{self._path} was damaged, and begins anew; sync again"
                raise QuizError(again) from error
            raise store_error(self._path, error) from error

    def _open(self) -> None:
        self._db = connect(self._path, timeout=0.0)
        try:
            self._set_up()
        except BaseException:
            self._db.close()
            raise

    def _set_up(self) -> None:
        # Holds the lock until the file is closed.
        self._db.execute("PRAGMA locking_mode = EXCLUSIVE")
        with transaction(self._db, "EXCLUSIVE"):
            for table in _TABLES:
                self._db.execute(table)
        host = platform.node()
        if self.note("host") != host:
            # A new device, or a copy of another one's data directory, which must not use its files.
            self.forget()
            plain = _HOST.sub("-", host.lower()).strip("-")[:30].strip("-") or "device"
            with self.writing():
                self.set_note("host", host)
                self.set_note("device", f"{plain}-{token_hex(4)}")

    def close(self) -> None:
        """Close the file, so that others can sync."""
        self._db.close()

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Write everything in the block, or nothing; one call alone needs no block."""
        with transaction(self._db):
            yield

    def forget(self) -> None:
        """Forget what was read and said, but not who this device is."""
        with self.writing():
            for table in (*_OF_A_PLACE, "said", "seen"):
                self._db.execute(f"DELETE FROM {table}")

    # ── notes ───────────────────────────────────────────────────────────────────

    @property
    def device(self) -> str:
        """The id of this device: its name and eight random digits."""
        device: str = self.note("device")
        return device

    def note(self, name: str) -> Any:
        """A value noted under this name; None if there is none."""
        row = self._db.execute("SELECT value FROM notes WHERE name = ?", (name,)).fetchone()
        return None if row is None else json.loads(row[0])

    def set_note(self, name: str, value: Any) -> None:
        """Note a value under this name."""
        self._db.execute("INSERT OR REPLACE INTO notes VALUES (?, ?)", (name, json.dumps(value)))

    # ── a place ─────────────────────────────────────────────────────────────────

    def come_to(self, place: str) -> None:
        """From now on, lists, heads and what was told are those of this place."""
        self._at = place

    def forget_place(self) -> None:
        """Forget what was read and told here."""
        with self.writing():
            for table in _OF_A_PLACE:
                self._db.execute(f"DELETE FROM {table} WHERE place = ?", (self._at,))

    def move_place(self, new: str) -> None:
        """The place is now at another path or address."""
        with self.writing():
            for table in _OF_A_PLACE:
                self._db.execute(f"UPDATE {table} SET place = ? WHERE place = ?", (new, self._at))

    def places(self) -> list[str]:
        """All places where something was read or told."""
        return [row[0] for row in self._db.execute("SELECT DISTINCT place FROM lists")]

    def lists(self, *, own: bool) -> dict[str, tuple[str, int]]:
        """The device of each list, and how far it was read or written; ours or the others'."""
        rows = self._db.execute(
            "SELECT path, device, done FROM lists "
            f"WHERE place = ? AND device {'=' if own else '!='} ''",
            (self._at,),
        )
        return {path: (device, done) for path, device, done in rows}

    def set_list(self, path: str, device: str, done: int) -> None:
        """Note how far a list was read or, without a device, written."""
        self._db.execute(
            "INSERT OR REPLACE INTO lists VALUES (?, ?, ?, ?)", (self._at, path, device, done)
        )

    def heads(self) -> Heads:
        """How far the log was told here."""
        row = self._db.execute("SELECT heads FROM heads WHERE place = ?", (self._at,)).fetchone()
        return Heads() if row is None else Heads(*json.loads(row[0]))

    def all_heads(self) -> list[Heads]:
        """How far the log was told in any place."""
        return [Heads(*json.loads(row[0])) for row in self._db.execute("SELECT heads FROM heads")]

    def set_heads(self, heads: Heads) -> None:
        """Note how far the log was told here."""
        self._db.execute(
            "INSERT OR REPLACE INTO heads VALUES (?, ?)", (self._at, json.dumps(heads))
        )

    def untold(self) -> list[Statement]:
        """What this device has said, but not told here."""
        rows = self._db.execute(
            "SELECT device, kind, name, stamp, value FROM said WHERE device = ? AND NOT EXISTS "
            "(SELECT 1 FROM told WHERE place = ? AND told.kind = said.kind "
            "AND told.name = said.name AND told.stamp = said.stamp) ORDER BY kind, name",
            (self.device, self._at),
        )
        return [Statement(d, k, n, stamp, json.loads(value)) for d, k, n, stamp, value in rows]

    def set_told(self, statements: Iterable[Statement]) -> None:
        """Note that this device has told this here."""
        self._db.executemany(
            "INSERT OR REPLACE INTO told VALUES (?, ?, ?, ?)",
            [(self._at, each.kind, each.name, each.stamp) for each in statements],
        )

    # ── statements ──────────────────────────────────────────────────────────────

    def hear(self, statements: Iterable[Statement]) -> None:
        """Take down what other devices said, unless they said something newer."""
        self._db.executemany(
            "INSERT INTO said VALUES (?, ?, ?, ?, ?, '', 0) ON CONFLICT DO UPDATE SET "
            "stamp = excluded.stamp, value = excluded.value, taken = 0 "
            "WHERE excluded.stamp > stamp",
            [(*each[:4], json.dumps(each.value)) for each in statements],
        )

    def say(self, said: Statement, here: Any = None) -> None:
        """Take down what this device said. here: how the value looks on this device."""
        self._db.execute(
            "INSERT OR REPLACE INTO said VALUES (?, ?, ?, ?, ?, ?, 1)",
            (*said[:4], json.dumps(said.value), json.dumps(here)),
        )

    def said(self, *kinds: str, untaken: bool = False) -> dict[tuple[str, str], list[Statement]]:
        """What each device said about each subject (kind and name) of these kinds. untaken: only
        what was not taken over yet."""
        marks = ", ".join("?" * len(kinds))
        rows = self._db.execute(
            f"SELECT device, kind, name, stamp, value FROM said WHERE kind IN ({marks}) "
            f"{'AND NOT taken' if untaken else ''} ORDER BY name, device",
            kinds,
        )
        found: dict[tuple[str, str], list[Statement]] = {}
        for device, kind, name, stamp, value in rows:
            said = Statement(device, kind, name, stamp, json.loads(value))
            found.setdefault((said.kind, said.name), []).append(said)
        return found

    def here(self, *kinds: str) -> dict[tuple[str, str], Any]:
        """How what this device said looks here, for each subject (kind and name) of these kinds."""
        marks = ", ".join("?" * len(kinds))
        rows = self._db.execute(
            f"SELECT kind, name, here FROM said WHERE device = ? AND kind IN ({marks})",
            (self.device, *kinds),
        )
        return {(kind, name): json.loads(here) for kind, name, here in rows}

    def set_taken(self, said: Statement) -> None:
        """Note that a statement was taken over."""
        self._db.execute(
            "UPDATE said SET taken = 1 WHERE device = ? AND kind = ? AND name = ? AND stamp = ?",
            said[:4],
        )

    def devices(self) -> list[str]:
        """The other devices of this place."""
        rows = self._db.execute(
            "SELECT DISTINCT device FROM lists WHERE place = ? AND device NOT IN ('', '?') "
            "ORDER BY device",
            (self._at,),
        )
        return [device for (device,) in rows]

    # ── files here ──────────────────────────────────────────────────────────────

    def seen(self, path: str) -> Seen | None:
        """A file of this device as it was last looked at."""
        row = self._db.execute("SELECT size, mtime, digest FROM seen WHERE path = ?", (path,))
        found = row.fetchone()
        return None if found is None else Seen(*found)

    def set_seen(self, path: str, seen: Seen) -> None:
        """Note how a file of this device looks."""
        self._db.execute("INSERT OR REPLACE INTO seen VALUES (?, ?, ?, ?)", (path, *seen))


def stamp_after(said: Iterable[Statement], now: int) -> int:
    """A stamp for a new statement about a subject, greater than all of these. now: milliseconds
    since 1970."""
    return max((now, *(each.stamp + 1 for each in said)))
