"""Reports an internal error: one line for the player, and a file for the developers."""

from __future__ import annotations

import platform
from traceback import format_exception

from quiz import __version__, paths

FILE_NAME = "crash.txt"
EXIT_STATUS = 70
"""EX_SOFTWARE of sysexits.h: an internal error."""


def account_of(error: BaseException) -> str:
    """One line about an unexpected error; writes the traceback to `crash.txt`."""
    path = paths.home() / FILE_NAME
    story = (
        f"quiz {__version__}, Python {platform.python_version()}, {platform.platform()}\n\n"
        + "".join(format_exception(error))
    )
    kept = f"details are in {path}"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(story, encoding="utf-8", errors="backslashreplace")
    except OSError as reason:
        kept = f"details could not be written to {path} ({reason.strerror})"
    return f"internal error ({type(error).__name__}); every answer is saved, {kept}"
