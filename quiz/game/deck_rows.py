"""The rows of the home screen: folders, decks and saved searches."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Mapping, Sequence
from typing import NamedTuple

from quiz.game.deck_titles import folder_of, folder_title
from quiz.game.game import TOUR_DECK, Game
from quiz.game.search import counts_of_search
from quiz.scheduling.picking import Counts
from quiz.storage.library.folders import tree
from quiz.wording import counted as count_of


class DeckRow(NamedTuple):
    """A deck, or several together.

    name: of a deck, or of a folder with a trailing slash; None for all decks. about: its
    description. decks: names of the decks that it plays; None for all. depth: how many folders it
    is in. aside: "paused", or "done" for the finished tour: rounds of several decks leave it out.
    search: the query of a saved search, whose name starts with a slash; else "".
    """

    name: str | None
    title: str
    counts: Counts
    about: str = ""
    decks: list[str] | None = None
    depth: int = 0
    aside: str = ""
    search: str = ""

    @property
    def is_folder(self) -> bool:
        """Whether it is a folder."""
        return self.name is not None and self.name.endswith("/")


def rows_of(game: Game, total: Counts, counted: Mapping[str, Counts]) -> list[DeckRow]:
    """A row for all decks, one for each folder and deck, a deck below its folder, and one for each
    saved search; none without decks. The tour comes first while it is new. Decks with the same
    title in a folder show their names, too.

    total, counted: the counts of all decks together, and of each by name.
    """
    if not counted:
        return []
    folders = game.counts_of_folders(counted)
    alike = Counter((folder_of(name), game.decks[name].title) for name in counted)
    rows = [DeckRow(None, "All decks", total, count_of(len(counted), "deck"))]
    for name, depth in tree(counted):
        decks = game.decks_named(name) if name in folders else [name]
        done = "done" if game.is_done_tour(name) else ""
        aside = "paused" if game.is_paused(decks) else done
        if name in folders:
            counts, about = folders[name], count_of(len(decks), "deck")
            title = folder_title(game, name.rstrip("/"))
        else:
            counts, about = counted[name], game.decks[name].description
            title = game.decks[name].title
            if alike[folder_of(name), title] > 1:
                title += f" ({name.rpartition('/')[2]})"
        rows.append(DeckRow(name, title, counts, about, decks, depth, aside))
    rows.sort(
        key=lambda row: row.name is not None and not (row.name == TOUR_DECK and row.counts.new)
    )
    for name, search in game.settings.searches.items():
        counts = counts_of_search(game, search)
        rows.append(DeckRow(f"/{name}", f"/ {name}", counts, search, search=search))
    return rows


def unfolded(rows: Sequence[DeckRow], folded: Container[str]) -> list[DeckRow]:
    """The rows that are in no folded folder. folded: names of folders."""
    shown = []
    hidden: DeckRow | None = None
    for row in rows:
        if hidden is not None and row.depth > hidden.depth:
            continue
        shown.append(row)
        hidden = row if row.is_folder and row.name in folded else None
    return shown
