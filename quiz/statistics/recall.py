"""How well cards are remembered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from quiz.decks.kind import Kind
from quiz.history.events import Answer, Mode
from quiz.history.rating import Rating
from quiz.scheduling.memory import CardMemory

HARDEST = 10
"""Cards in the list of the hardest ones."""


@dataclass(frozen=True, slots=True)
class Share:
    """Part of a whole, both counts."""

    part: int = 0
    whole: int = 0

    @property
    def ratio(self) -> float | None:
        """0.0 to 1.0; None of nothing."""
        return self.part / self.whole if self.whole else None

    def plus(self, hit: bool) -> Share:
        """With one more, that belongs to the part or not."""
        return Share(self.part + hit, self.whole + 1)


@dataclass(frozen=True, slots=True)
class HardCard:
    """A card that goes wrong often. missed: answers not wholly right."""

    card: str
    missed: Share
    lapses: int


def true_retention(
    answers: Iterable[Answer], day_start_hour: int, since: int | None = None
) -> Share:
    """Share of reviews that were remembered (rated better than Again).

    Only a card's first answer on a day counts, and not on the day it was new: repeats within the
    learning steps say nothing about memory. Cram is left out. since: first day number counted.
    """
    last_day: dict[str, int] = {}
    share = Share()
    for answer in answers:
        if answer.mode is Mode.CRAM:
            continue
        day = answer.moment.day(day_start_hour)
        before = last_day.get(answer.card)
        if before is not None and day > before and (since is None or day >= since):
            share = share.plus(answer.rating is not Rating.AGAIN)
        last_day[answer.card] = max(day, before if before is not None else day)
    return share


def accuracy_by_kind(answers: Iterable[Answer]) -> dict[Kind, Share]:
    """Share of wholly right answers for each kind of card that was asked."""
    shares: dict[Kind, Share] = {}
    for answer in answers:
        shares[answer.kind] = shares.get(answer.kind, Share()).plus(answer.correct)
    return shares


def accuracy_by_mode(answers: Iterable[Answer]) -> dict[Mode, Share]:
    """Share of wholly right answers for each mode that was played."""
    shares: dict[Mode, Share] = {}
    for answer in answers:
        shares[answer.mode] = shares.get(answer.mode, Share()).plus(answer.correct)
    return shares


def hardest_cards(
    answers: Sequence[Answer], memories: Mapping[str, CardMemory], most: int = HARDEST
) -> list[HardCard]:
    """The cards missed most: by lapses, then by answers missed, then by their share."""
    shares: dict[str, Share] = {}
    for answer in answers:
        shares[answer.card] = shares.get(answer.card, Share()).plus(not answer.correct)
    rows = [
        HardCard(card, share, memories[card].lapses if card in memories else 0)
        for card, share in shares.items()
        if share.part
    ]
    rows.sort(key=lambda row: (-row.lapses, -row.missed.part, row.missed.whole, row.card))
    return rows[:most]
