"""Writes a file, and never overwrites an existing one without asking."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from quiz.cli.ask import ask
from quiz.display import one_line
from quiz.errors import QuizError
from quiz.files import faults_of, replace_file

T = TypeVar("T")

STANDARD_OUTPUT = Path("-")
"""The file name that means standard output."""


def may_write(path: Path, *, force: bool) -> bool:
    """Whether to write this file: if it is new, with `force`, or if the player agrees.

    A pipe or a device has nothing to lose. Raises QuizError for a folder.
    """
    if not os.path.lexists(path) or force or _is_special(path):
        return True
    if path.is_dir():
        raise QuizError(f"{path} is a folder, expected the name of a file")
    question = f"{one_line(str(path))} already exists. Overwrite it?"
    return ask(question, instead="--force", undone="written")


def check_place(path: Path) -> None:
    """Raise QuizError if this file cannot be written, before long work that would be lost."""
    if path.is_dir():
        raise QuizError(f"{path} is a folder, expected the name of a file")
    if _is_special(path):
        return
    folder = path.resolve().parent
    if not folder.is_dir():
        raise QuizError(f"{path}: there is no folder {folder}; make it first")
    with faults_of("write", path), tempfile.TemporaryFile(dir=folder):
        pass


def put_in_place(path: Path, write: Callable[[Path], T]) -> T:
    """Let `write` create a temporary file, then replace `path` with it.

    If anything fails, an existing file stays. A link stays and leads to the new file. A pipe or
    device gets the content once it is complete. Raises QuizError.
    """
    place = path.resolve()
    special = _is_special(place)
    folder = None if special else place.parent
    with faults_of("write", path), tempfile.TemporaryDirectory(dir=folder, prefix=".quiz-") as name:
        new = Path(name) / path.name
        result = write(new)
        if special:
            with new.open("rb") as source, place.open("wb") as target:
                shutil.copyfileobj(source, target)
        else:
            with new.open("rb+") as file:
                os.fsync(file.fileno())
            new.replace(place)
        return result


def save_text(path: Path, text: str) -> None:
    """Write or replace a whole file, or write to a pipe or device.

    Raises QuizError; then an existing file is unchanged.
    """
    if _is_special(path):
        with faults_of("write", path):
            path.write_text(text, encoding="utf-8", newline="")
    else:
        replace_file(path, text)


def _is_special(path: Path) -> bool:
    return path.exists() and not path.is_file() and not path.is_dir()
