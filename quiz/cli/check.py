"""`quiz check`: every fault of decks."""

from __future__ import annotations

import argparse
from pathlib import Path

from quiz import paths
from quiz.display import one_line
from quiz.errors import QuizError
from quiz.storage.library.scan import Library
from quiz.wording import counted

DESCRIPTION = """\
Read decks and report every fault as file:line:column: what is wrong, what was expected.
A card with a fault is left out of the game; the other cards of its deck play.
Without a path the whole library is checked. Exit status 1 when there are faults.
"""
EXAMPLES = """\
examples:
  quiz check
  quiz check my-deck.yaml other-decks/
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which decks."""
    parser.add_argument("paths", nargs="*", type=Path, metavar="PATH", help="files or folders")


def execute(options: argparse.Namespace) -> int:
    """Check; returns 1 when there are faults, else 0."""
    for path in options.paths:
        if not path.exists():
            raise QuizError(f"{path}: no such file or folder; expected a deck or a folder of decks")
    return check(options.paths or paths.library())


def check(roots: list[Path]) -> int:
    """Print the faults below these roots, or how much is well; the exit status."""
    library = Library.load(roots)
    for fault in library.faults:
        print(one_line(str(fault)))
    cards = sum(len(loaded.cards) for loaded in library.decks.values())
    parts = [f"{counted(len(library.decks), 'deck')} with {counted(cards, 'card')} in order"]
    if files := len({fault.file for fault in library.faults}):
        parts.append(f"{counted(len(library.faults), 'fault')} in {counted(files, 'file')}")
    if left_out := sum(loaded.left_out for loaded in library.decks.values()):
        parts.append(f"{counted(left_out, 'card')} left out")
    print("; ".join(parts) + ".")
    return 1 if library.faults else 0
