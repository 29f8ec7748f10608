"""Lines that tell the player what an import leaves out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from quiz.wording import counted


def some(names: Sequence[str], most: int = 5) -> str:
    """The first few names, with "…" if there are more."""
    shown = ", ".join(names[:most])
    return f"{shown}, …" if len(names) > most else shown


def named(names: Iterable[str], one: str, many: str = "") -> str:
    """ "2 images: cat.jpg, dog.jpg"; each name counts once."""
    unique = list(dict.fromkeys(names))
    return f"{counted(len(unique), one, many)}: {some(unique)}"


def lines_named(lines: Sequence[int], one: str, what: str, place: str = "line") -> str:
    """ "2 rows wider than the header: lines 4, 9"."""
    where = f"{place}s" if len(lines) > 1 else place
    return f"{counted(len(lines), one)} {what}: {where} {some(list(map(str, lines)), 10)}"
