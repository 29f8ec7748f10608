"""Recognises cards that are still in a deck file, but unreadable for now."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from quiz.card import Card, Kind

if TYPE_CHECKING:
    from quiz.decks.known_card import KnownCard

_GAP = re.compile(r"\[[^\[\]]*…\]")
LONG = 8
"""An answer with at least this many characters does not appear in a text by chance."""


def spoilt_cards(
    known: Iterable[KnownCard], found: Iterable[Card], unread: Mapping[str, str]
) -> list[KnownCard]:
    """The known cards whose prompt or answer is in the part of their deck's file that is left out
    for faults.

    They keep their progress and are back as soon as the file is fixed.
    unread: that part of the file by deck name, see `quiz.decks.loader.LoadResult`.
    """
    there = {(card.deck, card.note) for card in found}
    texts = {deck: _bare(text) for deck, text in unread.items()}
    gone = [card for card in known if card.deck in texts and (card.deck, card.note) not in there]
    # A note is left out as a whole; of some cards, only parts are written in the file.
    notes = {(card.deck, card.note) for card in gone if _stands_in(texts[card.deck], card)}
    return [card for card in gone if (card.deck, card.note) in notes]


def _stands_in(text: str, card: KnownCard) -> bool:
    _, kind, prompt, *answers = card.content.split("\x1f")
    if kind == Kind.OCCLUSION:
        return any(f"name{_bare(answer)}" in text for answer in answers)
    pieces = _GAP.split(prompt) if kind == Kind.CLOZE else [prompt]
    if all(_bare(piece) in text for piece in pieces):
        return True
    # If the prompt is broken, look for the answer; a short one could be in any text.
    return any(len(answer) >= LONG and _bare(answer) in text for answer in answers)


def _bare(text: str) -> str:
    """The text without spaces and YAML punctuation."""
    return "".join(char for char in text if not char.isspace() and char not in "\\\"'{}|:")
