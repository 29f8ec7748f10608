"""`quiz edit`: a deck in the player's editor."""

from __future__ import annotations

import argparse
import os
import shlex
import shutil
import subprocess
from pathlib import Path

from quiz import paths
from quiz.cli.check import check
from quiz.cli.meant import known_decks, no_deck
from quiz.cli.new import deck_path
from quiz.errors import QuizError
from quiz.storage.library.find import find_decks

DESCRIPTION = "Open a deck in $VISUAL or $EDITOR, and check it afterwards."
EXAMPLES = """\
examples:
  quiz edit spanish
  quiz edit languages/spanish
  EDITOR="code --wait" quiz edit ~/school/history.yaml
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which deck."""
    parser.add_argument("deck", metavar="DECK", help="name of the deck, or path of its file")


def editor() -> list[str]:
    """The editor's command line; QuizError when none is set and none of the usual ones is there."""
    named = os.environ.get("VISUAL") or os.environ.get("EDITOR")
    if named:
        try:
            words = shlex.split(named, posix=os.name != "nt")
        except ValueError as error:
            raise QuizError(f"cannot read EDITOR={named}: {error}") from error
        if words:
            return words
    usual = ["notepad"] if os.name == "nt" else ["sensible-editor", "nano", "vim", "vi"]
    for name in usual:
        if shutil.which(name):
            return [name]
    raise QuizError("no editor found; set EDITOR to the one that you use")


def find_deck(name: str) -> Path:
    """The file of a deck given by name or path; QuizError when there is none."""
    found, _ = find_decks(paths.library())
    named = [Path(file.path) for file in found if file.name == name]
    for path in [Path(name).expanduser(), deck_path(name), *named]:
        if path.is_file():
            return path
    raise QuizError(no_deck(name, known_decks(), "see `quiz list`, or start it with `quiz new`"))


def open_editor(path: Path) -> None:
    """Wait for the editor to be closed; QuizError when it cannot be started or fails."""
    command = [*editor(), str(path)]
    try:
        status = subprocess.run(command, check=False).returncode
    except OSError as error:
        raise QuizError(f"cannot start {command[0]}: {error.strerror}") from error
    if status:
        raise QuizError(f"{command[0]} ended with status {status}")


def execute(options: argparse.Namespace) -> int:
    """Edit and check; returns 1 when the deck has faults, else 0."""
    path = find_deck(options.deck)
    open_editor(path)
    return check([path])
