"""Names of deck files, made from what other programs call their decks."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 60
DEEPEST = 6
_NOT_WORD = re.compile(r"[^\w]+", re.UNICODE)
_RESERVED = frozenset(
    ["con", "prn", "aux", "nul", "facts"]
    + [f"{port}{number}" for port in ("com", "lpt") for number in range(10)]
)
"""Devices of Windows, and the one folder that the library leaves out."""


def safe_name(name: str) -> str:
    """A name for a deck's file: words of letters and digits in lower case, "/" between folders.

    Whatever the text, the result is not empty, stays below the folder that it is put in, has at
    most `DEEPEST` parts of `LONGEST` characters, and is a valid name on every system. The same
    text gives the same name; `safe_name` of a safe name is that name.
    """
    words = [word for word in (_word(part) for part in name.split("/")) if word]
    if len(words) > DEEPEST:
        words[DEEPEST - 1 :] = [_word(" ".join(words[DEEPEST - 1 :]))]
    return "/".join(words) or "deck"


def numbered(name: str, number: int) -> str:
    """The name with a number behind it, for when it is taken; the first is the name itself."""
    return name if number < 2 else f"{name}-{number}"


def _word(text: str) -> str:
    text = unicodedata.normalize("NFC", text).lower()
    text = unicodedata.normalize("NFC", text)
    word = _NOT_WORD.sub("-", text).strip("-_")
    while len(word) > LONGEST or len(word.encode("utf-8", "replace")) > 3 * LONGEST:
        word = word[:-1].strip("-_")
    return f"{word}-deck" if word in _RESERVED else word
