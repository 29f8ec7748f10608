"""Reads untrusted zip archives.

Opening checks the whole archive before anything is unpacked: the number of members, their total and
relative size, and that their names stay inside. Unpacking counts again, because the archive's own
figures may be false.
"""

from __future__ import annotations

import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from quiz.decks.faults import excerpt
from quiz.errors import QuizError
from quiz.files import faults_of

_END = struct.Struct("<4s4H2LH")
_END_SIGNATURE = b"PK\x05\x06"
_END64 = struct.Struct("<4sQ2H2L4Q")
_END64_SIGNATURE = b"PK\x06\x06"
_LOCATOR = struct.Struct("<4sLQL")
_LOCATOR_SIGNATURE = b"PK\x06\x07"
_LONGEST_COMMENT = 65_535
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_CHUNK = 1 << 20
_SMALL = 1 << 20
_ENCRYPTED = 0x1


class ArchiveError(QuizError):
    """An unsafe or incomplete archive; the message names it and says what is wrong."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits on an archive.

    members: number of files. total, single: unpacked bytes of all files, and of one.
    ratio: unpacked to packed size of a file larger than a megabyte. directory: bytes of the member
        list.
    """

    members: int = 100_000
    total: int = 4 * 2**30
    single: int = 2 * 2**30
    ratio: int = 200
    directory: int = 32 * 2**20


@dataclass(frozen=True, slots=True)
class Member:
    """A file in an archive: its name, with "/" between folders, and its unpacked bytes."""

    name: str
    size: int


class SafeArchive:
    """A checked zip archive whose members are safe to read. Open it with `open_archive`."""

    def __init__(self, path: Path, archive: zipfile.ZipFile, limits: Limits) -> None:
        self.path = path
        self._archive = archive
        self._limits = limits
        self._members: dict[str, zipfile.ZipInfo] = {}
        self._check()

    @property
    def members(self) -> list[Member]:
        """All files, in archive order, without folders."""
        return [Member(name, info.file_size) for name, info in self._members.items()]

    def __contains__(self, name: str) -> bool:
        return name in self._members

    def read(self, name: str, most: int | None = None) -> bytes:
        """The bytes of a member. Raises ArchiveError if it is damaged, larger than declared or
        larger than `most`; KeyError if there is no such member."""
        return b"".join(self._chunks(name, most))

    def copy(self, name: str, target: BinaryIO, most: int | None = None) -> None:
        """Write the bytes of a member to an open file. Raises like `read`."""
        for chunk in self._chunks(name, most):
            target.write(chunk)

    def _chunks(self, name: str, most: int | None) -> Iterator[bytes]:
        info = self._members[name]
        if most is not None and info.file_size > most:
            raise self._error(f"{_quoted(name)} has {info.file_size:,} bytes, expected {most:,}")
        read = 0
        try:
            with self._archive.open(info) as file:
                while chunk := file.read(_CHUNK):
                    read += len(chunk)
                    if read > info.file_size:
                        raise self._error(f"{_quoted(name)} is larger than the archive says")
                    yield chunk
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError) as error:
            raise self._error(f"{_quoted(name)} is damaged ({error})") from error
        except (RuntimeError, UnicodeError) as error:
            raise self._error(f"{_quoted(name)} cannot be unpacked ({error})") from error
        if read != info.file_size:
            raise self._error(f"{_quoted(name)} is shorter than the archive says")

    def _check(self) -> None:
        limits = self._limits
        infos = self._archive.infolist()
        if len(infos) > limits.members:
            raise self._error(f"{len(infos):,} files, expected at most {limits.members:,}")
        total = 0
        folded: set[str] = set()
        for info in infos:
            name = info.filename
            fault = _name_fault(info)
            if fault:
                raise self._error(f"the name {_quoted(name)} {fault}; this archive is not safe")
            if info.is_dir():
                continue
            if name.casefold() in folded:
                raise self._error(f"{_quoted(name)} is in it twice")
            folded.add(name.casefold())
            if info.flag_bits & _ENCRYPTED:
                raise self._error(f"{_quoted(name)} is encrypted, which is not supported")
            if info.compress_type not in _METHODS:
                raise self._error(f"{_quoted(name)} uses an unknown compression method")
            if info.file_size > limits.single:
                raise self._error(
                    f"{_quoted(name)} has {info.file_size:,} bytes, expected at most "
                    f"{limits.single:,}"
                )
            if info.file_size > max(_SMALL, info.compress_size * limits.ratio):
                raise self._error(
                    f"{_quoted(name)} unpacks to {info.file_size:,} bytes from "
                    f"{info.compress_size:,}; this looks like a zip bomb"
                )
            total += info.file_size
            self._members[name] = info
        if total > limits.total:
            raise self._error(f"it unpacks to {total:,} bytes, expected at most {limits.total:,}")

    def _error(self, message: str) -> ArchiveError:
        return ArchiveError(f"{self.path}: {message}")


