"""Brings the pictures and sounds of imported decks beside these decks."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from quiz.decks.kinds import OcclusionNote
from quiz.decks.note import Note
from quiz.files import faults_of, make_folder
from quiz.formats.file_io import CopyMedia, copying_media
from quiz.formats.interchange import MEDIA, ForeignDeck, MediaFile
from quiz.formats.media_names import free_name
from quiz.formats.rich_notes import files_of, moved

FOLDER = ".media"
"""What the folder of a deck's pictures and sounds has after the name of the deck's file."""


def beside(foreign: ForeignDeck, path: Path) -> ForeignDeck:
    """The deck with its pictures and sounds in a folder next to its file at `path`. A file that is
    there with another content keeps its name, and the new one gets another."""
    if not foreign.media and not any(isinstance(n, OcclusionNote) for n in foreign.deck.notes):
        return foreign
    folder = path.with_name(path.stem + FOLDER)
    taken = {file.name.casefold() for file in folder.iterdir()} if folder.is_dir() else set()
    places: dict[str, str] = {}
    media: dict[str, MediaFile] = {}
    with copying_media() as copy_media:
        for old, file in foreign.media.items():
            name = old.removeprefix(MEDIA)
            if name.casefold() in taken and not _is_same(folder / name, file, copy_media):
                name = free_name(name, taken)
            places[old] = f"{folder.name}/{name}"
            media[places[old]] = file

    def place(old: str) -> str:
        if old in places or not old.startswith(MEDIA):
            return places.get(old, old)
        # The player may put the missing file there.
        return f"{folder.name}/{old.removeprefix(MEDIA)}"

    notes = tuple(moved(note, place) for note in foreign.deck.notes)
    return replace(foreign, deck=replace(foreign.deck, notes=notes), media=media)


def to_copy(
    notes: Iterable[Note], media: Mapping[str, MediaFile], path: Path
) -> dict[Path, MediaFile]:
    """The files that these notes of the deck at `path` need, and that are not there yet."""
    needed = {file for note in notes for file in files_of(note)} if media else set()
    files = {path.parent / name: file for name, file in media.items() if name in needed}
    return {place: file for place, file in files.items() if not place.exists()}


def copy(place: Path, file: MediaFile, copy_media: CopyMedia) -> None:
    """Write a picture or sound completely or not at all. Raises QuizError."""
    make_folder(place.parent)
    with (
        faults_of("write", place),
        tempfile.TemporaryDirectory(dir=place.parent, prefix=".quiz-") as folder,
    ):
        new = Path(folder) / place.name
        with new.open("xb") as target:
            copy_media(file, target)
        new.replace(place)


def _is_same(place: Path, file: MediaFile, copy_media: CopyMedia) -> bool:
    """Whether the file is there already."""
    with tempfile.TemporaryFile() as copied, faults_of("read", place), place.open("rb") as known:
        copy_media(file, copied)
        copied.seek(0)
        return (
            hashlib.file_digest(known, "sha256").digest()
            == hashlib.file_digest(copied, "sha256").digest()
        )
