"""Opens a picture in the viewer of the system."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from quiz.errors import QuizError

SUFFIXES = frozenset({".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".bmp"})
"""How the names of pictures end. A viewer goes by that, and must not get a program to run."""


def open_picture(
    file: Path, system: str = sys.platform, environment: Mapping[str, str] = os.environ
) -> None:
    """Show a picture in the viewer of the system, and do not wait for it; QuizError if there is
    none."""
    if file.suffix.lower() not in SUFFIXES:
        raise QuizError(f"{file.name} is not named like a picture, such as {file.stem}.png")
    if system == "win32":
        os.startfile(file)  # type: ignore[attr-defined]
        return
    opener = "open" if system == "darwin" else "xdg-open"
    program = shutil.which(opener) or (shutil.which("wslview") if opener != "open" else None)
    is_seen = system == "darwin" or bool({"DISPLAY", "WAYLAND_DISPLAY"} & environment.keys())
    if program is None or not is_seen:
        # The whole path would not fit the one line there is.
        raise QuizError(f"no viewer here for {file.parent.name}/{file.name}")
    try:
        subprocess.Popen(
            [program, str(file)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError as error:
        raise QuizError(f"cannot start {program}: {error.strerror}") from error
