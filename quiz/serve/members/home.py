"""What members with the same decks share in one thread: a library, read once for all of them."""

from __future__ import annotations

import shutil
from pathlib import Path
from tempfile import mkdtemp

from quiz.game.library import Library
from quiz.storage.log.store import Store

Roots = tuple[Path, ...]


class Home:
    """A library with a folder of its own below this one. roots: folders with decks."""

    def __init__(self, folder: Path, roots: Roots) -> None:
        self.roots = roots
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = Path(mkdtemp(dir=folder))
        self._store = Store.open(self._folder)
        try:
            self._empty = self._store.copied()
            self.library = Library(self._store, roots)
        except BaseException:
            self._store.close()
            raise

    def new_store(self) -> Store:
        """An empty log for a copy of a member's events."""
        return self._empty.copied()

    def close(self) -> None:
        """Close and delete the files."""
        self.library.close()
        self._empty.close()
        self._store.close()
        shutil.rmtree(self._folder, ignore_errors=True)


class Homes:
    """The homes of one thread. folder: of this process."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._homes: dict[Roots, Home] = {}

    def of(self, roots: Roots) -> Home:
        """The home with the decks in these folders."""
        if roots not in self._homes:
            self._homes[roots] = Home(self._folder, roots)
        return self._homes[roots]

    def keep(self, roots: set[Roots]) -> None:
        """Close all homes but these."""
        for each in self._homes.keys() - roots:
            self._homes.pop(each).close()

    def forget(self, person: str) -> None:
        """Delete what was folded of someone who has gone."""
        for home in self._homes.values():
            home.library.index.forget(person)
