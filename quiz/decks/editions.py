"""Tracks which editions of a deck each device has seen, to find out what two devices had in common.

Each time a deck is exported or joined, everything written since becomes an edition with its own
name. If only one side has an item, it is new to the other side if that side has not seen the item's
edition; otherwise the other side has deleted it. Any number of devices may join in any order.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Editions:
    """seen: names of editions. of: for each item of the deck, the editions that contain it. An item
    is the digest of a note or field, see `quiz.decks.cards.digest`."""

    seen: frozenset[str] = frozenset()
    of: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def taken_down(self, items: Iterable[str], name: str, chosen: str = "") -> Editions:
        """The editions of a deck with these items; new items get the edition `name`, and so does
        the item `chosen`, which was chosen over another."""
        own = frozenset((name,))
        of = {item: own if item == chosen else self.of.get(item, own) for item in items}
        return Editions(self.seen | own if own in of.values() else self.seen, of)

    def seen_by(self, item: str, other: Editions) -> bool:
        """Whether the other side has seen all editions of this item."""
        return self.of[item] <= other.seen

    def joined(self, other: Editions, items: Iterable[str], name: str) -> Editions:
        """The editions of a joined deck with these items; those that neither side had, or only as
        deleted ones, get the edition `name`."""
        of: dict[str, frozenset[str]] = {}
        own = frozenset((name,))
        for item in items:
            mine, theirs = self.of.get(item, frozenset()), other.of.get(item, frozenset())
            left = (mine & theirs) | (mine - other.seen) | (theirs - self.seen)
            of[item] = left or own
        seen = self.seen | other.seen
        return Editions(seen | own if own in of.values() else seen, of)
