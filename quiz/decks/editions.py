"""Which writings of a deck a device has seen, so that what two devices had in common can be told.

Each time a deck is given away or joined, what was written in it since is an edition with a name of
its own. What one side has and the other has not is new to the other side when that has not seen
its edition, and was deleted there when it has. Any number of devices may join in any order.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import blake2b


@dataclass(frozen=True, slots=True)
class Editions:
    """seen: names of editions. of: for each item of the deck the editions that it came with."""

    seen: frozenset[str] = frozenset()
    of: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def taken_down(self, items: Iterable[str], name: str) -> Editions:
        """The editions of a deck that holds these items now; what is new gets this name."""
        of = {item: self.of.get(item) or frozenset((name,)) for item in items}
        new = any(item not in self.of for item in of)
        return Editions(self.seen | {name} if new else self.seen, of)

    def seen_by(self, item: str, other: Editions) -> bool:
        """Whether the other side had this item once, in each of its editions."""
        return self.of[item] <= other.seen

    def joined(
        self, other: Editions, items: Iterable[str], name: str, again: Iterable[str] = ()
    ) -> Editions:
        """The editions of a deck that was joined and holds these items.

        What neither side had, or only as something deleted, gets this name; and so do the items of
        `again`, which were chosen over others.
        """
        of: dict[str, frozenset[str]] = {}
        own = frozenset((name,))
        chosen = set(again)
        for item in items:
            mine, theirs = self.of.get(item, frozenset()), other.of.get(item, frozenset())
            left = (mine & theirs) | (mine - other.seen) | (theirs - self.seen)
            of[item] = own if item in chosen or not left else left
        seen = self.seen | other.seen
        return Editions(seen | own if own in of.values() else seen, of)


def item_of(text: str) -> str:
    """What stands for a note or a field of the deck in its editions: 16 hexadecimal digits."""
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
