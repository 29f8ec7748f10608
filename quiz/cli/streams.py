"""Prepares standard input, output and error, and handles failures to write."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from quiz.display import one_line
from quiz.errors import QuizError


def warn(message: object) -> None:
    """Print a message for the player on one line of standard error."""
    print(f"quiz: {one_line(str(message))}", file=sys.stderr)


def use_streams() -> None:
    """Prepare all three: input is UTF-8 in any locale, and characters that a terminal cannot show
    become `?`.

    Closed input reads as empty, and closed error output is discarded. Raises QuizError if standard
    output is closed.
    """
    # Python sets streams that were closed at its start to None.
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
    """Why standard output cannot be written to; "" if it can, after writing an empty line."""
    try:
        print(flush=True)
    except OSError as error:
        return error.strerror or str(error)
    return ""


def silence_output() -> None:
    """Discard unwritten output: Python would try again at exit, and fail again."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
