"""Where things live on this machine."""

from __future__ import annotations

import os
from pathlib import Path


def home() -> Path:
    """The data directory: `QUIZ_HOME`, else the platform's own (XDG, Library, AppData)."""
    named = os.environ.get("QUIZ_HOME")
    if named:
        return Path(named).expanduser()
    from platformdirs import user_data_path

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
    """Where decks are looked for, the player's own first: theirs have the names that they have,
    and what is new comes from them before it comes from the shipped ones."""
    return [own_decks(), shipped_decks()]


def deck_schema() -> Path:
    """The JSON Schema of decks, from which editors complete."""
    return Path(__file__).resolve().parent / "decks" / "deck.schema.json"
