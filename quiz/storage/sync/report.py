"""What a sync did, for the player."""

from __future__ import annotations

from dataclasses import dataclass, field

from quiz.display import one_line, shortened
from quiz.wording import counted

_MOST_SHOWN = 3
_LONGEST = 100
"""Letters of a change that are shown in a sentence."""


@dataclass(slots=True)
class Report:
    """received, sent: events. told: what of the decks here was passed on, a line each. held: lines
    that cannot be read yet. devices: those heard of. changes: what changed here, and what the
    player should know, a line each. waiting: what has not arrived whole, or cannot be taken over
    yet. foreign: files that were left alone. questions: cards that were changed on both sides and
    wait for the player to choose. away: why servers of classes could not be asked."""

    received: int = 0
    sent: int = 0
    told: list[str] = field(default_factory=list)
    held: int = 0
    devices: list[str] = field(default_factory=list)
    changes: list[str] = field(default_factory=list)
    waiting: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)
    questions: int = 0
    away: list[str] = field(default_factory=list)

    @property
    def news(self) -> str:
        """What came from other devices, in one sentence; "" if nothing did."""
        parts = []
        if self.received:
            parts.append(counted(self.received, "answer or change", "answers and changes"))
        if self.changes:
            shown, more = self.changes[:_MOST_SHOWN], len(self.changes) - _MOST_SHOWN
            parts += [shortened(one_line(each), _LONGEST) for each in shown]
            parts += [f"and {more} more"] * (more > 0)
        return f"{'; '.join(parts)}." if parts else ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing was new on either side."""
        return not (self.received or self.sent or self.told or self.changes)
