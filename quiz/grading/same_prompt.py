"""Cards that ask the same: what is right for one of them is right for each."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property

from quiz.decks.card import Card
from quiz.grading.forgiven import same_but_for_noise
from quiz.text.normalise import forms, normalise

_Place = tuple[str, str]


class SamePrompt:
    """Finds cards that ask the same as a card, by what is right for them: answers are short and
    prompts long, so that prompts are folded only of the few cards that a text is right for."""

    def __init__(self, cards: Callable[[], Iterable[Card]]) -> None:
        """cards: gives all cards, the same each time; they are folded when first asked for."""
        self._cards = cards
        self._prompts: dict[_Place, list[tuple[str, Card]]] = {}

    @cached_property
    def _answered(self) -> dict[_Place, list[Card]]:
        """The cards that a folded text is right for, by their deck and that text."""
        answered: dict[_Place, list[Card]] = {}
        for card in self._cards():
            for text in card.answers:
                for variant in forms(text, card.language).variants:
                    answered.setdefault((card.deck, variant), []).append(card)
        return answered

    def cards(self, loose: str, card: Card) -> list[Card]:
        """The cards of the same deck and prompt that a folded text is right for.

        Prompts are the same when they differ by noise only: not -m and -M.
        """
        place = (card.deck, loose)
        prompts = self._prompts.get(place)
        if prompts is None:
            right = self._answered.get(place, ())
            prompts = [(normalise(other.prompt), other) for other in right]
            self._prompts[place] = prompts
        if not prompts:
            return []
        asked = normalise(card.prompt)
        return [
            other
            for prompt, other in prompts
            if prompt == asked and same_but_for_noise(card.prompt, other.prompt)
        ]
