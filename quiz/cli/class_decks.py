"""Finds a deck that is to be published, in the library or as a file."""

from __future__ import annotations

from pathlib import Path

from quiz import paths
from quiz.cli.suggestions import no_deck
from quiz.display import one_line
from quiz.errors import QuizError
from quiz.serve.people.deck_content import DeckContent, content_at
from quiz.storage.library.find import SUFFIXES, find_decks


def deck_named(word: str) -> DeckContent:
    """The deck with this name in the library, or in this file. Raises QuizError."""
    found, _ = find_decks(paths.library())
    places = {file.name: Path(file.path) for file in found}
    if word in places:
        return content_at(places[word], word)
    path = Path(word).expanduser()
    if path.suffix.lower() in SUFFIXES:
        return content_at(path, path.stem)
    if any(known.startswith(f"{word.rstrip('/')}/") for known in places):
        raise QuizError(f"{one_line(word)} is a folder; publish its decks one by one")
    raise QuizError(no_deck(word, places))
