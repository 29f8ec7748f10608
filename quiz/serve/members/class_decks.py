"""The published decks of classes as files, for the games of their members."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from pathlib import Path
from threading import Lock

from sqlalchemy import Connection

from quiz.files import forget_file, make_folder, replace_file
from quiz.serve.people.publishing import (
    PublishedDeck,
    content_of,
    decks_of_person,
    files_of_deck,
    text_of,
)


class PublishedDecks:
    """Keeps a folder for each class, which all its members read. folder: of this process alone."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._here: dict[str, dict[str, PublishedDeck]] = {}
        self._lock = Lock()

    def folders(self, connection: Connection, person: str) -> tuple[Path, ...]:
        """See `ClassDecks.folders`."""
        decks = decks_of_person(connection, person)
        by_class = groupby(sorted(decks), key=lambda deck: deck.class_id)
        with self._lock:
            return tuple(self._bring(connection, person, *each) for each in by_class)

    def _bring(
        self, connection: Connection, person: str, class_id: str, decks: Iterable[PublishedDeck]
    ) -> Path:
        """The folder of a class, with exactly these decks."""
        folder = self._folder / class_id
        here = self._here.setdefault(class_id, {})
        wanted = {deck.path: deck for deck in decks}
        for path in here.keys() - wanted.keys():
            forget_file(folder / path)
            del here[path]
        for path, deck in wanted.items():
            if here.get(path) != deck:
                self._write(connection, person, folder / path, deck)
                here[path] = deck
        return folder

    def _write(self, connection: Connection, person: str, path: Path, deck: PublishedDeck) -> None:
        make_folder(path.parent)
        files = files_of_deck(connection, person, deck.class_id, deck.name)
        for name, digest in files.items():
            beside = path.parent / name
            # It is named after its content.
            if not beside.exists():
                make_folder(beside.parent)
                replace_file(beside, content_of(connection, person, deck.class_id, digest))
        replace_file(path, text_of(connection, person, deck.class_id, deck.name))
