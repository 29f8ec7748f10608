"""Writing files of our own so that a crash, a full disk or a kill leaves the old or the new one."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from quiz.errors import QuizError

BOM = "\ufeff"


def replace_file(path: Path, content: str | bytes) -> None:
    """Put a file with this content in place of `path`, which may be missing; its rights stay.

    It is written beside it and synced first, text as UTF-8. Raises OSError; `path` is as it was
    then, and nothing is left beside it.
    """
    path = path.resolve()
    new = _written(path, content)
    try:
        if path.exists():
            new.chmod(path.stat().st_mode)
        else:
            new.chmod(0o666 & ~_umask())
        new.replace(path)
    except BaseException:
        _forget(new)
        raise


def create_file(path: Path, content: str | bytes) -> None:
    """Write a new file, as a whole or not at all, never over another.

    Raises FileExistsError, and OSError as `replace_file`.
    """
    if path.exists() or path.is_symlink():
        raise FileExistsError(17, "File exists", str(path))
    new = _written(path, content)
    try:
        new.chmod(0o666 & ~_umask())
        try:
            os.link(new, path)
        except FileExistsError:
            raise
        except OSError:
            # Some file systems have no hard links.
            new.replace(path)
    finally:
        _forget(new)


def make_folder(folder: Path) -> None:
    """Make a folder and those above it where they are missing. Raises QuizError."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise QuizError(f"{folder}: cannot make the folder: {error.strerror}") from error


def _written(path: Path, content: str | bytes) -> Path:
    import tempfile

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
