"""Players and their names: a player is an id; a name is only shown, and can change."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from typing import NamedTuple

LONGEST_NAME = 40
DEFAULT_NAME = "player"
"""What somebody is called who has not said a name."""


class Player(NamedTuple):
    """id: a random UUID, the same on every machine; events refer to it. name: as it is shown."""

    id: str
    name: str


def tidy_name(text: str) -> str:
    """The name in its one normal form: composed letters, no blanks around it, single ones within.

    Raises ValueError, saying what was expected, for what cannot be a name.
    """
    name = " ".join(part for part in unicodedata.normalize("NFC", text.strip()).split(" ") if part)
    if not 1 <= len(name) <= LONGEST_NAME:
        raise ValueError(f"a player's name has 1 to {LONGEST_NAME} characters")
    if not name.isprintable():
        raise ValueError("a player's name holds no control characters")
    return name


def name_key(name: str) -> str:
    """Equal for names that only differ in case, in blanks or in how letters are composed."""
    folded = unicodedata.normalize("NFC", name).casefold()
    return " ".join(unicodedata.normalize("NFC", folded).split())


def free_name(name: str, taken: Iterable[str]) -> str:
    """The name, or "Ada (2)" where somebody has it."""
    keys = {name_key(other) for other in taken}
    free, number = name, 1
    while name_key(free) in keys:
        number += 1
        suffix = f" ({number})"
        free = name[: LONGEST_NAME - len(suffix)].rstrip() + suffix
    return free
