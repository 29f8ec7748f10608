"""Makes names of deck files from other programs' deck names."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from quiz.wording import with_capital

LONGEST = 60
DEEPEST = 6
_NOT_WORD = re.compile(r"[^\w]+", re.UNICODE)
DEVICES = frozenset(
    ["con", "prn", "aux", "nul"]
    + [f"{port}{number}" for port in ("com", "lpt") for number in range(10)]
)
"""Names of Windows devices, which no file may have."""
_RESERVED = DEVICES | {"facts"}
"""The library leaves out a folder of facts."""


def safe_name(name: str) -> str:
    """A name for a deck's file: lower-case words of letters and digits, with "/" between folders.

    Whatever the text, the result is not empty, stays inside its folder, has at most `DEEPEST` parts
    of `LONGEST` characters, and is a valid name on every system. Applying it twice changes nothing.
    """
    words = [word for word in (_word(part) for part in name.split("/")) if word]
    if len(words) > DEEPEST:
        words[DEEPEST - 1 :] = [_word(" ".join(words[DEEPEST - 1 :]))]
    return "/".join(words) or "deck"


def folder_of(folders: Sequence[str]) -> str:
    """What a deck keeps of the names of its folders, see `Deck.folder`."""
    paths = [safe_name(name.replace("/", "-")) for name in folders]
    kept = paths == [*folders] and len(paths) < DEEPEST
    return "" if kept else "::".join(folders)


def anki_name(name: str, title: str, folder: str) -> str:
    """The name of a deck in Anki. name: its name here. folder: see `Deck.folder`."""
    *folders, _ = name.split("/")
    named = folder.split("::")
    path = safe_name("/".join(each.replace("/", "-") for each in (*named, title)))
    if folder and path.split("/")[:-1] == folders:
        # The player has not moved the deck to another folder.
        folders = named
    return "::".join([*folders, " ".join(title.replace("::", ":").split())])


def numbered(name: str, number: int) -> str:
    """The name with a number appended; number 1 is the name itself."""
    return name if number < 2 else f"{name}-{number}"


def title_of(name: str) -> str:
    """A title for a deck with this name: "spanish/first-words" becomes "First words"."""
    last = name.rstrip("/").rpartition("/")[2]
    return with_capital(" ".join(re.sub("[-_]", " ", last).split())) or "Deck"


def _word(text: str) -> str:
    text = unicodedata.normalize("NFC", text).lower()
    text = unicodedata.normalize("NFC", text)
    word = _NOT_WORD.sub("-", text).strip("-_")
    while len(word) > LONGEST or len(word.encode("utf-8", "replace")) > 3 * LONGEST:
        word = word[:-1].strip("-_")
    return f"{word}-deck" if word in _RESERVED else word
