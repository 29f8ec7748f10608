"""The files that the cards of a deck show and play.

Their paths are relative to the folder of the deck's file, and never lead out of it, so that a deck
of somebody else cannot make the game open any other file.
"""

from __future__ import annotations

import re
from pathlib import Path

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")


def media_file(deck: Path, path: str) -> Path | None:
    """The file with this path as seen from a deck's file; None if it cannot be used."""
    found = find_media(deck, path)
    return found if isinstance(found, Path) else None


def find_media(deck: Path, path: str) -> Path | str:
    """The file with this path as seen from a deck's file, or why it cannot be used."""
    file = media_place(deck, path)
    if isinstance(file, Path) and not file.is_file():
        there = file.exists()
        return "is not a file" if there else "does not exist, expected a file in the deck's folder"
    return file


def media_place(deck: Path, path: str) -> Path | str:
    """Where a file with this path as seen from a deck's file is or would be, or why it cannot be
    used."""
    if _SCHEME.match(path):
        return "is a link, expected a file beside the deck: download it"
    if "\\" in path:
        return "has a backslash, expected '/' between folders"
    if path.startswith(("/", "~")):
        return "is an absolute path, expected one relative to the deck's folder"
    if ".." in path.split("/"):
        return "leads out of the deck's folder, expected a file in it"
    try:
        folder = deck.resolve().parent
        file = (folder / path).resolve()
        if not file.is_relative_to(folder):
            return "is a link out of the deck's folder, expected a file in it"
        file.exists()
    except (OSError, RuntimeError, ValueError) as error:
        # A loop of links is a RuntimeError up to Python 3.12; a null character is a ValueError.
        return f"cannot be opened: {error}"
    return file
