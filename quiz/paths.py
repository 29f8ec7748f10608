"""Where the game's files are on this machine."""

from __future__ import annotations

import os
from pathlib import Path

from platformdirs import user_data_path

CLASSES = "classes"
"""The folder in the data directory with the decks of the classes that were joined."""


def home() -> Path:
    """The data directory: `QUIZ_HOME`, else the platform's own (XDG, Library, AppData)."""
    named = os.environ.get("QUIZ_HOME")
    if named:
        return Path(named).expanduser()
    return user_data_path("quiz", appauthor=False)


def own_decks() -> Path:
    """The player's own decks; the folder may not exist yet."""
    return home() / "decks"


def shipped_decks() -> Path:
    """The decks that come with the game: inside the installed package, else in the checkout."""
    package = Path(__file__).resolve().parent
    installed = package / "shipped"
    return installed if installed.is_dir() else package.parent / "decks"


def library() -> list[Path]:
    """The folders with decks, the player's own first: their names take precedence over those
    of shipped decks, and their new cards come first. The decks of classes come between them."""
    return [own_decks(), *sorted((home() / CLASSES).glob("*")), shipped_decks()]


def deck_schema() -> Path:
    """The JSON Schema of decks, which editors use for completion."""
    return Path(__file__).resolve().parent / "decks" / "deck.schema.json"
