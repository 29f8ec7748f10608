"""`quiz new`: writes a starter deck."""

from __future__ import annotations

import argparse

from quiz import paths
from quiz.decks.starter_deck import starter_deck
from quiz.display import one_line
from quiz.errors import QuizError
from quiz.files import ExistsError, create_file, make_folder
from quiz.formats.deck_names import title_of
from quiz.shell_word import shell_word
from quiz.storage.library.deck_path import is_own, new_deck_path

DESCRIPTION = """\
Write a starter deck with comments that shows every kind of card.
A name goes to your decks folder; slashes make subfolders. A path that ends in .yaml, or starts
with / or . or ~, is used as is.
"""
EXAMPLES = """\
examples:
  quiz new spanish
  quiz new languages/spanish                      in a subfolder of your decks
  quiz new ~/school/history.yaml --title "History, grade 9"
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments for name and title."""
    parser.add_argument("name", metavar="NAME", help="name of the deck, or path of its file")
    parser.add_argument("--title", help="title of the deck (default: from its name)")


def execute(options: argparse.Namespace) -> int:
    """Write the file, but never overwrite one; returns 0."""
    path = new_deck_path(options.name)
    title = options.title or title_of(path.stem)
    make_folder(path.parent)
    try:
        create_file(path, starter_deck(title, paths.deck_schema().as_uri()))
    except ExistsError as error:
        raise QuizError(f"{error}; choose another name, or `quiz edit` it") from error
    print(f"Wrote {one_line(str(path))}")
    name, file = shell_word(options.name.strip()), shell_word(str(path))
    if is_own(path):
        print(f"Edit it with `quiz edit {name}`, then play.")
    else:
        print(f"It is outside your decks: edit with `quiz edit {name}`, play with `quiz {file}`.")
    return 0
