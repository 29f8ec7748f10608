"""Knowing cards whose text is in a deck file but cannot be read for now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from quiz.card import GAP_MARK, Card, Kind

if TYPE_CHECKING:
    from quiz.decks.known import KnownCard

LONG = 8
"""Characters from which an answer is not found in a text by chance."""


def spoilt_cards(
    known: Iterable[KnownCard], found: Iterable[Card], unread: Mapping[str, str]
) -> list[KnownCard]:
    """The known cards that have not vanished: what they ask stands in the part of their deck's file
    that is left out for faults.

    Nothing else may take their progress, and they are back as soon as the file is mended.
    unread: that part by the deck's name, see `quiz.decks.loader.Loaded`.
    """
    there = {(card.deck, card.note) for card in found}
    texts = {deck: _bare(text) for deck, text in unread.items()}
    return [
        card
        for card in known
        if card.deck in texts
        and (card.deck, card.note) not in there
        and _stands_in(texts[card.deck], card)
    ]


def _stands_in(text: str, card: KnownCard) -> bool:
    _, kind, prompt, *answers = card.content.split("\x1f")
    pieces = prompt.split(GAP_MARK) if kind == Kind.CLOZE else [prompt]
    if all(_bare(piece) in text for piece in pieces):
        return True
    # Where the prompt itself is torn the answer may tell; a short one stands in any text.
    return any(len(answer) >= LONG and _bare(answer) in text for answer in answers)


def _bare(text: str) -> str:
    """The text without blanks and what YAML adds to it."""
    return "".join(char for char in text if not char.isspace() and char not in "\\\"'{}|:")
