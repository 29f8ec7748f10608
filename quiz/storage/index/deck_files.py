"""The deck files that the index has read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from quiz.storage.index.database import Index
from quiz.storage.library.find import FoundFile


class FileRow(NamedTuple):
    """A file as it was when it was last read.

    mtime: in nanoseconds; -1 if it does not show whether the file changed. digest: of its bytes; ""
    if they could not be read.
    """

    number: int
    name: str
    size: int
    mtime: int
    digest: str

    def is_still(self, file: FoundFile) -> bool:
        """Whether the file is as it was, by time and size."""
        same = (self.size, self.mtime, self.name) == (file.size, file.mtime, file.name)
        return same and file.mtime != -1


def file_rows(index: Index) -> dict[str, FileRow]:
    """The files that were read, by path."""
    rows = index.rows("SELECT path, number, name, size, mtime, digest FROM files")
    return {path: FileRow(*row) for path, *row in rows}


def take_cards_out(index: Index, decks: Iterable[int]) -> None:
    """Remove the cards of the decks with these numbers."""
    numbers = [(number,) for number in decks]
    index.many("DELETE FROM cards WHERE deck = ?", numbers)
    for player in index.column("SELECT number FROM players"):
        index.many(
            f"UPDATE states SET deck = NULL, note = NULL WHERE player = {player} AND deck = ?",
            numbers,
        )


def place_states(index: Index, places: Sequence[tuple[int, int, str]]) -> None:
    """Let the states of cards belong to these decks and notes. places: deck, note and card."""
    for player in index.column("SELECT number FROM players"):
        index.many(
            f"UPDATE states SET deck = ?, note = ? WHERE player = {player} AND card = ?", places
        )


def take_states_over(index: Index, twins: Iterable[int]) -> None:
    """Let the states of cards that are in the library, too, leave these decks outside of it."""
    places = [
        place
        for player in index.column("SELECT number FROM players")
        for twin in twins
        for place in index.rows(
            "SELECT c.deck, c.note, s.card FROM states s JOIN cards c "
            "ON c.key = s.card AND c.deck NOT IN left_out WHERE s.player = ? AND s.deck = ?",
            (player, twin),
        )
    ]
    if places:
        with index.transaction():
            place_states(index, places)
