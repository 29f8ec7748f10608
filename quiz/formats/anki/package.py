"""Reads and writes Anki packages, .apkg and .colpkg, and reads bare collections, .anki2, with the
folder of their pictures and sounds beside them.

A package is a zip archive. Its collection is "collection.anki21b", which is compressed and has
schema 18, or "collection.anki21" and, in old packages, "collection.anki2", which have schema 11. In
newer packages, "collection.anki2" only says that the program is too old. Pictures and sounds are
members named by numbers; "media" has their names, in JSON or, compressed, in Protocol Buffers.
"""

from __future__ import annotations

import io
import json
import sqlite3
import tempfile
import unicodedata
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import BinaryIO

from quiz.clock import system_clock
from quiz.errors import QuizError
from quiz.files import faults_of, json_object
from quiz.formats.anki.export_collection import export_collection
from quiz.formats.anki.import_collection import import_collection
from quiz.formats.anki.read_collection import read_collection
from quiz.formats.anki.wire import number_field, read_message, repeated_field, text_field
from quiz.formats.anki.write_collection import write_collection
from quiz.formats.anki.zstandard import unpack
from quiz.formats.archives import Limits, SafeArchive, open_archive
from quiz.formats.interchange import ExportedDeck, ImportedFile, InterchangeError, MediaFile
from quiz.formats.media_names import LARGEST
from quiz.moment import Moment

MOST_BYTES = 1 << 30
"""The largest unpacked collection to read. A hundred thousand notes take about 100 MB."""

DATABASE = b"SQLite format 3\0"
_NEWEST = 3
_COMPRESSED = "collection.anki21b"
_PLAIN = ("collection.anki21", "collection.anki2")
_FEW_BYTES = 1_000
_MOST_MASK = 2**20
_MOST_LOOKED_AT = 8 * 2**20
"""A larger picture is not read twice."""
_MOST_NAMES = 64 * 2**20
_LIMITS = Limits(members=500_000, total=1 << 50, single=1 << 40, directory=128 * 2**20)
"""Packages may have any number of large media files, as none is unpacked."""


def read(path: Path, now: Moment | None = None, *, answer: str = "") -> ImportedFile:
    """Read all decks in a package. Raises only InterchangeError and QuizError, for any content.

    now: for the offset of the player's clock; by default the system's. answer: the field that
    answers, where a card shows it.
    """
    now = now or system_clock()
    with faults_of("read", path), path.open("rb") as file:
        is_bare = file.read(len(DATABASE)) == DATABASE
    if is_bare:
        media = files_in(path.with_suffix(".media"))
        return import_collection(
            read_collection(path), now.offset, media, answer, fault=fault_of_file
        )
    with tempfile.TemporaryDirectory(prefix="quiz-") as folder, open_package(path) as archive:
        database = Path(folder) / "collection"
        _unpack(archive, database)
        media = _media(archive, path)

        def content(file: MediaFile) -> bytes:
            target = io.BytesIO()
            if file.size <= _MOST_MASK:
                copy_member(archive, file, target)
            return target.getvalue()

        def fault(file: MediaFile) -> str:
            picture = Path(folder) / "picture"
            if file.size > _MOST_LOOKED_AT:
                return ""
            with picture.open("wb") as target:
                copy_member(archive, file, target)
            return fault_of_file(MediaFile(str(picture)))

        collection = read_collection(database)
        return import_collection(collection, now.offset, media, answer, content, fault)


def write(decks: Sequence[ExportedDeck], path: Path, now: Moment | None = None) -> tuple[str, ...]:
    """Write decks to a new package file; returns what it cannot hold. Raises QuizError."""
    now = now or system_clock()
    content = export_collection(decks, now)
    try:
        with faults_of("write", path), tempfile.TemporaryDirectory(prefix="quiz-") as folder:
            database = Path(folder) / "collection"
            write_collection(content.collection, database, now)
            with zipfile.ZipFile(path, "x", zipfile.ZIP_DEFLATED) as archive:
                archive.write(database, _PLAIN[1])
                names = {str(number): name for number, name in enumerate(content.media)}
                archive.writestr("media", json.dumps(names, ensure_ascii=False))
                for number, file in enumerate(content.media.values()):
                    archive.write(file.place, str(number), zipfile.ZIP_STORED)
    except sqlite3.Error as error:
        raise QuizError(f"{path}: cannot write: {error}") from error
    return content.left_out


