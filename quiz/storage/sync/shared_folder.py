"""The folder that something else carries from device to device.

`FOLDER/<device>/events-….jsonl` has what a device said, line by line; `FOLDER/<device>/files/` has
decks, pictures and sounds, named after the hash of their content. A device never touches another
device's folder.
"""

from __future__ import annotations

import errno
import os
import re
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from secrets import token_hex

from quiz.errors import QuizError
from quiz.files import create_file
from quiz.storage.sync.lines import Reading, head_line, read_lines
from quiz.storage.sync.notebook import Notebook

FULL = 2**20
"""Bytes at which a new file begins, so that a service that carries whole files has little to do."""
LARGEST = 64 * 2**20
"""Bytes of the largest file that is read or written."""
FILES = "files"
_DIGEST = re.compile("[0-9a-f]{64}")
AGAIN = "-again"
"""After the id of this device, for what it seems to have said itself but does not remember."""


class SyncError(QuizError):
    """The folder cannot be used now. Nothing is lost: what was to be said waits."""


class SharedFolder:
    """The shared folder as this device sees it.

    anew: whether the folder may be empty though this device has written to one.
    Raises SyncError if the folder is not there, or is empty though this device has written to it.
    """

    def __init__(self, folder: Path, notebook: Notebook, *, anew: bool = False) -> None:
        self._folder = folder
        self._notebook = notebook
        self.foreign: list[str] = []
        """Files that are none of ours, and were left alone."""
        if not folder.is_dir():
            raise SyncError(f"{folder} is not there; everything is kept here and goes along later")
        with faults_of(folder):
            self._devices = sorted(
                entry.name
                for entry in os.scandir(folder)
                if entry.is_dir() and _is_plain(entry.name)
            )
        own = notebook.files(own=True)
        if own and not self._devices and not anew:
            raise SyncError(
                f"{folder} is empty, expected the files of your devices; is it mounted? "
                f"`quiz sync --set {folder}` starts anew"
            )
        if any(self._size(path) < done for path, (_, done) in own.items()):
            # Another folder, or our files are gone: say everything once more.
            notebook.forget()

    def _size(self, path: str) -> int:
        try:
            return (self._folder / path).stat().st_size
        except OSError:
            return -1

    # ── what the others said ────────────────────────────────────────────────────

    def news(self, now: int) -> Iterator[tuple[str, Reading, int, int]]:
        """Each file of others that has something new, and what: its path, what it says, where that
        begins, and the number of bytes that are left in all files."""
        own = {
            path: (self._notebook.device, done)
            for path, (_, done) in self._notebook.files(own=True).items()
        }
        known = self._notebook.files(own=False)
        new: list[tuple[str, str, int, int]] = []
        for path, size in self._lists():
            # A copy of this device may have added to a file of ours.
            device, done = known.get(path) or own.get(path, ("", 0))
            if size < done:
                # It was replaced: read it again.
                device, done = "", 0
            if size > done:
                new.append((path, device, done, size))
        left = sum(size - done for *_, done, size in new)
        for path, device, done, size in new:
            if size > LARGEST:
                self.foreign.append(path)
                continue
            try:
                with (self._folder / path).open("rb") as file:
                    file.seek(done)
                    data = file.read(size - done)
            except OSError:
                # It has gone meanwhile, or is still on its way.
                yield path, Reading(device, held=1), done, left
                continue
            found = read_lines(data, device, now)
            if not found.device and b"\n" in data:
                self.foreign.append(path)
            elif found.device == self._notebook.device:
                # A copy of a file of ours, or one from before a crash.
                found.device += AGAIN
                found.statements = [s._replace(device=found.device) for s in found.statements]
            yield path, found, done, left
            left -= size - done

    def _lists(self) -> Iterator[tuple[str, int]]:
        """The paths and sizes of all lists of lines; copies made by the carrying service, too."""
        for device in self._devices:
            with suppress(OSError):
                for entry in sorted(os.scandir(self._folder / device), key=lambda e: e.name):
                    named = entry.name.endswith(".jsonl") and _is_plain(entry.name)
                    if named and entry.is_file():
                        yield f"{device}/{entry.name}", entry.stat().st_size

    # ── what this device says ───────────────────────────────────────────────────

    def append(self, lines: Iterable[bytes]) -> None:
        """Add lines to the own files and sync them to disk; the notebook knows of each file only
        then. Raises SyncError."""
        waiting: list[bytes] = []
        size = 0
        for line in lines:
            waiting.append(line)
            size += len(line)
            if size >= FULL:
                self._write(b"".join(waiting))
                waiting, size = [], 0
        if waiting:
            self._write(b"".join(waiting))

    def _write(self, data: bytes) -> None:
        path, size = self._open_file()
        place = self._folder / path
        with faults_of(place):
            place.parent.mkdir(exist_ok=True)
            with place.open("ab") as file:
                file.write(data if size else head_line(self._notebook.device) + data)
                file.flush()
                os.fsync(file.fileno())
                size = file.tell()
        with self._notebook.writing():
            self._notebook.set_file(path, "", size)

    def _open_file(self) -> tuple[str, int]:
        """The own file to add to, and its size. It must be as we left it: a copy of this device, or
        a crash, may have added to it."""
        for path, (_, done) in self._notebook.files(own=True).items():
            if done < FULL and self._size(path) == done:
                return path, done
        stamp = time.strftime("%Y%m%d", time.gmtime())
        return f"{self._notebook.device}/events-{stamp}-{token_hex(4)}.jsonl", 0

    # ── decks, pictures and sounds ──────────────────────────────────────────────

    def stored(self) -> set[str]:
        """The hashes of all files that some device has put here, whole or not."""
        names: set[str] = set()
        for device in self._devices:
            with suppress(OSError):
                names.update(e.name for e in (self._folder / device / FILES).iterdir())
        return names

    def find(self, digest: str) -> bytes | None:
        """The content with this hash; None if it has not arrived whole."""
        for device in self._devices if _DIGEST.fullmatch(digest) else ():
            path = self._folder / device / FILES / digest
            with suppress(OSError):
                if path.is_file() and path.stat().st_size <= LARGEST:
                    data = path.read_bytes()
                    if sha256(data).hexdigest() == digest:
                        return data
        return None

    def put(self, data: bytes) -> str:
        """Store a content in the own folder, unless it is there; returns its hash. Raises
        SyncError."""
        digest = sha256(data).hexdigest()
        path = self._folder / self._notebook.device / FILES / digest
        if self._size(str(path)) != len(data):
            with faults_of(path):
                path.parent.mkdir(parents=True, exist_ok=True)
                path.unlink(missing_ok=True)
            try:
                create_file(path, data)
            except QuizError as error:
                raise SyncError(str(error)) from error
        return digest

    def tidy(self, needed: set[str]) -> None:
        """Delete own files of decks, pictures and sounds that nothing of ours needs any more, and
        those that a crash left half written."""
        folder = self._folder / self._notebook.device / FILES
        with suppress(OSError):
            for path in folder.iterdir():
                half = path.name.startswith(".") and path.name.endswith(".new")
                if half or (_DIGEST.fullmatch(path.name) and path.name not in needed):
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
