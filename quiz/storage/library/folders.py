"""Decks as a tree of folders; slashes in a deck's name separate folders. A deck with the name of a
folder is in it, as Anki's decks have subdecks."""

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
    name = folder.rstrip("/")
    return [deck for deck in decks if deck == name or deck.startswith(f"{name}/")]


def tree(decks: Iterable[str]) -> Iterator[Branch]:
    """The decks in order, each below its folder; a folder comes where its first deck would."""
    top: dict[str, Any] = {}
    names = list(decks)
    inner = {folder for deck in names for folder in folders_of(deck)}
    for deck in names:
        place = top
        own = [deck] if deck in inner else []
        for folder in reversed([*own, *folders_of(deck)]):
            place = place.setdefault(f"{folder}/", {})
        place[deck] = None
    yield from _branches(top, 0)


def _branches(place: dict[str, Any], depth: int) -> Iterator[Branch]:
    for name, inside in place.items():
        yield Branch(name, depth)
        if inside:
            yield from _branches(inside, depth + 1)
