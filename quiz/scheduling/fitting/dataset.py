"""A history as the optimizer sees it: the answers to each card, and which of them it predicts."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, field

from quiz.history.rating import Rating
from quiz.scheduling.fsrs_model import History

Bin = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Target:
    """An answer for the model to predict: given a day or more after the card's previous one.

    card, position: index of the history, and of the answer in it. days: since the previous answer.
    recalled: whether the rating was not Again. bin: groups similar answers for RMSE (bins).
    """

    card: int
    position: int
    days: int
    recalled: bool
    bin: Bin


@dataclass(slots=True)
class _Card:
    """A card so far. number: index of its history. reviews: answers on a later day."""

    number: int
    last_day: int
    reviews: int = 0
    lapses: int = 0
    history: list[tuple[int, int]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Dataset:
    """All answers to each card, and the targets in time order.

    A second answer on the same day is no target, as it says little about memory. It does change
    the memory, so it stays in the history.
    """

    histories: list[list[tuple[int, int]]]
    targets: list[Target]

    @classmethod
    def of(cls, answers: Iterable[tuple[str, Rating, int]]) -> Dataset:
        """From (card, rating, the player's calendar day) of each answer, in time order.

        If the day goes backwards, it counts as the same day, as in the game.
        """
        cards: dict[str, _Card] = {}
        targets: list[Target] = []
        for key, rating, day in answers:
            card = cards.setdefault(key, _Card(len(cards), day))
            days = max(0, day - card.last_day)
            card.last_day = day
            if days:
                card.reviews += 1
                group = _bin(days, card.reviews + 1, card.lapses)
                recalled = rating is not Rating.AGAIN
                targets.append(Target(card.number, len(card.history), days, recalled, group))
                card.lapses += not recalled
            card.history.append((int(rating), days))
        return cls([card.history for card in cards.values()], targets)

    def up_to(self, target: Target) -> History:
        """The card's history up to and including this answer."""
        return self.histories[target.card][: target.position + 1]


def _bin(days: int, reviews: int, lapses: int) -> Bin:
    """Groups answers with similar days, reviews and lapses, each on a logarithmic scale: the bins
    of https://github.com/open-spaced-repetition/srs-benchmark."""
    return (
        _step(days, 2.48, 3.62),
        _step(reviews, 1.99, 1.89),
        _step(lapses, 1.65, 1.73) if lapses else 0.0,
    )


def _step(number: int, scale: float, base: float) -> float:
    return scale * base ** math.floor(math.log(number, base))
