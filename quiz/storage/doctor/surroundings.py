"""Examines everything around the history: versions, directory, settings, decks, leftovers."""

from __future__ import annotations

import os
import shutil
import sqlite3
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from functools import partial
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from quiz import __version__
from quiz.progress import Progress
from quiz.settings.load import FILE_NAME as SETTINGS
from quiz.settings.parse import parse_settings
from quiz.storage.doctor.findings import Finding, Repair, Sign, delete_files
from quiz.storage.index.database import FILE_NAME as INDEX
from quiz.storage.library.scan import Library
from quiz.storage.log.backups import FOLDER
from quiz.storage.log.connect import connect_to_read, files_of, quick_check
from quiz.storage.log.recovery import UNFINISHED
from quiz.storage.log.store_errors import is_damage
from quiz.wording import counted

OLDEST_SQLITE = (3, 37, 0)
"""The first version with STRICT tables."""
LITTLE_SPACE = 100 * 2**20
LEFT_OVER_SECONDS = 3600


def examine_versions() -> Iterator[Finding]:
    """Report the versions of Python, SQLite and the libraries."""
    libraries = []
    for name in ("textual", "PyYAML", "fsrs-rs-python"):
        try:
            libraries.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            yield Finding(Sign.BAD, f"versions: {name} is not installed; reinstall quiz")
    python = ".".join(map(str, sys.version_info[:3]))
    new_enough = sqlite3.sqlite_version_info >= OLDEST_SQLITE
    yield Finding(
        Sign.GOOD if new_enough else Sign.BAD,
        f"versions: quiz {__version__}, Python {python}, SQLite {sqlite3.sqlite_version}"
        + ("" if new_enough else " (3.37 or newer is needed)")
        + "".join(f", {library}" for library in libraries),
    )


def examine_directory(home: Path) -> Iterator[Finding]:
    """Check that the data directory exists, is writable and has free space."""
    if not home.exists():
        yield Finding(Sign.GOOD, f"data directory: {home}, created when you first play")
        return
    try:
        with tempfile.NamedTemporaryFile(dir=home, prefix=".doctor", suffix=".new") as file:
            file.write(b"x")
            file.flush()
            os.fsync(file.fileno())
        free = shutil.disk_usage(home).free
    except OSError as error:
        yield Finding(
            Sign.BAD,
            f"data directory: {home} cannot be written ({error.strerror}); make it writable, or "
            "set QUIZ_HOME elsewhere",
        )
        return
    little = free < LITTLE_SPACE
    yield Finding(
        Sign.NOTE if little else Sign.GOOD,
        f"data directory: {home}, writable, {free / 2**20:,.0f} MB free"
        + ("; free some space before it is full" if little else ""),
    )


def examine_settings(home: Path) -> Iterator[Finding]:
    """Check that the settings are readable and valid."""
    path = home / SETTINGS
    try:
        loaded = parse_settings(path.read_bytes(), str(path))
    except FileNotFoundError:
        yield Finding(Sign.GOOD, "settings: all at their defaults")
        return
    except OSError as error:
        yield Finding(Sign.BAD, f"settings: {path} cannot be read: {error.strerror}")
        return
    for fault in loaded.faults:
        yield Finding(Sign.BAD, f"settings: {fault}; the default applies until you fix it")
    if not loaded.faults:
        yield Finding(Sign.GOOD, f"settings: {path}")


def examine_decks(roots: Sequence[Path], progress: Progress) -> Iterator[Finding]:
    """Check all decks for faults."""
    progress("Reading the decks", 0, 1)
    library = Library.load(roots)
    files = len({fault.file for fault in library.faults})
    if files:
        first = library.faults[0]
        yield Finding(
            Sign.BAD,
            f"decks: {counted(files, 'file')} with faults, the first: {first}; `quiz check` lists "
            "all faults, `quiz edit` opens a deck",
        )
    cards = sum(len(loaded.cards) for loaded in library.decks.values())
    yield Finding(
        Sign.GOOD, f"decks: {counted(len(library.decks), 'deck')} with {counted(cards, 'card')}"
    )


def examine_index(home: Path) -> Iterator[Finding]:
    """Check that the index is readable, if there is one."""
    path = home / INDEX
    if not path.exists():
        return
    try:
        with closing(connect_to_read(path)) as database:
            damage = quick_check(database)
    except sqlite3.Error as error:
        if not is_damage(error):
            yield Finding(Sign.BAD, f"index: cannot be examined: {error}")
            return
        damage = str(error)
    if not damage:
        yield Finding(Sign.GOOD, "index: intact")
    else:
        yield Finding(
            Sign.BAD,
            f"index: damaged ({damage})",
            Repair("delete the index; it will be rebuilt", partial(delete_files, files_of(path))),
        )


def examine_leftovers(home: Path, decks: Path) -> Iterator[Finding]:
    """Find files that a crash left half-written."""
    before = time.time() - LEFT_OVER_SECONDS
    places = ((home, "*.new"), (home / FOLDER, "*.new"), (decks, "**/.*.new"), (home, UNFINISHED))
    found = []
    for folder, pattern in places:
        for path in folder.glob(pattern):
            try:
                if path.is_file() and path.stat().st_mtime < before:
                    found.append(path)
            except OSError:
                continue
    if found:
        yield Finding(
            Sign.NOTE,
            f"leftovers: {counted(len(found), 'half-written file')}, such as {found[0]}",
            Repair(
                f"delete {counted(len(found), 'half-written file')}", partial(delete_files, found)
            ),
        )
