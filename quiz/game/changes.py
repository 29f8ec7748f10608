"""What a reading of the library found changed, for the player."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quiz.wording import counted

if TYPE_CHECKING:
    from quiz.decks.identity import Matching


def changes_text(matching: Matching | None) -> str:
    """How many cards were edited or moved, and how many could continue more than one vanished card;
    "" if there are none."""
    if matching is None:
        return ""
    changes = (
        (matching.edited, "edited, progress kept"),
        (matching.moved, "moved, progress kept"),
        (matching.ambiguous, "could continue more than one old card and start as new"),
    )
    return "; ".join(f"{counted(len(cards), 'card')} {what}" for cards, what in changes if cards)
