"""Errors of the history; each message says what to do."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from quiz.errors import QuizError


class StoreError(QuizError):
    """The history cannot be read or written. The message says what is wrong and what to do."""


class DamagedError(StoreError):
    """The history file is damaged. Nothing was changed; `recovery` repairs it."""

    def __init__(self, path: Path, what: str) -> None:
        super().__init__(
            f"{path} is damaged ({what}); nothing was changed. `quiz doctor` examines it, "
            "`quiz doctor --repair` restores everything readable and the newest backup"
        )
        self.path = path
        self.what = what


class GoneError(DamagedError):
    """The history is missing or empty, but there are backups. No new history was created."""

    def __init__(self, path: Path, what: str) -> None:
        super().__init__(path, what)
        self.args = (
            f"{path} is {what}, but {path.parent / 'backups'} has backups of it: `quiz doctor "
            "--repair` restores the newest intact one, `quiz doctor --start-anew` starts over",
        )


def code_of(error: sqlite3.Error) -> str:
    """SQLite's name of the error, such as "SQLITE_FULL"; "" if it is Python's own."""
    return getattr(error, "sqlite_errorname", "")


def is_damage(error: sqlite3.Error) -> bool:
    """Whether the error means damage, rather than a file that is out of reach for now."""
    return code_of(error).startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB"))


def is_busy(error: sqlite3.Error) -> bool:
    """Whether another program holds a lock on the file."""
    return code_of(error).startswith(("SQLITE_BUSY", "SQLITE_LOCKED"))


def store_error(path: Path, error: sqlite3.Error) -> StoreError:
    """SQLite's error as a StoreError that says what to do."""
    text, code = str(error), code_of(error)
    if code.startswith("SQLITE_FULL"):
        return StoreError(f"{path}: the disk is full; free some space. Nothing was lost")
    if code.startswith(("SQLITE_READONLY", "SQLITE_PERM", "SQLITE_CANTOPEN", "SQLITE_AUTH")):
        return StoreError(
            f"{path} cannot be written ({text}); make it writable, or set QUIZ_HOME elsewhere"
        )
    if is_busy(error):
        return StoreError(f"{path} is in use by another program; try again when it has finished")
    if code.startswith("SQLITE_IOERR"):
        return StoreError(
            f"{path}: the disk failed to read or write ({text}); answers saved before are safe. "
            "Check the disk and its free space"
        )
    # SQLITE_ERROR: the schema does not match the version in the header.
    if is_damage(error) or code == "SQLITE_ERROR":
        return DamagedError(path, text)
    return StoreError(f"{path}: {text}")


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn errors of SQLite and the disk inside the block into StoreErrors that say what to do."""
    try:
        yield
    except sqlite3.Error as error:
        raise store_error(path, error) from error
    except OSError as error:
        raise StoreError(f"{path}: {error.strerror or error}") from error
    except ValueError as error:
        raise DamagedError(path, f"it has an invalid row: {error}") from error
