"""`quiz edit`: opens a deck in the player's editor."""

from __future__ import annotations

import argparse
from pathlib import Path

from quiz import paths
from quiz.cli.check import check
from quiz.cli.suggestions import known_decks, no_deck
from quiz.errors import QuizError
from quiz.game.editor import open_editor
from quiz.storage.library.deck_path import deck_path
from quiz.storage.library.find import find_decks

DESCRIPTION = "Open a deck in $VISUAL or $EDITOR, and check it afterwards."
EXAMPLES = """\
examples:
  quiz edit spanish
  quiz edit languages/spanish
  EDITOR="code --wait" quiz edit ~/school/history.yaml
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the argument for the deck."""
    parser.add_argument("deck", metavar="DECK", help="name of the deck, or path of its file")


def find_deck(name: str) -> Path:
    """The file of a deck given by name or path; QuizError if there is none."""
    found, _ = find_decks(paths.library())
    named = [Path(file.path) for file in found if file.name == name]
    for path in [Path(name).expanduser(), deck_path(name), *named]:
        if path.is_file():
            return path
    raise QuizError(no_deck(name, known_decks(), "see `quiz list`, or start it with `quiz new`"))


def execute(options: argparse.Namespace) -> int:
    """Edit and check; returns 1 if the deck has faults, else 0."""
    path = find_deck(options.deck)
    open_editor(path)
    return check([path])
