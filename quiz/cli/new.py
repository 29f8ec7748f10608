"""`quiz new`: writes a starter deck."""

from __future__ import annotations

import argparse
import os
import shlex
from pathlib import Path

from quiz import paths
from quiz.decks.starter_deck import starter_deck
from quiz.display import one_line
from quiz.errors import QuizError
from quiz.files import ExistsError, create_file, make_folder
from quiz.formats.deck_names import title_of
from quiz.storage.library.find import LEFT_OUT, SUFFIXES

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


def deck_path(name: str) -> Path:
    """Where to write a deck with this name.

    Raises QuizError if the name is not a valid file, or if the decks folder would not be searched
    for it.
    """
    try:
        path = Path(name).expanduser()
        if path.suffix not in SUFFIXES:
            path = path.with_name(path.name + SUFFIXES[0])
    except (RuntimeError, ValueError) as error:
        raise QuizError(f"{name}: expected the name of a deck or the path of a file") from error
    if name.endswith(("/", os.sep)):
        raise _is_folder(name)
    here = ("./", "../", f".{os.sep}", f"..{os.sep}")
    if Path(name).suffix in SUFFIXES or path.is_absolute() or name.startswith(here):
        return path
    _check_found(path)
    return paths.own_decks() / path


def _is_folder(name: str) -> QuizError:
    inside = f"{name.rstrip(f'/{os.sep}')}/my-deck"
    return QuizError(f"{name} is a folder, expected a deck in it, such as {inside}")


def _check_found(path: Path) -> None:
    hidden = next((part for part in path.parts if part.startswith(".")), None)
    if hidden is not None:
        raise QuizError(f"{path}: names that start with a dot are not searched for decks")
    left_out = next((part for part in path.parts[:-1] if part in LEFT_OUT), None)
    if left_out is not None:
        raise QuizError(f"{path}: folders named {left_out} are not searched for decks")


def _word(text: str) -> str:
    """A name, quoted for a shell command."""
    return f"{'-- ' * text.startswith('-')}{shlex.quote(text)}"


def execute(options: argparse.Namespace) -> int:
    """Write the file, but never overwrite one; returns 0."""
    if not options.name.strip() or "\0" in options.name:
        raise QuizError("a deck needs a name")
    path = deck_path(options.name.strip())
    given = Path(options.name.strip()).expanduser()
    # Among the own decks, a deck and a folder may have the same name.
    if path.parent == given.parent and given.is_dir():
        raise _is_folder(options.name.strip())
    title = options.title or title_of(path.stem)
    make_folder(path.parent)
    try:
        create_file(path, starter_deck(title, paths.deck_schema().as_uri()))
    except ExistsError as error:
        raise QuizError(f"{error}; choose another name, or `quiz edit` it") from error
    print(f"Wrote {one_line(str(path))}")
    name, file = (one_line(_word(text)) for text in (options.name.strip(), str(path)))
    if path.resolve().is_relative_to(paths.own_decks().resolve()):
        print(f"Edit it with `quiz edit {name}`, then play.")
    else:
        print(f"It is outside your decks: edit with `quiz edit {name}`, play with `quiz {file}`.")
    return 0
