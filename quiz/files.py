"""Reads and writes files. Failures are QuizErrors that name the file; after a crash, full disk or
kill there is either the old or the new file."""

from __future__ import annotations

import contextlib
import json
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from quiz.errors import QuizError

BOM = "\ufeff"


class ExistsError(QuizError):
    """The file to create already exists."""


@contextlib.contextmanager
def faults_of(doing: str, path: Path | str) -> Iterator[None]:
    """Turn an OSError inside the block into a QuizError: "FILE: cannot DO: reason".

    doing: "read", "write", "delete", "make the folder".
    """
    try:
        yield
    except OSError as error:
        raise QuizError(f"{path}: cannot {doing}: {error.strerror or error}") from error


def read_bytes(path: Path) -> bytes:
    """The content of a file. Raises QuizError."""
    with faults_of("read", path):
        return path.read_bytes()


def kept_object(path: Path) -> dict[str, Any]:
    """The JSON object in a file that the game can do without; {} if it is missing or damaged."""
    with contextlib.suppress(OSError):
        return json_object(path.read_bytes())
    return {}


def json_object(data: str | bytes) -> dict[str, Any]:
    """The object that some JSON is; {} if it is damaged or anything else."""
    try:
        found = json.loads(data)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


PRIVATE = 0o600
"""The permissions of a file that only its owner may read."""


def replace_file(path: Path, content: str | bytes, mode: int | None = None) -> None:
    """Replace `path`, or create it, with this content (text as UTF-8). mode: its permissions; None
    to keep those that it has.

    The content is first written to a temporary file next to it and synced. Raises QuizError;
    then `path` is unchanged and the temporary file is removed.
    """
    with faults_of("write", path):
        path = path.resolve()
        new = _write_new(path, content)
        try:
            if mode is None:
                mode = path.stat().st_mode if path.exists() else 0o666 & ~_umask()
            new.chmod(mode)
            new.replace(path)
        except BaseException:
            forget_file(new)
            raise


def create_file(path: Path, content: str | bytes) -> None:
    """Write a new file completely or not at all; never overwrites.

    Raises ExistsError, and QuizError like `replace_file`.
    """
    with faults_of("write", path):
        if os.path.lexists(path):
            raise ExistsError(f"{path} already exists")
        new = _write_new(path, content)
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
            forget_file(new)


def make_folder(folder: Path) -> None:
    """Make a folder and its missing parents. Raises QuizError."""
    with faults_of("make the folder", folder):
        folder.mkdir(parents=True, exist_ok=True)


def _write_new(path: Path, content: str | bytes) -> Path:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".new")
    new = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content.encode() if isinstance(content, str) else content)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        forget_file(new)
        raise
    return new


def forget_file(path: Path) -> None:
    """Delete a file, if there is one; a file that cannot be deleted stays."""
    with contextlib.suppress(OSError):
        path.unlink(missing_ok=True)


def sync_file(path: Path) -> None:
    """Have what was written to a file on disk. Raises OSError."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
