"""Finding and reading the decks of a library: folders, searched through, and single files."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from quiz.decks.cards import make_cards
from quiz.decks.faults import Fault
from quiz.decks.loader import load_deck
from quiz.decks.model import Card, Deck
from quiz.decks.reader import MAX_BYTES

SUFFIXES = (".yaml", ".yml")
LEFT_OUT = frozenset({"facts"})
"""Names of folders that hold no decks."""

_Stamp = tuple[int, int]


@dataclass(frozen=True, slots=True)
class LoadedDeck:
    """A deck that could be read.

    name: its relative path below its root, without suffix, "/" between folders.
    cards: with the keys that follow from names and texts alone, see `quiz.decks.identity`.
    writable: whether the player may change the file.
    """

    name: str
    path: Path
    deck: Deck
    cards: list[Card]
    writable: bool


@dataclass(frozen=True, slots=True)
class _Read:
    stamp: _Stamp
    result: Deck | list[Fault]


class Library:
    """The decks below some roots, and the faults in the files that could not be read."""

    def __init__(self, roots: Sequence[Path]) -> None:
        self._roots = list(roots)
        self._read: dict[Path, _Read] = {}
        self._stamps: dict[Path, _Stamp] = {}
        self.decks: dict[str, LoadedDeck] = {}
        self.faults: list[Fault] = []

    @classmethod
    def load(cls, roots: Sequence[Path]) -> Library:
        """Read all decks below these roots; a root that is not there holds none. Never raises."""
        library = cls(roots)
        library.reload()
        return library

    def changed(self) -> bool:
        """Whether a file came, went or changed since the last reading (by time and size)."""
        return {path: _stamp(path) for _, path, _ in self._files([])} != self._stamps

    def reload(self) -> None:
        """Read what has changed; files that have not are not parsed again."""
        self.decks = {}
        self.faults = []
        self._stamps = {}
        read: dict[Path, _Read] = {}
        for root, path, relative in self._files(self.faults):
            stamp = _stamp(path)
            self._stamps[path] = stamp
            before = self._read.get(path)
            now = before if before is not None and before.stamp == stamp else _parse(path, stamp)
            read[path] = now
            if isinstance(now.result, list):
                self.faults.extend(now.result)
            else:
                self._add(root, path, relative, now.result)
        self._read = read
        self.faults.sort()

    def _add(self, root: Path, path: Path, relative: str, deck: Deck) -> None:
        name = relative
        if name in self.decks:
            name = f"{root.resolve().name}/{relative}"
        number = 2
        while name in self.decks:
            name = f"{root.resolve().name}/{relative}-{number}"
            number += 1
        writable = os.access(path, os.W_OK)
        self.decks[name] = LoadedDeck(name, path, deck, make_cards(deck, name), writable)

    def _files(self, faults: list[Fault]) -> Iterator[tuple[Path, Path, str]]:
        """Each deck file once: its root, its path, and its name below the root."""
        seen: set[str] = set()
        for root in self._roots:
            for path in _below(root, faults):
                real = os.path.realpath(path)
                if real in seen:
                    continue
                seen.add(real)
                if path == root:
                    yield root.parent, path, path.stem
                else:
                    yield root, path, path.relative_to(root).with_suffix("").as_posix()


def _below(root: Path, faults: list[Fault]) -> Iterator[Path]:
    if not root.is_dir():
        if root.exists() or root.is_symlink():
            yield root
        return

    def unreadable(error: OSError) -> None:
        file = str(error.filename or root)
        faults.append(Fault(file, 1, 1, f"cannot list the folder: {error.strerror}"))

    # Links to folders are not followed, so a loop of links cannot trap the search.
    for folder, folders, files in os.walk(root, onerror=unreadable):
        faults.extend(
            Fault(str(Path(folder, name)), 1, 1, "is a folder, expected a deck file")
            for name in sorted(folders)
            if name.endswith(SUFFIXES)
        )
        folders[:] = sorted(
            name for name in folders if name not in LEFT_OUT and not name.startswith(".")
        )
        for name in sorted(files):
            if name.endswith(SUFFIXES) and not name.startswith("."):
                yield Path(folder, name)


def _stamp(path: Path) -> _Stamp:
    try:
        status = path.stat()
    except OSError:
        return (-1, -1)
    return (status.st_mtime_ns, status.st_size)


def _parse(path: Path, stamp: _Stamp) -> _Read:
    file = str(path)
    if not path.is_file():
        what = "is no regular file, expected a deck" if path.exists() else "does not exist"
        return _Read(stamp, [Fault(file, 1, 1, what)])
    if stamp[1] > MAX_BYTES:
        message = f"is larger than {MAX_BYTES // 2**20} MB, expected a deck; split it"
        return _Read(stamp, [Fault(file, 1, 1, message)])
    try:
        data = path.read_bytes()
    except OSError as error:
        return _Read(stamp, [Fault(file, 1, 1, f"cannot be read: {error.strerror}")])
    return _Read(stamp, load_deck(data, file))
