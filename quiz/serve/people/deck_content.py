"""Reads a deck of this machine that is to be published, with its pictures and sounds."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from quiz.decks.faults import Fault
from quiz.decks.reader import decode_all
from quiz.errors import QuizError
from quiz.files import read_bytes
from quiz.serve.people.publishing import LARGEST_FILE, files_needed
from quiz.storage.library.media import media_file


class DeckContent(NamedTuple):
    """name: for the class. files: the pictures and sounds that are there, by the deck's paths."""

    name: str
    text: str
    files: dict[str, bytes]


def content_at(path: Path, name: str) -> DeckContent:
    """The deck in a file. name: in the library; the class has no folders. Raises QuizError."""
    text = decode_all(read_bytes(path), str(path))
    if isinstance(text, Fault):
        raise QuizError(str(text))
    files: dict[str, bytes] = {}
    for named in files_needed(text, str(path)):
        file = media_file(path, named)
        if file is not None and file.stat().st_size <= LARGEST_FILE:
            files[named] = read_bytes(file)
    return DeckContent(name.rpartition("/")[2], text, files)
