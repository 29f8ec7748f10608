"""Writing a file that may be there already, without ever losing it unasked."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from quiz.display import one_line
from quiz.errors import QuizError

T = TypeVar("T")


def may_write(path: Path, *, force: bool) -> bool:
    """Whether to write this file: when it is new, with force, or when the player agrees.

    Raises QuizError when it is there and nobody can be asked.
    """
    if not os.path.lexists(path) or force:
        return True
    if path.is_dir():
        raise QuizError(f"{path} is a folder, expected the name of a file")
    if not sys.stdin.isatty():
        raise QuizError(f"{path} exists already; choose another name, or add --force")
    print(f"{one_line(str(path))} exists already. Write over it? [y/N] ", end="", flush=True)
    if sys.stdin.readline().strip().lower() in ("y", "yes"):
        return True
    print("Nothing was written.")
    return False


def put_in_place(path: Path, write: Callable[[Path], T]) -> T:
    """Let `write` make a file of its own, then put that in the place of `path` as a whole.

    Whatever goes wrong, the file that was there stays. Raises QuizError.
    """
    try:
        with tempfile.TemporaryDirectory(dir=path.parent, prefix=".quiz-") as folder:
            new = Path(folder) / path.name
            result = write(new)
            with new.open("rb") as file:
                os.fsync(file.fileno())
            new.replace(path)
            return result
    except OSError as error:
        raise QuizError(f"{path}: cannot write: {error.strerror}") from error
