"""Decks as a tree of folders; slashes in a deck's name separate folders."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from quiz.settings.settings import folders_of


class Branch(NamedTuple):
    """A deck or a folder. name: ends with a slash for a folder. depth: number of folders around
    it."""

    name: str
    depth: int

    @property
    def is_folder(self) -> bool:
        """Whether it is a folder."""
        return self.name.endswith("/")


def folders(decks: Iterable[str]) -> list[str]:
    """The names of all folders that these decks are in, each with a final slash."""
    return [branch.name for branch in tree(decks) if branch.is_folder]


def below(folder: str, decks: Iterable[str]) -> list[str]:
    """The decks in this folder or its subfolders."""
    start = folder.rstrip("/") + "/"
    return [deck for deck in decks if deck.startswith(start)]


def tree(decks: Iterable[str]) -> Iterator[Branch]:
    """The decks in order, each below its folder; a folder comes where its first deck would."""
    top: dict[str, Any] = {}
    for deck in decks:
        place = top
        for folder in reversed(list(folders_of(deck))):
            place = place.setdefault(f"{folder}/", {})
        place[deck] = None
    yield from _branches(top, 0)


def _branches(place: dict[str, Any], depth: int) -> Iterator[Branch]:
    for name, inside in place.items():
        yield Branch(name, depth)
        if inside:
            yield from _branches(inside, depth + 1)
