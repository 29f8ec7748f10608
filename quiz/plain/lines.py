"""Reads and writes lines."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TextIO

from quiz.display import one_line, printable
from quiz.errors import QuizError


def input_lines(stream: TextIO) -> Iterator[str]:
    """The lines of a stream, without those that cannot be decoded. Raises QuizError."""
    while True:
        try:
            line = stream.readline()
        except UnicodeDecodeError:
            continue
        except (OSError, ValueError) as error:
            raise QuizError(f"cannot read the answers: {error}") from error
        if not line:
            return
        yield line


def say(out: TextIO, *lines: str) -> None:
    """Write these lines at once; none can control the terminal."""
    out.writelines(f"{printable(line)}\n" for line in lines)
    out.flush()


def complain(errors: TextIO, error: QuizError) -> None:
    """Write an error on one line."""
    say(errors, f"quiz: {one_line(str(error))}")


def yes_or_no(line: str) -> bool | None:
    """Whether a line says yes or no; None for anything else."""
    return {"y": True, "yes": True, "n": False, "no": False}.get(line.strip().casefold())
