"""Reads a deck that is to be published, with its pictures and sounds: of this machine, or sent."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from quiz.decks.faults import Fault
from quiz.decks.reader import decode_all
from quiz.errors import QuizError
from quiz.files import read_bytes
from quiz.serve.people.publishing import LARGEST_FILE, files_needed
from quiz.storage.library.find import SUFFIXES
from quiz.storage.library.media import media_file


class DeckContent(NamedTuple):
    """name: for the class. files: the pictures and sounds that are there, by the deck's paths."""

    name: str
    text: str
    files: dict[str, bytes]


def content_at(path: Path, name: str) -> DeckContent:
    """The deck in a file. name: in the library; the class has no folders. Raises QuizError."""
    text = _decoded(read_bytes(path), str(path))
    files: dict[str, bytes] = {}
    for named in files_needed(text, str(path)):
        file = media_file(path, named)
        if file is not None and file.stat().st_size <= LARGEST_FILE:
            files[named] = read_bytes(file)
    return DeckContent(name.rpartition("/")[2], text, files)


def content_sent(sent: Mapping[str, bytes]) -> DeckContent:
    """The deck among files that somebody sent, by their names without folders. Raises QuizError
    unless there is one."""
    decks = [name for name in sent if PurePosixPath(name).suffix.lower() in SUFFIXES]
    if len(decks) != 1:
        raise QuizError(
            "choose one deck file, which ends in .yaml, and all pictures and sounds that it names"
        )
    (file,) = decks
    text = _decoded(sent[file], file)
    places = {path: PurePosixPath(path).name for path in files_needed(text, file)}
    files = {path: sent[name] for path, name in places.items() if name in sent}
    return DeckContent(PurePosixPath(file).stem, text, files)


def _decoded(data: bytes, name: str) -> str:
    text = decode_all(data, name)
    if isinstance(text, Fault):
        raise QuizError(str(text))
    return text
