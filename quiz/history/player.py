"""Players: identified by an id; the name is only for display and can change."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from string import whitespace
from typing import NamedTuple

from quiz.errors import QuizError

LONGEST_NAME = 40
DEFAULT_NAME = "player"
"""The name of a player who has not given one."""


class Player(NamedTuple):
    """id: a random UUID, the same on every machine; events refer to it. name: for display."""

    id: str
    name: str


_JOINERS = "\u200c\u200d"
"""Invisible, but needed within Persian names and multi-part emoji."""
_DIRECTIONS = "\u200b\u200e\u200f\u202a\u202b\u202c\u2066\u2067\u2068\u2069\ufeff"
"""Invisible characters that come along with copied text, mostly right-to-left text."""
_VARIANTS = "\ufe0e\ufe0f"
"""Variation selectors: whether the sign before is shown as text or as an emoji."""
_INVISIBLE = ("Cc", "Cf", "Mn", "Me", "Zs", "Zl", "Zp")


def tidy_name(text: str, what: str = "a player's name") -> str:
    """The name in normal form: letters composed, invisible characters stripped from both ends,
    single spaces. what: the name of what, for the message.

    Raises QuizError, saying what was expected, if it cannot be a name.
    """
    text = unicodedata.normalize("NFC", text.strip(_JOINERS + _DIRECTIONS + whitespace))
    spaced = "".join(" " if unicodedata.category(char) == "Zs" else char for char in text)
    name = " ".join(part for part in spaced.split(" ") if part)
    if not 1 <= len(name) <= LONGEST_NAME or all(map(_is_invisible, name)):
        raise QuizError(f"{what} must have 1 to {LONGEST_NAME} characters")
    if not all(char.isprintable() or char in _JOINERS for char in name):
        raise QuizError(f"{what} must not contain control characters")
    return name


def name_key(name: str) -> str:
    """Equal for names that look alike: they differ at most in case, spaces, composition or width
    of letters, or invisible characters."""
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())
    shown = "".join(
        char for char in folded if unicodedata.category(char) != "Cf" and char not in _VARIANTS
    )
    return " ".join(shown.split())


def _is_invisible(char: str) -> bool:
    return unicodedata.category(char) in _INVISIBLE


def free_name(name: str, taken: Iterable[str]) -> str:
    """The name, or "Ada (2)" if "Ada" is taken."""
    keys = {name_key(other) for other in taken}
    free, number = name, 1
    while name_key(free) in keys:
        number += 1
        suffix = f" ({number})"
        free = name[: LONGEST_NAME - len(suffix)].rstrip() + suffix
    return free
