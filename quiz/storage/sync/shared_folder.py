"""The folder that something else carries from device to device.

A device never touches another device's folder in it.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from quiz.errors import QuizError
from quiz.files import create_file
from quiz.storage.sync.place import DIGEST, LARGEST, SyncError, hash_of

FILES = "files"


class SharedFolder:
    """A folder as a `Place`. Raises SyncError if it is not there."""

    only_grows = False

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        if not folder.is_dir():
            raise SyncError(f"{folder} is not there; everything is kept here and goes along later")
        with faults_of(folder):
            self._devices = sorted(
                entry.name
                for entry in os.scandir(folder)
                if entry.is_dir() and _is_plain(entry.name)
            )

    def __str__(self) -> str:
        return str(self._folder)

    def lists(self) -> dict[str, int]:
        """See `Place.lists`; copies made by the carrying service, too."""
        found: dict[str, int] = {}
        for device in self._devices:
            with suppress(OSError):
                for entry in sorted(os.scandir(self._folder / device), key=lambda e: e.name):
                    named = entry.name.endswith(".jsonl") and _is_plain(entry.name)
                    if named and entry.is_file():
                        found[f"{device}/{entry.name}"] = entry.stat().st_size
        return found

    def read(self, path: str, begin: int, end: int) -> bytes | None:
        """See `Place.read`. None if it has gone meanwhile, or is still on its way."""
        with suppress(OSError), (self._folder / path).open("rb") as file:
            file.seek(begin)
            return file.read(end - begin)
        return None

    def append(self, path: str, size: int, data: bytes) -> bool:
        """See `Place.append`."""
        place = self._folder / path
        if self._size(place) != (size or -1):
            return False
        with faults_of(place):
            place.parent.mkdir(exist_ok=True)
            with place.open("ab") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
        return True

    def _size(self, path: Path) -> int:
        try:
            return path.stat().st_size
        except OSError:
            return -1

    def stored(self) -> set[str]:
        """See `Place.stored`."""
        names: set[str] = set()
        for device in self._devices:
            with suppress(OSError):
                names.update(e.name for e in (self._folder / device / FILES).iterdir())
        return names

    def find(self, digest: str) -> bytes | None:
        """See `Place.find`."""
        for device in self._devices:
            path = self._folder / device / FILES / digest
            with suppress(OSError):
                if path.is_file() and path.stat().st_size <= LARGEST:
                    data = path.read_bytes()
                    if hash_of(data) == digest:
                        return data
        return None

    def put(self, device: str, digest: str, data: bytes) -> None:
        """See `Place.put`."""
        path = self._folder / device / FILES / digest
        if self._size(path) != len(data):
            with faults_of(path):
                path.parent.mkdir(parents=True, exist_ok=True)
                path.unlink(missing_ok=True)
            try:
                create_file(path, data)
            except QuizError as error:
                raise SyncError(str(error)) from error

    def tidy(self, device: str, needed: Iterable[str]) -> None:
        """See `Place.tidy`; also deletes those that a crash left half written."""
        kept = set(needed)
        with suppress(OSError):
            for path in (self._folder / device / FILES).iterdir():
                half = path.name.startswith(".") and path.name.endswith(".new")
                if half or (DIGEST.fullmatch(path.name) and path.name not in kept):
                    path.unlink()


def _is_plain(name: str) -> bool:
    """Whether it is neither hidden, as what a service has not copied yet, nor unreadable."""
    return name.isprintable() and not name.startswith(".")


@contextmanager
def faults_of(path: Path) -> Iterator[None]:
    """Turn an OSError inside the block into a SyncError that says what to do."""
    try:
        yield
    except OSError as error:
        reason = error.strerror or str(error)
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            reason = "the disk is full; free some space"
        elif error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
            reason = f"{reason}; it must be a folder that you can write to"
        raise SyncError(f"{path}: {reason}. Nothing is lost") from error
