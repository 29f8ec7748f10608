"""Reading and writing files. What fails is a QuizError that names the file; a crash, a full disk or
a kill leaves the old file or the new one."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from quiz.errors import QuizError

BOM = "\ufeff"


class ExistsError(QuizError):
    """There is a file already where a new one was to be written."""


@contextlib.contextmanager
def faults_of(doing: str, path: Path | str) -> Iterator[None]:
    """Within it an OSError becomes a QuizError: "FILE: cannot DO: reason".

    doing: "read", "write", "delete", "make the folder".
    """
    try:
        yield
    except OSError as error:
        raise QuizError(f"{path}: cannot {doing}: {error.strerror or error}") from error


def read_bytes(path: Path) -> bytes:
    """What is in a file. Raises QuizError."""
    with faults_of("read", path):
        return path.read_bytes()


def replace_file(path: Path, content: str | bytes) -> None:
    """Put a file with this content in place of `path`, which may be missing; its rights stay.

    It is written beside it and synced first, text as UTF-8. Raises QuizError; `path` is as it was
    then, and nothing is left beside it.
    """
    with faults_of("write", path):
        path = path.resolve()
        new = _written(path, content)
        try:
            new.chmod(path.stat().st_mode if path.exists() else 0o666 & ~_umask())
            new.replace(path)
        except BaseException:
            _forget(new)
            raise


def create_file(path: Path, content: str | bytes) -> None:
    """Write a new file, as a whole or not at all, never over another.

    Raises ExistsError, and QuizError as `replace_file`.
    """
    with faults_of("write", path):
        if os.path.lexists(path):
            raise ExistsError(f"{path} already exists")
        new = _written(path, content)
        try:
            new.chmod(0o666 & ~_umask())
            try:
                os.link(new, path)
            except FileExistsError as error:
                raise ExistsError(f"{path} already exists") from error
            except OSError:
                # Some file systems have no hard links.
                new.replace(path)
        finally:
            _forget(new)


def make_folder(folder: Path) -> None:
    """Make a folder and those above it where they are missing. Raises QuizError."""
    with faults_of("make the folder", folder):
        folder.mkdir(parents=True, exist_ok=True)


def _written(path: Path, content: str | bytes) -> Path:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".new")
    new = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content.encode() if isinstance(content, str) else content)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        _forget(new)
        raise
    return new


def _forget(path: Path) -> None:
    with contextlib.suppress(OSError):
        path.unlink(missing_ok=True)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
