"""Standard input, output and errors: as UTF-8, and whatever became of them."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from quiz.errors import QuizError


def use_streams() -> None:
    """Make all three ready: decks are UTF-8 whatever the locale says, and what a terminal cannot
    show becomes `?`.

    Input that is closed is at its end, errors that nobody hears are dropped. Raises QuizError where
    the output is closed, before anything is done.
    """
    # Python has none of those that were closed when it was started.
    if sys.stdin is None:
        sys.stdin = Path(os.devnull).open(encoding="utf-8")  # noqa: SIM115
    if sys.stderr is None:
        sys.stderr = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115
    if sys.stdout is None:
        raise QuizError("cannot write to standard output: it is closed")
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")
    reconfigure = getattr(sys.stdin, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(encoding="utf-8", errors="replace")


def output_fault() -> str:
    """Why standard output cannot be written to; "" where it can, with an empty line written."""
    try:
        print(flush=True)
    except OSError as error:
        return error.strerror or str(error)
    return ""


def silence_output() -> None:
    """Drop what was not written: Python would try once more at the end, and fail again."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
