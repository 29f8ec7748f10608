"""Decks as a tree: a slash in a deck's name stands between folders."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from quiz.settings.model import folders_of


class Branch(NamedTuple):
    """A deck, or a folder that holds decks. name: of a folder it ends with a slash. depth: in how
    many folders it is."""

    name: str
    depth: int

    @property
    def is_folder(self) -> bool:
        """Whether it is a folder."""
        return self.name.endswith("/")


def folders(decks: Iterable[str]) -> list[str]:
    """The names of all folders that these decks are in, each with a slash behind it."""
    return [branch.name for branch in tree(decks) if branch.is_folder]


def below(folder: str, decks: Iterable[str]) -> list[str]:
    """Those of the decks that are in this folder, or in one within it."""
    start = folder.rstrip("/") + "/"
    return [deck for deck in decks if deck.startswith(start)]


def tree(decks: Iterable[str]) -> Iterator[Branch]:
    """The decks in their order, each below its folder; a folder stands where its first deck is."""
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
