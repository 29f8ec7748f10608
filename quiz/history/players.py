"""Players and their names: a player is an id; a name is only shown, and can change."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from string import whitespace
from typing import NamedTuple

LONGEST_NAME = 40
DEFAULT_NAME = "player"
"""What somebody is called who has not said a name."""


class Player(NamedTuple):
    """id: a random UUID, the same on every machine; events refer to it. name: as it is shown."""

    id: str
    name: str


_JOINERS = "\u200c\u200d"
"""They show nothing, and stand within Persian names and within an emoji of several parts."""
_DIRECTIONS = "\u200b\u200e\u200f\u202a\u202b\u202c\u2066\u2067\u2068\u2069\ufeff"
"""What comes along around a text that is copied, above all from right to left."""
_VARIANTS = "\ufe0e\ufe0f"
"""Behind a sign: whether it is meant as text or as an emoji."""
_INVISIBLE = ("Cc", "Cf", "Mn", "Me", "Zs", "Zl", "Zp")


def tidy_name(text: str) -> str:
    """The name in its one normal form: composed letters, nothing that does not show around it,
    single blanks within.

    Raises ValueError, saying what was expected, for what cannot be a name.
    """
    text = unicodedata.normalize("NFC", text.strip(_JOINERS + _DIRECTIONS + whitespace))
    spaced = "".join(" " if unicodedata.category(char) == "Zs" else char for char in text)
    name = " ".join(part for part in spaced.split(" ") if part)
    if not 1 <= len(name) <= LONGEST_NAME or all(map(_is_invisible, name)):
        raise ValueError(f"a player's name has 1 to {LONGEST_NAME} characters")
    if not all(char.isprintable() or char in _JOINERS for char in name):
        raise ValueError("a player's name holds no control characters")
    return name


def name_key(name: str) -> str:
    """Equal for names that look alike: that differ in case, in blanks, in how letters are composed
    or how wide they are, or in what does not show."""
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())
    shown = "".join(
        char for char in folded if unicodedata.category(char) != "Cf" and char not in _VARIANTS
    )
    return " ".join(shown.split())


def _is_invisible(char: str) -> bool:
    return unicodedata.category(char) in _INVISIBLE


def free_name(name: str, taken: Iterable[str]) -> str:
    """The name, or "Ada (2)" where somebody has it."""
    keys = {name_key(other) for other in taken}
    free, number = name, 1
    while name_key(free) in keys:
        number += 1
        suffix = f" ({number})"
        free = name[: LONGEST_NAME - len(suffix)].rstrip() + suffix
    return free
