"""Remembers what an import brought into each own deck, so that a later version of the same file can
be told from what the player changed since."""

from __future__ import annotations

from pathlib import Path

from quiz.decks.loader import load
from quiz.decks.note import Note
from quiz.decks.reformat import reformatted
from quiz.files import make_folder, replace_file

FOLDER = "imports"


def last_import(home: Path, name: str, format_: str) -> tuple[Note, ...] | None:
    """The notes of the last import into a deck; None if unknown. name: of the deck below the own
    decks. format_: of the deck today."""
    try:
        data = _path(home, name).read_bytes()
    except OSError:
        return None
    deck = load(data, "").deck
    return reformatted(deck, format_).notes if deck else None


def remember_import(home: Path, name: str, content: bytes) -> None:
    """Keep the content of a deck file with the notes of an import. Raises QuizError."""
    path = _path(home, name)
    make_folder(path.parent)
    replace_file(path, content)


def _path(home: Path, name: str) -> Path:
    return home.joinpath(FOLDER, *f"{name}.yaml".split("/"))
