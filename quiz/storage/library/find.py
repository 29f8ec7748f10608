"""Finds the deck files of a library, in folders and as single files."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

SUFFIXES = (".yaml", ".yml")
LEFT_OUT = frozenset({"facts"})
"""Names of folders that are skipped, as they do not hold decks."""


class FoundFile(NamedTuple):
    """A file that should hold a deck.

    name: of the deck: the path relative to its root, without suffix, with "/" between folders.
    size: bytes. mtime: nanoseconds; both are -1 if it is not a regular file.
    """

    name: str
    path: str
    size: int
    mtime: int


class Problem(NamedTuple):
    """A place that could not be searched, and why."""

    path: str
    message: str


def find_decks(roots: Sequence[Path]) -> tuple[list[FoundFile], list[Problem]]:
    """All deck files below these roots, each once, in library order. Never raises.

    Missing roots are ignored. If two decks have the same name, the later one's name starts with its
    root.
    """
    found: list[FoundFile] = []
    problems: list[Problem] = []
    seen: set[tuple[int, int] | str] = set()
    names: set[str] = set()
    for root in roots:
        base = str(root)
        for path, status in _below(base, problems):
            identity = _identity(path, status)
            if identity in seen:
                continue
            seen.add(identity)
            relative = root.stem if path == base else _relative(path, base)
            owner = root.parent if path == base else root
            name = relative
            number = 1
            while name in names:
                name = f"{owner.resolve().name}/{relative}" + (f"-{number}" if number > 1 else "")
                number += 1
            names.add(name)
            if status is None or not stat.S_ISREG(status.st_mode):
                found.append(FoundFile(name, path, -1, -1))
            else:
                found.append(FoundFile(name, path, status.st_size, status.st_mtime_ns))
    return found, problems


def _identity(path: str, status: os.stat_result | None) -> tuple[int, int] | str:
    """Equal for different paths to the same file."""
    if status is not None and status.st_ino:
        return status.st_dev, status.st_ino
    return os.path.realpath(path)


def _relative(path: str, base: str) -> str:
    return path[len(base) :].lstrip("/" + os.sep).rpartition(".")[0].replace(os.sep, "/")


def _below(root: str, problems: list[Problem]) -> Iterator[tuple[str, os.stat_result | None]]:
    """The deck files below a root, those of a folder before those of its subfolders."""

    def unreadable(error: OSError) -> None:
        problems.append(Problem(str(error.filename), f"cannot list the folder: {error.strerror}"))

    if not Path(root).is_dir():
        if os.path.lexists(root):
            yield root, _status(root)
        return
    # Links to folders are not followed, so a loop of links cannot trap the search.
    for folder, folders, files in os.walk(root, onerror=unreadable):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in folders:
            if name.endswith(SUFFIXES):
                what = "is a folder, expected a deck file"
                problems.append(Problem(f"{folder}{os.sep}{name}", what))
        folders[:] = [name for name in folders if name not in LEFT_OUT]
        for name in sorted(files):
            if name.endswith(SUFFIXES) and not name.startswith("."):
                path = f"{folder}{os.sep}{name}"
                yield path, _status(path)


def _status(path: str) -> os.stat_result | None:
    try:
        return os.stat(path)  # noqa: PTH116 (a thousand Path objects a second would be felt)
    except OSError:
        return None