def files_in(folder: Path) -> dict[str, MediaFile]:
    """The files in a folder by name; none if there is no such folder. Links are left out."""
    if not folder.is_dir():
        return {}
    return {
        unicodedata.normalize("NFC", file.name): MediaFile(str(file), size=file.stat().st_size)
        for file in sorted(folder.iterdir())
        if file.is_file() and not file.is_symlink()
    }


def fault_of_file(file: MediaFile) -> str:
    """Why the picture in a file of its own cannot be shown; "" if it can."""
    # Only here, as it loads Pillow.
    from quiz.pictures import fault_of

    return fault_of(Path(file.place))


def open_package(path: Path) -> AbstractContextManager[SafeArchive]:
    """Open a package as an archive. Raises QuizError."""
    return open_archive(path, _LIMITS)


def copy_member(archive: SafeArchive, file: MediaFile, target: BinaryIO) -> None:
    """Write a picture or sound of an open package to an open file. Raises QuizError."""
    if not file.packed:
        archive.copy(file.member, target, LARGEST)
        return
    with tempfile.TemporaryFile() as packed:
        archive.copy(file.member, packed, LARGEST)
        packed.seek(0)
        try:
            unpack(packed, target, LARGEST)
        except InterchangeError as error:
            raise QuizError(f"{archive.path}: {error.message}") from error


def _media(archive: SafeArchive, path: Path) -> dict[str, MediaFile]:
    """The pictures and sounds of a package by name, as far as they are in it."""
    if "media" not in archive:
        return {}
    sizes = {member.name: member.size for member in archive.members}
    listed = archive.read("media", _MOST_NAMES)
    packed = _COMPRESSED in archive
    found: dict[str, MediaFile] = {}
    for member, name, size in _packed_names(listed) if packed else _plain_names(listed):
        if member in sizes:
            known = MediaFile(str(path), member, packed, max(size, sizes[member]))
            found[unicodedata.normalize("NFC", name)] = known
    return found


def _plain_names(listed: bytes) -> Iterator[tuple[str, str, int]]:
    for member, name in json_object(listed).items():
        if isinstance(name, str) and member.isdecimal():
            yield member, name, 0


def _packed_names(listed: bytes) -> Iterator[tuple[str, str, int]]:
    """Entries of `MediaEntries`: a name, a size, and the number in the archive if it is not the
    entry's own."""
    target = io.BytesIO()
    try:
        unpack(io.BytesIO(listed), target, _MOST_NAMES)
        entries = [read_message(data) for data in repeated_field(target.getvalue(), 1)]
    except (InterchangeError, ValueError):
        return
    for number, entry in enumerate(entries):
        member = number_field(entry, 255) if 255 in entry else number
        yield str(member), text_field(entry, 1), number_field(entry, 2)


def _unpack(archive: SafeArchive, target: Path) -> None:
    if "meta" in archive:
        try:
            version = number_field(read_message(archive.read("meta", _FEW_BYTES)), 1)
        except ValueError as error:
            raise InterchangeError(f"the package is damaged (meta: {error})") from error
        if version > _NEWEST:
            raise InterchangeError(
                f"this package has version {version}, expected at most {_NEWEST}: export it from "
                "Anki with 'Support older Anki versions' ticked"
            )
    with target.open("wb") as file:
        if _COMPRESSED in archive:
            packed = target.with_name("packed")
            with packed.open("w+b") as source:
                archive.copy(_COMPRESSED, source, MOST_BYTES)
                source.seek(0)
                unpack(source, file, MOST_BYTES)
            packed.unlink()
            return
        for name in _PLAIN:
            if name in archive:
                archive.copy(name, file, MOST_BYTES)
                return
    raise InterchangeError("not an Anki package: it has no collection")
