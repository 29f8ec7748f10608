"""The pictures and sounds of decks, and what imports brought: files that an archive holds as they
are, and that never replace one that is already there."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from quiz.files import faults_of
from quiz.formats.media_names import PICTURES, SOUNDS
from quiz.storage.archive.deck_plans import safe_place
from quiz.storage.archive.manifest import Entry
from quiz.storage.library.find import SUFFIXES
from quiz.storage.library.last_imports import FOLDER as IMPORTS

MEDIA = tuple(f".{suffix}" for suffix in (*PICTURES, *SOUNDS))


class FileToRestore(NamedTuple):
    """A file that is not here yet, and where to write it."""

    entry: Entry
    path: Path


def files_below(folder: Path, suffixes: tuple[str, ...]) -> Iterator[Path]:
    """All files whose names end like this; those with a dot before their name, and links to
    folders, are left out. Raises QuizError."""

    def unreadable(error: OSError) -> None:
        with faults_of("read", error.filename):
            raise error

    if not folder.is_dir():
        return
    for place, folders, files in os.walk(folder, onerror=unreadable):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            path = Path(place, name)
            if name.lower().endswith(suffixes) and not name.startswith(".") and path.is_file():
                yield path


def other_files(home: Path, decks: Path) -> Iterator[tuple[str, str, str, Path]]:
    """For each file: its name in the archive, what it is, its own name, and its path."""
    for what, (root, suffixes) in _places(home, decks).items():
        for number, path in enumerate(files_below(root, suffixes), 1):
            member = f"{what}/{number:05}{path.suffix.lower()}"
            yield member, what, path.relative_to(root).as_posix(), path


def file_to_restore(entry: Entry, archive: Path, home: Path, decks: Path) -> FileToRestore | None:
    """What to do with such a file; None if there is one in its place. Raises ArchiveError for an
    unsafe name."""
    root, suffixes = _places(home, decks)[entry.what]
    path = safe_place(root, entry.name, archive, suffixes)
    return None if os.path.lexists(path) else FileToRestore(entry, path)


def _places(home: Path, decks: Path) -> dict[str, tuple[Path, tuple[str, ...]]]:
    return {"media": (decks, MEDIA), "import": (home / IMPORTS, SUFFIXES)}
