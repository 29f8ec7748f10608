"""The answers of decks, prepared for drawing distractors and for grading."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from random import Random

from quiz.card import Card
from quiz.grading.grade import OtherAnswers
from quiz.round.distractor_pool import DistractorPool

DECKS_KEPT = 8
"""Decks whose answers are kept."""


class Answers:
    """The answers of the decks asked last. cards_of: reads the cards of a deck; none when its file
    has gone in the middle of a round."""

    def __init__(self, cards_of: Callable[[str], list[Card]]) -> None:
        self._cards_of = cards_of
        self._kept: OrderedDict[str, tuple[DistractorPool, OtherAnswers]] = OrderedDict()

    def distractors(self, card: Card, count: int, random: Random) -> tuple[str, ...]:
        """So many wrong answers to choose among, from the card's deck."""
        return self.prepared(card.deck)[0].draw(card, count, random)

    def others(self, card: Card) -> OtherAnswers:
        """The answers of the card's deck."""
        return self.prepared(card.deck)[1]

    def prepared(self, deck: str) -> tuple[DistractorPool, OtherAnswers]:
        """The answers of a deck; reads them at first."""
        known = self._kept.get(deck)
        if known is None:
            cards = self._cards_of(deck)
            known = self._kept[deck] = DistractorPool(cards), OtherAnswers.of(cards)
            while len(self._kept) > DECKS_KEPT:
                self._kept.popitem(last=False)
        self._kept.move_to_end(deck)
        return known
