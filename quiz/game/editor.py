"""Runs the player's own editor."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
from pathlib import Path

from quiz.errors import QuizError


def editor() -> list[str]:
    """The editor's command line; QuizError if none is set and no usual one is installed."""
    named = os.environ.get("VISUAL") or os.environ.get("EDITOR")
    if named:
        try:
            words = shlex.split(named, posix=os.name != "nt")
        except ValueError as error:
            raise QuizError(f"cannot read EDITOR={named}: {error}") from error
        if words:
            return words
    usual = ["notepad"] if os.name == "nt" else ["sensible-editor", "nano", "vim", "vi"]
    for name in usual:
        if shutil.which(name):
            return [name]
    raise QuizError("no editor found; set EDITOR to the one you use")


def open_editor(path: Path) -> None:
    """Edit a file, and wait until the editor closes; QuizError if it cannot start or fails."""
    command = [*editor(), str(path)]
    try:
        status = subprocess.run(command, check=False).returncode
    except OSError as error:
        raise QuizError(f"cannot start {command[0]}: {error.strerror}") from error
    if status:
        raise QuizError(f"{command[0]} ended with status {status}")
