"""Reads and writes the files of other programs, with a module for each format."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any, BinaryIO

from quiz.errors import QuizError
from quiz.files import faults_of
from quiz.formats.encodings import decode_as, guess
from quiz.formats.interchange import (
    ExportedDeck,
    ExportedFile,
    ForeignDeck,
    ImportedFile,
    InterchangeError,
    MediaFile,
    Preview,
)
from quiz.formats.left_out import lines_named, named
from quiz.formats.local_media import with_local_media
from quiz.formats.media_names import is_drawing
from quiz.formats.registry import HEAD, WRITTEN, Format, by_suffix, deck_name, detect, format_named
from quiz.nearest import hint

MODULES = {
    "json": "quiz.formats.json_format",
    "csv": "quiz.formats.csv_format",
    "tsv": "quiz.formats.tsv_format",
    "anki-text": "quiz.formats.notes_text_format",
    "hashcards": "quiz.formats.hashcards_format",
    "obsidian": "quiz.formats.obsidian_format",
    "logseq": "quiz.formats.logseq_format",
    "headings": "quiz.formats.headings_format",
    "ki": "quiz.formats.ki_format",
    "xml": "quiz.formats.xml_format",
    "org": "quiz.formats.org_format",
    "yaml": "quiz.formats.yaml_format",
}
"""Pure modules: `read(data: bytes, name: str) -> ImportedFile` and `write(exported: ExportedDeck)
-> ExportedFile`; `write` is missing where the format is only read."""

FILE_MODULES = {"anki": "quiz.formats.anki.package", "crowdanki": "quiz.formats.anki.crowdanki"}
"""Modules with I/O, for formats that need a database or an archive: `read(path: Path, *, answer:
str) -> ImportedFile` and `write(exported: Sequence[ExportedDeck], path: Path) -> tuple[str, ...]`,
which writes a new file and returns what it cannot hold. They raise InterchangeError or
QuizError."""

CopyMedia = Callable[[MediaFile, BinaryIO], None]
"""Writes a picture or sound to an open file. Raises QuizError."""

_MEDIA_FOLDERS = ("assets", "attachments", "media", "images", "collection.media", "../assets")

MOST_FILES = 5_000
"""The most files in a folder to read."""

MOST_BYTES = 256 * 2**20
"""The largest text file to read."""


def read_file(
    path: Path,
    format_name: str = "",
    *,
    columns: Mapping[str, str] | None = None,
    encoding: str = "",
    answer: str = "",
) -> tuple[Format, ImportedFile]:
    """The format of a file, named or detected, and its content.

    columns: the player's choice of columns in a table, see `quiz.formats.table_columns`.
    encoding: of a text; "" to guess it. answer: the field of Anki's notes that answers.

    Raises QuizError, with the position in the file if there is one.
    """
    with faults_of("read", path), path.open("rb") as file:
        head = file.read(HEAD)
    try:
        chosen = format_named(format_name) if format_name else detect(head, path.name)
        if columns and not chosen.columns:
            raise InterchangeError(f"a file in the format {chosen.name} has no columns")
        if chosen.name in FILE_MODULES:
            chosen_field = {"answer": answer} if answer else {}
            imported = import_module(FILE_MODULES[chosen.name]).read(path, **chosen_field)
        else:
            data, remarks = _text(path, encoding)
            read = import_module(MODULES[chosen.name]).read
            if answer:
                raise InterchangeError(f"a file in the format {chosen.name} has no fields")
            more = (columns,) if columns else ()
            imported = read(data, deck_name(path.name), *more)
            imported = replace(imported, remarks=(*remarks, *imported.remarks))
            imported = with_local_media(imported, partial(_beside, path.parent))
            if not imported.decks:
                raise InterchangeError(f"no card is left: {'; '.join(imported.left_out)}")
        assert isinstance(imported, ImportedFile)
        return chosen, _with_word_of_drawings(imported)
    except InterchangeError as error:
        place = f":{error.line}:{error.column}" if error.line else ""
        raise QuizError(f"{path}{place}: {error.message}") from error


def _with_word_of_drawings(imported: ImportedFile) -> ImportedFile:
    """The import with a remark on its pictures that come along but cannot be shown."""
    paths = [path for deck in imported.decks for path in deck.media]
    names = [path.rpartition("/")[2] for path in paths if is_drawing(path)]
    if not names:
        return imported
    drawings = named(names, "picture that is not shown", "pictures that are not shown")
    said = f"{drawings}; save each as PNG, and name that in its card"
    return replace(imported, remarks=(*imported.remarks, said))


def _beside(folder: Path, name: str) -> MediaFile | None:
    """A picture or sound that a text in a folder names: in it, or in a folder for such files that
    programs keep beside it. No other place, and no link out of there."""
    if "\0" in name or "\\" in name or name.startswith(("/", "~")):
        return None
    home = folder.resolve()
    last = name.rpartition("/")[2]
    for place in (name, *(f"{each}/{last}" for each in _MEDIA_FOLDERS)):
        root = home.parent / "assets" if place.startswith("../assets/") else home
        with suppress(OSError, RuntimeError, ValueError):
            file = (home / place).resolve()
            if file.is_file() and file.is_relative_to(root):
                return MediaFile(str(file), size=file.stat().st_size)
    return None


def read_folder(
    folder: Path,
    format_name: str = "",
    *,
    columns: Mapping[str, str] | None = None,
    encoding: str = "",
    answer: str = "",
) -> tuple[list[Path], ImportedFile]:
    """The files in a folder and below that have cards, and their content; the names of the folders
    are part of the decks' names. A deck of CrowdAnki is one file with its media. columns, encoding,
    answer: see `read_file`.

    Files with faults are told among what is left out. Raises QuizError if no file has cards.
    """
    crowd = folder / "deck.json"
    files = [crowd] if crowd.is_file() else sorted(_texts_in(folder))
    if len(files) > MOST_FILES:
        raise QuizError(f"{folder}: more than {MOST_FILES:,} files, expected a folder with decks")
    read: list[Path] = []
    decks: list[ForeignDeck] = []
    left_out: list[str] = []
    remarks: list[str] = []
    previews: list[Preview] = []
    for path in files:
        where = path.relative_to(folder)
        try:
            _, imported = read_file(
                path, format_name, columns=columns, encoding=encoding, answer=answer
            )
        except QuizError as error:
            left_out.append(str(error).removeprefix(f"{folder}/"))
            continue
        read.append(path)
        above = (folder.resolve().name / where).parent.as_posix()
        decks += [
            deck if path == crowd else replace(deck, name=f"{above}/{deck.name}")
            for deck in imported.decks
        ]
        left_out += [f"{where}: {line}" for line in imported.left_out]
        remarks += [f"{where}: {line}" for line in imported.remarks]
        previews += imported.previews
    if not read:
        why = f": {left_out[0]}" if left_out else ""
        raise QuizError(f"{folder}: no file with cards{why}")
    return read, ImportedFile(tuple(decks), tuple(left_out), tuple(remarks), tuple(previews))


def _texts_in(folder: Path) -> Iterator[Path]:
    """All files whose names say that they may have cards; no hidden ones, and no links."""
    for path in folder.rglob("*"):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if not hidden and path.is_file() and not path.is_symlink() and by_suffix(path.name):
            yield path


@contextmanager
def copying_media() -> Iterator[CopyMedia]:
    """What copies pictures and sounds. It opens each package once and keeps it open: one with
    thousands of files takes long to open."""
    with ExitStack() as opened:
        packages: dict[str, Any] = {}

        def copy(file: MediaFile, target: BinaryIO) -> None:
            path = Path(file.place)
            if not file.member:
                with faults_of("read", path), path.open("rb") as source:
                    shutil.copyfileobj(source, target)
                return
            anki = import_module(FILE_MODULES["anki"])
            if file.place not in packages:
                packages[file.place] = opened.enter_context(anki.open_package(path))
            anki.copy_member(packages[file.place], file, target)

        yield copy


def write_file(
    exported: ExportedDeck | Sequence[ExportedDeck], path: Path, chosen: Format
) -> tuple[int, tuple[str, ...]]:
    """Write a deck, or several if the format can hold them, to a new file; returns the number of
    cards in it, and what the format cannot hold.

    Raises QuizError; then no file is left.
    """
    try:
        if chosen.name in FILE_MODULES:
            decks = [exported] if isinstance(exported, ExportedDeck) else exported
            left_out = import_module(FILE_MODULES[chosen.name]).write(decks, path)
            return sum(len(deck.cards) for deck in decks), tuple(left_out)
        assert isinstance(exported, ExportedDeck)
        written = _write(exported, chosen)
        with faults_of("write", path), path.open("xb") as file:
            file.write(written.data)
        return len(exported.cards) - written.missing, written.left_out
    except InterchangeError as error:
        raise QuizError(f"{path}: {error.message}") from error


def text_in(exported: ExportedDeck, chosen: Format) -> ExportedFile:
    """A deck in a text format, and what the format cannot hold. Raises QuizError."""
    try:
        return _write(exported, chosen)
    except InterchangeError as error:
        raise QuizError(error.message) from error


def _write(exported: ExportedDeck, chosen: Format) -> ExportedFile:
    written = import_module(MODULES[chosen.name]).write(exported)
    assert isinstance(written, ExportedFile)
    if not exported.media:
        return written
    # A text names these at most.
    stay = named(exported.media, "file of a picture or sound", "files of pictures and sounds")
    return replace(written, left_out=(*written.left_out, stay))


def format_for(path: Path, format_name: str = "") -> Format:
    """The format to write: named, or else from the file name. Raises QuizError."""
    try:
        chosen = format_named(format_name) if format_name else by_suffix(path.name)
    except InterchangeError as error:
        raise QuizError(error.message) from error
    if chosen is None:
        raise QuizError(f"{path}: name the format with --format: {', '.join(WRITTEN)}")
    if chosen.reads:
        raise QuizError(f"{path}: the format {chosen.name} is only read; {hint('', WRITTEN)}")
    return chosen


def _text(path: Path, encoding: str) -> tuple[bytes, tuple[str, ...]]:
    """The text of a file in UTF-8 or marked UTF-16, and a remark if its encoding was guessed."""
    data = _bytes(path)
    if encoding:
        return decode_as(data, encoding).encode(), ()
    text, guessed = guess(data)
    if not guessed:
        return data, ()
    said = f"the text is not UTF-8; read as {guessed} (--encoding changes that)"
    if guessed == "utf-8":
        lines = [number for number, line in enumerate(text.split("\n"), 1) if "\ufffd" in line]
        said = lines_named(lines, "line", "with bytes that are not UTF-8, read as \ufffd")
    return text.encode(), (said,)


def _bytes(path: Path) -> bytes:
    with faults_of("read", path):
        size = path.stat().st_size
        if size > MOST_BYTES:
            limit = MOST_BYTES // 2**20
            raise InterchangeError(f"the file has {size / 2**20:.0f} MB, expected at most {limit}")
        return path.read_bytes()
