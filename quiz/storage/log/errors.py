"""What can go wrong with the history, in words that say what to do."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from quiz.errors import QuizError


class StoreError(QuizError):
    """The history cannot be read or written; the message says what, where, and what to do."""


class DamagedError(StoreError):
    """The file of the history is damaged. Nothing was changed; `recovery` mends it."""

    def __init__(self, path: Path, what: str) -> None:
        super().__init__(
            f"{path} is damaged ({what}); it was left as it is: `quiz doctor` examines it, "
            "`quiz doctor --repair` brings back all that can be read and the newest backup"
        )
        self.path = path
        self.what = what


class GoneError(DamagedError):
    """There is no history, or an empty file, while backups hold one. Nothing was made anew."""

    def __init__(self, path: Path, what: str) -> None:
        super().__init__(path, what)
        self.args = (
            f"{path} is {what}, while {path.parent / 'backups'} holds copies of it: `quiz doctor "
            "--repair` brings back the newest whole one, `quiz doctor --start-anew` begins without",
        )


def is_damage(error: sqlite3.Error) -> bool:
    """Whether a file is damaged, rather than out of reach for now."""
    code = getattr(error, "sqlite_errorname", "") or ""
    return code.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB"))


def explained(path: Path, error: sqlite3.Error) -> StoreError:
    """SQLite's error in words that say what to do."""
    text = str(error)
    code = getattr(error, "sqlite_errorname", "") or ""
    if code.startswith("SQLITE_FULL"):
        return StoreError(f"{path}: the disk is full; free some space, nothing was lost")
    if code.startswith(("SQLITE_READONLY", "SQLITE_PERM", "SQLITE_CANTOPEN", "SQLITE_AUTH")):
        return StoreError(
            f"{path} cannot be written ({text}); make it writable, or set QUIZ_HOME elsewhere"
        )
    if code.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return StoreError(f"{path} is in use by another program; try again when that has finished")
    if code.startswith("SQLITE_IOERR"):
        return StoreError(
            f"{path}: the disk does not read or write ({text}); what was acknowledged before is "
            "safe, check the disk and its free space"
        )
    # The schema is another than the version in the header says.
    if is_damage(error) or code == "SQLITE_ERROR":
        return DamagedError(path, text)
    return StoreError(f"{path}: {text}")
