"""`quiz new`: a starter deck."""

from __future__ import annotations

import argparse
from pathlib import Path

from quiz import paths
from quiz.decks.template import starter_deck
from quiz.display import one_line
from quiz.errors import QuizError
from quiz.files import create_file
from quiz.game.authoring import make_folder

DESCRIPTION = """\
Write a commented starter deck that shows every kind of card.
A plain name lands in your own decks folder, a path with a folder or .yaml where it says.
"""
EXAMPLES = """\
examples:
  quiz new spanish
  quiz new school/history.yaml --title "History, grade 9"
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Name and title."""
    parser.add_argument("name", metavar="NAME", help="name of the deck, or path of its file")
    parser.add_argument("--title", help="title of the deck (default: from its name)")


def deck_path(name: str) -> Path:
    """Where a deck of that name is written."""
    path = Path(name).expanduser()
    if path.suffix not in (".yaml", ".yml"):
        path = path.with_name(path.name + ".yaml")
        if path.parent == Path():
            path = paths.own_decks() / path
    return path


def execute(options: argparse.Namespace) -> int:
    """Write the file, never over another; returns 0."""
    if not options.name.strip() or "\0" in options.name:
        raise QuizError("a deck needs a name")
    path = deck_path(options.name.strip())
    title = options.title or path.stem.replace("-", " ").replace("_", " ").strip().capitalize()
    make_folder(path.parent)
    try:
        create_file(path, starter_deck(title, paths.deck_schema().as_uri()))
    except FileExistsError as error:
        raise QuizError(f"{path} exists already; choose another name, or `quiz edit` it") from error
    except OSError as error:
        raise QuizError(f"{path}: cannot write: {error.strerror}") from error
    name = one_line(options.name)
    print(f"Wrote {one_line(str(path))}\nEdit it with `quiz edit {name}`, then play.")
    return 0
