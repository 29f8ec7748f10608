"""`quiz check`: reports every fault in decks."""

from __future__ import annotations

import argparse
from pathlib import Path

from quiz import paths
from quiz.display import one_line
from quiz.errors import QuizError
from quiz.storage.library.scan import Library
from quiz.wording import counted

DESCRIPTION = """\
Check decks and report every fault as file:line:column: what is wrong, what was expected.
The game leaves out cards with faults; the other cards still play.
Without a path, check the whole library. The exit status is 1 if there are faults.
"""
EXAMPLES = """\
examples:
  quiz check
  quiz check my-deck.yaml other-decks/
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the argument for the decks."""
    parser.add_argument("paths", nargs="*", type=Path, metavar="PATH", help="files or folders")


def execute(options: argparse.Namespace) -> int:
    """Check; returns 1 if there are faults, else 0."""
    for path in options.paths:
        if not path.exists():
            raise QuizError(f"{path}: no such file or folder; expected a deck or a folder of decks")
    return check(options.paths or paths.library())


def check(roots: list[Path]) -> int:
    """Print the faults below these roots and a summary; returns the exit status."""
    library = Library.load(roots)
    for fault in library.faults:
        print(one_line(str(fault)))
    cards = sum(len(loaded.cards) for loaded in library.decks.values())
    parts = [f"{counted(len(library.decks), 'deck')} with {counted(cards, 'valid card')}"]
    if files := len({fault.file for fault in library.faults}):
        parts.append(f"{counted(len(library.faults), 'fault')} in {counted(files, 'file')}")
    if left_out := sum(loaded.left_out for loaded in library.decks.values()):
        parts.append(f"{counted(left_out, 'card')} left out")
    print("; ".join(parts) + ".")
    return 1 if library.faults else 0
