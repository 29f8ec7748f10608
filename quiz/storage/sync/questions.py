"""Cards that two devices changed: both texts are in the deck until the player chooses one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from quiz.decks.deck_text import EditError, edit_deck
from quiz.decks.join import Conflict, version
from quiz.decks.note import Note
from quiz.errors import QuizError
from quiz.files import replace_file
from quiz.storage.archive.joining import DeckToJoin
from quiz.storage.archive.remembered_decks import whole_deck
from quiz.storage.sync.notebook import Notebook

_QUESTIONS = "questions"


class Question(NamedTuple):
    """deck: its path below the own decks. mine, theirs: the two notes in its file."""

    deck: str
    mine: Note
    theirs: Note

    @property
    def conflict(self) -> Conflict:
        """The two texts to choose from."""
        return Conflict(self.mine, self.theirs, (self.mine, self.theirs))


def note_questions(notebook: Notebook, join: DeckToJoin) -> None:
    """Note the cards of a deck that keep both texts for now."""
    new = [[join.name, *map(version, conflict.kept)] for conflict in join.questions]
    if new:
        with notebook.writing():
            notebook.set_note(_QUESTIONS, [*(notebook.note(_QUESTIONS) or []), *new])


def open_questions(notebook: Notebook, folder: Path) -> list[Question]:
    """The questions that are still open; those whose texts have changed since are forgotten.
    folder: of the own decks."""
    noted = notebook.note(_QUESTIONS) or []
    if not noted:
        return []
    found = list(_still_open(noted, folder))
    left = [[each.deck, version(each.mine), version(each.theirs)] for each in found]
    if left != noted:
        with notebook.writing():
            notebook.set_note(_QUESTIONS, left)
    return found


def forget_question(notebook: Notebook) -> None:
    """Forget the first question: it is being asked."""
    with notebook.writing():
        notebook.set_note(_QUESTIONS, notebook.note(_QUESTIONS)[1:])


def _still_open(noted: list[list[str]], folder: Path) -> Iterator[Question]:
    for name, *texts in noted:
        path = folder.joinpath(*name.split("/"))
        deck = whole_deck(path.read_bytes()) if path.is_file() else None
        notes = {version(note): note for note in deck.notes} if deck is not None else {}
        if len(texts) == 2 and all(text in notes for text in texts):
            yield Question(name, *(notes[text] for text in texts))


def choose(question: Question, folder: Path, *, mine: bool) -> None:
    """Keep one of the two texts. folder: of the own decks. Raises QuizError if the deck has changed
    in the meantime or cannot be written."""
    path = folder.joinpath(*question.deck.split("/"))
    first, second = question.mine, question.theirs
    if not _is_original(first, second):
        first, second, mine = second, first, not mine
    # The one that stays has the id under which the card was known.
    kept = first if mine else second.with_extras(replace(second.extras, id=first.extras.id))
    changes = {second.extras.line: None} | ({} if mine else {first.extras.line: kept})
    try:
        text = edit_deck(path.read_bytes().decode(), changes, ())
    except (EditError, OSError, UnicodeDecodeError) as error:
        raise QuizError(f"{path}: {error}") from error
    replace_file(path, text)


def _is_original(note: Note, other: Note) -> bool:
    """Whether it is the other one that got a new id, see `quiz.decks.join`."""
    return (other.extras.id or "").startswith(f"{note.extras.id or 'card'}-")
