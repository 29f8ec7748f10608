"""Cards that ask the same: an answer that is right for one is right for all."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property

from quiz.card import Card
from quiz.grading.noise import same_but_for_noise
from quiz.text.normalise import forms, normalise

_Place = tuple[str, str]


class SamePrompt:
    """Finds cards that ask the same as a given card.

    It looks up answers first: they are short, and then only few of the long prompts need folding.
    """

    def __init__(self, cards: Callable[[], Iterable[Card]]) -> None:
        """cards: returns all cards, the same on each call; folded at the first lookup."""
        self._cards = cards
        self._prompts: dict[_Place, list[tuple[str, Card]]] = {}

    @cached_property
    def _by_answer(self) -> dict[_Place, list[Card]]:
        """The cards by deck and folded right answer."""
        answered: dict[_Place, list[Card]] = {}
        for card in self._cards():
            for text in card.accepted:
                for variant in forms(text, card.language).variants:
                    answered.setdefault((card.deck, variant), []).append(card)
        return answered

    def cards(self, loose: str, card: Card) -> list[Card]:
        """The cards with the same deck and prompt for which a folded text is right.

        Prompts are the same if they differ only by noise, and show the same picture; -m and -M are
        different.
        """
        place = (card.deck, loose)
        prompts = self._prompts.get(place)
        if prompts is None:
            right = self._by_answer.get(place, ())
            prompts = [(normalise(other.prompt), other) for other in right]
            self._prompts[place] = prompts
        if not prompts:
            return []
        asked = normalise(card.prompt)
        return [
            other
            for prompt, other in prompts
            if prompt == asked
            and card.beside == other.beside
            and same_but_for_noise(card.prompt, other.prompt)
        ]
