"""The formats that decks are exchanged in, and telling which one a file has."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches

from quiz.interchange.model import InterchangeError


@dataclass(frozen=True, slots=True)
class Format:
    """One format.

    name: as the player types it. what: a few words for the help. suffixes: of its files, the
        first one is what export writes. past: whether it can hold answers and memories.
    """

    name: str
    what: str
    suffixes: tuple[str, ...]
    past: bool = False


FORMATS = {
    each.name: each
    for each in (Format("yaml", "a deck of this game, without history", (".yaml", ".yml")),)
}

HEAD = 65_536
"""So many bytes of a file are enough to tell its format."""


def named(name: str) -> Format:
    """The format of that name; InterchangeError when there is none."""
    known = FORMATS.get(name.lower())
    if known is None:
        near = get_close_matches(name.lower(), FORMATS, 1)
        meant = f"did you mean {near[0]}?" if near else f"expected one of {', '.join(FORMATS)}"
        raise InterchangeError(f"there is no format {name}; {meant}")
    return known


def by_suffix(file: str) -> Format | None:
    """The format that files with such a name have; None when none has."""
    lower = file.lower()
    for each in FORMATS.values():
        if lower.endswith(each.suffixes):
            return each
    return None


def detect(head: bytes, file: str) -> Format:
    """The format of a file by its first `HEAD` bytes, else by the end of its name.

    Raises InterchangeError when neither tells.
    """
    by_name = by_suffix(file)
    if by_name is not None:
        return by_name
    raise InterchangeError(f"the format is not known; name it with --from: {', '.join(FORMATS)}")