@contextmanager
def open_archive(path: Path, limits: Limits = Limits()) -> Iterator[SafeArchive]:
    """Open an archive for reading, and check it.

    Raises QuizError if it cannot be read; ArchiveError if it is not a zip archive, is damaged,
    exceeds the limits, or has members that are encrypted, duplicate, links or outside the archive.
    """
    with faults_of("read", path), path.open("rb") as file:
        count, directory = _declared(file, path)
        if count > limits.members or directory > limits.directory:
            raise ArchiveError(f"{path}: {count:,} files, expected at most {limits.members:,}")
        try:
            archive = zipfile.ZipFile(file)
        except (
            zipfile.BadZipFile,
            NotImplementedError,
            ValueError,
            OverflowError,
            struct.error,
        ) as error:
            raise ArchiveError(f"{path}: the archive is damaged ({error})") from error
        with archive:
            yield SafeArchive(path, archive, limits)


def _declared(file: BinaryIO, path: Path) -> tuple[int, int]:
    """The declared number of members, and the bytes of their list (APPNOTE 4.3.16).

    Checked before reading the list, because each entry takes memory.
    """
    size = file.seek(0, 2)
    start = max(0, size - _END.size - _LONGEST_COMMENT - _LOCATOR.size)
    file.seek(start)
    tail = file.read()
    found = tail.rfind(_END_SIGNATURE)
    if found < 0 or len(tail) - found < _END.size:
        raise ArchiveError(f"{path}: not a complete zip archive")
    _, _, _, _, count, directory, _, _ = _END.unpack_from(tail, found)
    at = found - _LOCATOR.size
    if at >= 0 and tail.startswith(_LOCATOR_SIGNATURE, at):
        offset = _LOCATOR.unpack_from(tail, at)[2]
        if offset > size - _END64.size:
            raise ArchiveError(f"{path}: not a complete zip archive")
        file.seek(offset)
        fields = _END64.unpack(file.read(_END64.size))
        if fields[0] == _END64_SIGNATURE:
            count, directory = fields[7], fields[8]
    file.seek(0)
    return count, directory


def _name_fault(info: zipfile.ZipInfo) -> str:
    name = info.filename
    kind = stat.S_IFMT(info.external_attr >> 16)
    if kind and not (stat.S_ISREG(kind) or stat.S_ISDIR(kind)):
        return "is a link or a device"
    if not name or not name.isprintable():
        return "is empty or has control characters"
    if "\\" in name or ":" in name:
        return "has a backslash or a colon"
    if name.startswith("/") or PurePosixPath(name).is_absolute():
        return "starts with '/'"
    if ".." in name.split("/"):
        return "leads out of the archive"
    return ""


def _quoted(name: str) -> str:
    """A name that is safe to print, at most 60 characters."""
    return f"'{excerpt(name, 60)}'"
