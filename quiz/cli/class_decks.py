"""Finds a deck that is to be published, in the library or as a file."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from quiz import paths
from quiz.cli.suggestions import no_deck
from quiz.decks.faults import Fault
from quiz.decks.reader import decode_all
from quiz.display import one_line
from quiz.errors import QuizError
from quiz.files import read_bytes
from quiz.serve.people.publishing import LARGEST_FILE, files_needed
from quiz.storage.library.find import SUFFIXES, find_decks
from quiz.storage.library.media import media_file


class DeckToPublish(NamedTuple):
    """name: in the library. files: the pictures and sounds that are there, by the deck's paths."""

    name: str
    text: str
    files: dict[str, bytes]


def deck_named(word: str) -> DeckToPublish:
    """The deck with this name in the library, or in this file. Raises QuizError."""
    found, _ = find_decks(paths.library())
    places = {file.name: Path(file.path) for file in found}
    path = Path(word).expanduser()
    name = word
    if word not in places and path.suffix.lower() in SUFFIXES:
        name = path.stem
    elif word in places:
        path = places[word]
    elif any(known.startswith(f"{word.rstrip('/')}/") for known in places):
        raise QuizError(f"{one_line(word)} is a folder; publish its decks one by one")
    else:
        raise QuizError(no_deck(word, places))
    text = decode_all(read_bytes(path), str(path))
    if isinstance(text, Fault):
        raise QuizError(str(text))
    return DeckToPublish(name, text, _files(path, text))


def _files(path: Path, text: str) -> dict[str, bytes]:
    files: dict[str, bytes] = {}
    for name in files_needed(text):
        file = media_file(path, name)
        if file is not None and file.stat().st_size <= LARGEST_FILE:
            files[name] = read_bytes(file)
    return files
