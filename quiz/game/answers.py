"""The answers in each deck, prepared for drawing distractors and for grading."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from random import Random

from quiz.card import Card
from quiz.grading.grade import OtherAnswers
from quiz.round.distractor_pool import DistractorPool

DECKS_KEPT = 8
"""Number of decks whose answers are kept in memory."""


class Answers:
    """The answers of the decks used last. cards_of: reads the cards of a deck; empty if its file
    disappeared during a round."""

    def __init__(self, cards_of: Callable[[str], list[Card]]) -> None:
        self._cards_of = cards_of
        self.prepared = lru_cache(DECKS_KEPT)(self._read)
        """The answers of a deck, read on first use."""

    def distractors(self, card: Card, count: int, random: Random) -> tuple[str, ...]:
        """Up to `count` wrong answers from the card's deck."""
        return self.prepared(card.deck)[0].draw(card, count, random)

    def others(self, card: Card) -> OtherAnswers:
        """The answers of the card's deck."""
        return self.prepared(card.deck)[1]

    def _read(self, deck: str) -> tuple[DistractorPool, OtherAnswers]:
        cards = self._cards_of(deck)
        return DistractorPool(cards), OtherAnswers.of(cards)
