"""The folder of this process for its copies of members' data."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

_PREFIX = "quiz-members-"


def folder_of_process() -> Path:
    """A new folder that only this user can read. Deletes those of processes that were killed."""
    for left in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        number = left.name.removeprefix(_PREFIX).partition("-")[0]
        if number.isdecimal() and not _runs(int(number)):
            shutil.rmtree(left, ignore_errors=True)
    return Path(tempfile.mkdtemp(prefix=f"{_PREFIX}{os.getpid()}-"))


def _runs(process: int) -> bool:
    """Whether there is a process with this number; where nobody can tell, there is."""
    if os.name != "posix":
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
