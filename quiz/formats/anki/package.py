"""Reads and writes Anki packages, .apkg and .colpkg.

A package is a zip archive. Only its collection is read, never media: "collection.anki21b" is
compressed and has schema 18; "collection.anki21" and, in old packages, "collection.anki2" have
schema 11. In newer packages, "collection.anki2" only says that the program is too old.
"""

from __future__ import annotations

import sqlite3
import tempfile
import zipfile
from pathlib import Path

from quiz.clock import system_clock
from quiz.errors import QuizError
from quiz.files import faults_of
from quiz.formats.anki.export_collection import export_collection
from quiz.formats.anki.import_collection import import_collection
from quiz.formats.anki.read_collection import read_collection
from quiz.formats.anki.wire import number_field, read_message
from quiz.formats.anki.write_collection import write_collection
from quiz.formats.anki.zstandard import unpack
from quiz.formats.archives import Limits, SafeArchive, open_archive
from quiz.formats.interchange import ExportedDeck, ImportedFile, InterchangeError
from quiz.moment import Moment

MOST_BYTES = 1 << 30
"""The largest unpacked collection to read. A hundred thousand notes take about 100 MB."""

_NEWEST = 3
_COMPRESSED = "collection.anki21b"
_PLAIN = ("collection.anki21", "collection.anki2")
_FEW_BYTES = 1_000
_LIMITS = Limits(members=500_000, total=1 << 50, single=1 << 40, directory=128 * 2**20)
"""Packages may have any number of large media files, as none is unpacked."""


def read(path: Path, now: Moment | None = None) -> ImportedFile:
    """Read all decks in a package. Raises only InterchangeError and QuizError, for any content.

    now: for the offset of the player's clock; by default the system's.
    """
    now = now or system_clock()
    with (
        tempfile.TemporaryDirectory(prefix="quiz-") as folder,
        open_archive(path, _LIMITS) as archive,
    ):
        database = Path(folder) / "collection"
        _unpack(archive, database)
        return import_collection(read_collection(database), now.offset)


def write(exported: ExportedDeck, path: Path, now: Moment | None = None) -> tuple[str, ...]:
    """Write a deck to a new package file; returns what it cannot hold. Raises QuizError."""
    now = now or system_clock()
    content = export_collection(exported, now)
    try:
        with (
            faults_of("write", path),
            tempfile.TemporaryDirectory(prefix="quiz-") as folder,
        ):
            database = Path(folder) / "collection"
            write_collection(content.collection, database, now)
            with zipfile.ZipFile(path, "x", zipfile.ZIP_DEFLATED) as archive:
                archive.write(database, _PLAIN[1])
                archive.writestr("media", "{}")
    except sqlite3.Error as error:
        raise QuizError(f"{path}: cannot write: {error}") from error
    return content.left_out


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
