"""Mastery: how much of a deck is new, in learning, young or mastered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from quiz.card import Card
from quiz.scheduling.memory import CardMemory, Phase, is_mastered


@dataclass(frozen=True, slots=True)
class Mastery:
    """Cards by how well they are known.

    new: never answered. learning: in the learning or relearning steps.
    young: in review and not mastered. mastered: see `quiz.scheduling.memory`.
    """

    new: int = 0
    learning: int = 0
    young: int = 0
    mastered: int = 0

    @property
    def total(self) -> int:
        """All cards."""
        return self.new + self.learning + self.young + self.mastered

    @property
    def share(self) -> float:
        """How much of the deck is mastered, 0.0 to 1.0; 0.0 without cards."""
        return self.mastered / self.total if self.total else 0.0


def mastery(cards: Iterable[Card], memories: Mapping[str, CardMemory]) -> Mastery:
    """The mastery of these cards. memories: by card key, without new cards."""
    new = learning = young = mastered = 0
    for card in cards:
        memory = memories.get(card.key)
        if memory is None:
            new += 1
        elif memory.phase is not Phase.REVIEW:
            learning += 1
        elif is_mastered(memory):
            mastered += 1
        else:
            young += 1
    return Mastery(new, learning, young, mastered)


def mastery_by_deck(
    cards: Iterable[Card], memories: Mapping[str, CardMemory]
) -> dict[str, Mastery]:
    """The mastery of each deck by name, in the order in which the decks first appear."""
    decks: dict[str, list[Card]] = {}
    for card in cards:
        decks.setdefault(card.deck, []).append(card)
    return {name: mastery(found, memories) for name, found in decks.items()}
