"""What a sync or restore cannot decide alone, and leaves as it is until the player answers: which
text of a card that two devices changed stays, and whether two players with one name are one person.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from secrets import token_hex
from typing import NamedTuple

from quiz.decks.cards import digest
from quiz.decks.deck_text import edit_deck, edited
from quiz.decks.join import version
from quiz.decks.note import Note
from quiz.files import read_bytes, replace_file
from quiz.history.player import Player
from quiz.storage.archive.joining import DeckToJoin
from quiz.storage.archive.remembered_decks import take_down, whole_deck
from quiz.storage.log.store import Store
from quiz.storage.sync.notebook import Notebook

_CARDS, _PLAYERS = "questions", "namesakes"


class CardQuestion(NamedTuple):
    """Which text of a card stays. deck: its path below the own decks. mine, theirs: the two notes
    in its file."""

    deck: str
    mine: Note
    theirs: Note


class PlayerQuestion(NamedTuple):
    """Whether two players, the second one from another device, are one person."""

    here: Player
    there: Player


Question = CardQuestion | PlayerQuestion


def note_cards(notebook: Notebook, join: DeckToJoin) -> None:
    """Note the cards of a deck that keep both texts for now."""
    new = [[join.name, *map(version, conflict.kept)] for conflict in join.joined.questions]
    if new:
        notebook.set_note(_CARDS, [*(notebook.note(_CARDS) or []), *new])


def note_players(notebook: Notebook, here: Player, there: Player) -> None:
    """Note two players who may be one person."""
    notebook.set_note(_PLAYERS, [*(notebook.note(_PLAYERS) or []), [here.id, there.id]])


def open_questions(notebook: Notebook, store: Store, home: Path) -> list[Question]:
    """The questions that are still open; those that have been settled otherwise are forgotten."""
    found: dict[str, list[Question]] = {
        _CARDS: [*_cards(notebook.note(_CARDS) or [], home)],
        _PLAYERS: [*_players(notebook.note(_PLAYERS) or [], store)],
    }
    for kind, questions in found.items():
        left = [_noted(each) for each in questions]
        if left != (notebook.note(kind) or []):
            notebook.set_note(kind, left)
    return [each for questions in found.values() for each in questions]


def waiting_questions(store: Store, home: Path) -> list[Question]:
    """The questions that are open in a data directory. Raises BusyError while it is syncing."""
    with Notebook(home) as notebook:
        return open_questions(notebook, store, home)


def _noted(question: Question) -> list[str]:
    match question:
        case CardQuestion(deck, mine, theirs):
            return [deck, version(mine), version(theirs)]
        case PlayerQuestion(here, there):
            return [here.id, there.id]


def _cards(noted: list[list[str]], home: Path) -> Iterator[CardQuestion]:
    for name, *texts in noted:
        path = _place(home, name)
        deck = whole_deck(path.read_bytes()) if path.is_file() else None
        notes = {version(note): note for note in deck.notes} if deck is not None else {}
        if len(texts) == 2 and all(text in notes for text in texts):
            yield CardQuestion(name, *(notes[text] for text in texts))


def _players(noted: list[list[str]], store: Store) -> Iterator[PlayerQuestion]:
    known = {player.id: player for player in store.players()}
    for here, there in noted:
        if here in known and there in known:
            yield PlayerQuestion(known[here], known[there])


def _place(home: Path, name: str) -> Path:
    return home.joinpath("decks", *name.split("/"))


def settle_card(question: CardQuestion, home: Path, *, mine: bool | None) -> None:
    """Keep one of the two texts, or both for good if `mine` is None. The next sync says it.

    Raises QuizError if the deck has changed in the meantime or cannot be written, and BusyError
    while the data directory is syncing.
    """
    with Notebook(home) as notebook:
        if mine is not None:
            _keep(question, home, mine=mine)
        _forget(notebook, _CARDS, question)


def settle_players(question: PlayerQuestion, store: Store, home: Path, *, same: bool) -> None:
    """Join the two players if they are the same person. The next sync says it. Raises QuizError
    like `settle_card`."""
    with Notebook(home) as notebook:
        if same:
            less, more = sorted((question.here.id, question.there.id), key=store.count)
            last = store.last_player().id
            store.join_players(less, more)
            store.rename_player(more, question.here.name)
            if last == less:
                store.choose_player(more)
        _forget(notebook, _PLAYERS, question)


def _forget(notebook: Notebook, kind: str, question: Question) -> None:
    left = [each for each in notebook.note(kind) or [] if each != _noted(question)]
    notebook.set_note(kind, left)


def _keep(question: CardQuestion, home: Path, *, mine: bool) -> None:
    path = _place(home, question.deck)
    first, second = question.mine, question.theirs
    if not _is_original(first, second):
        first, second, mine = second, first, not mine
    # The one that stays has the id under which the card was known.
    kept = first if mine else second.with_extras(replace(second.extras, id=first.extras.id))
    changes = {second.extras.line: None} | ({} if mine else {first.extras.line: kept})
    data = edited(read_bytes(path), path, lambda text: edit_deck(text, changes, ()))
    # The text counts as new: another device may have deleted it, and chosen the other one.
    take_down(home, question.deck, data, token_hex(8), digest(version(kept)))
    replace_file(path, data)


def _is_original(note: Note, other: Note) -> bool:
    """Whether it is the other one that got a new id, see `quiz.decks.join`."""
    return (other.extras.id or "").startswith(f"{note.extras.id or 'card'}-")
