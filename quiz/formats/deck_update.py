"""Takes an author's corrections into an imported deck and keeps what the player changed: a join of
three versions, with the last import as the base."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from quiz.decks.join import Conflict, JoinResult, join, settle, version
from quiz.decks.note import Note


@dataclass(frozen=True, slots=True)
class DeckUpdate:
    """The join of an own deck with a newer version of what was imported into it.

    gone: the player's notes that the newer version no longer has; they stay. chosen: the conflicts
    in which the player takes the author's text. is_first: whether the last import is unknown, so
    that nobody knows what the player changed.
    """

    joined: JoinResult
    gone: tuple[Note, ...]
    chosen: tuple[Conflict, ...] = ()
    is_first: bool = False

    def settled(self, conflict: Conflict, *, mine: bool) -> DeckUpdate:
        """The update with the player's or the author's text of a card."""
        chosen = tuple(each for each in self.chosen if each != conflict)
        return replace(self, chosen=chosen if mine else (*chosen, conflict))

    @property
    def result(self) -> JoinResult:
        """The join with all conflicts settled: the player's text stays unless chosen otherwise."""
        joined = self.joined
        for conflict in joined.questions:
            joined = settle(joined, conflict, mine=conflict not in self.chosen)
        deleted = {version(c.theirs) for c in joined.conflicts if c.mine is None and c.theirs}
        added = tuple(note for note in joined.added if version(note) not in deleted)
        return replace(joined, added=added)


def updated(
    base: Iterable[Note] | None, mine: Sequence[Note], theirs: Sequence[Note]
) -> DeckUpdate:
    """Join the player's notes with those of a newer version.

    base: the notes of the last import; None if unknown: then all differences count as the author's.
    A note without an id that was edited is known by its likeness, see `quiz.decks.likeness`.
    """
    joined = join(mine if base is None else base, mine, theirs)
    gone = joined.removed
    if base is None:
        # These are also the player's own cards.
        gone = ()
    return DeckUpdate(replace(joined, removed=()), gone, is_first=base is None)
