"""Adds, changes and deletes cards in deck files, and changes nothing else in them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from quiz.decks.deck import Deck
from quiz.decks.deck_text import add_notes, delete_note, edited, replace_note
from quiz.decks.loader import load
from quiz.decks.note import Note
from quiz.decks.writer import dump_deck
from quiz.errors import QuizError
from quiz.files import ExistsError, create_file, make_folder, read_bytes, replace_file


def add_card(path: Path, note: Note) -> None:
    """Add a note to a deck's file. Raises QuizError; then the file is unchanged."""
    _change(path, lambda text: add_notes(text, [note]))


def change_card(path: Path, line: int, before: Note, note: Note) -> None:
    """Replace the note `before`, which starts on `line`.

    Raises QuizError if that note is no longer there; then the file is unchanged.
    """
    _change(path, lambda text: replace_note(text, line, note), line, before)


def delete_card(path: Path, line: int, before: Note) -> None:
    """Delete the note `before`, which starts on `line`. Raises QuizError."""
    _change(path, lambda text: delete_note(text, line), line, before)


def new_head(title: str) -> Deck:
    """A new deck, without cards."""
    return Deck(title, (), format="markdown")


def new_deck(path: Path, title: str, note: Note) -> None:
    """Write a new deck with one note; never overwrites a file. Raises QuizError."""
    make_folder(path.parent)
    try:
        create_file(path, dump_deck(replace(new_head(title), notes=(note,))))
    except ExistsError as error:
        raise QuizError(f"{error}; choose another title") from error


def _change(
    path: Path, change: Callable[[str], str], line: int = 0, before: Note | None = None
) -> None:
    data = read_bytes(path)
    loaded = load(data, str(path))
    notes = loaded.deck.notes if loaded.deck else ()
    if before is not None and not any(
        note == before and note.extras.line == line for note in notes
    ):
        raise QuizError(f"{path} has changed in the meantime; open the card again")
    changed = edited(data, path, change)
    known = {fault.message for fault in loaded.faults}
    for fault in load(changed, str(path)).faults:
        # Faults that were there before are the author's to fix.
        if fault.message not in known:
            raise QuizError(str(fault))
    replace_file(path, changed)
