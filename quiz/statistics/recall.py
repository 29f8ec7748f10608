"""How well the player remembers cards."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from quiz.card import Kind
from quiz.history.events import Answer, Mode
from quiz.history.kinds import UNSCHEDULED
from quiz.history.rating import Rating
from quiz.scheduling.memory import CardMemory

_Key = TypeVar("_Key")

HARDEST = 10
"""Length of the list of hardest cards."""


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a whole, both as counts."""

    part: int = 0
    whole: int = 0

    @property
    def ratio(self) -> float | None:
        """0.0 to 1.0; None if the whole is 0."""
        return self.part / self.whole if self.whole else None

    def plus(self, hit: bool) -> Share:
        """The share with one more in the whole, and in the part too if it is a hit."""
        return Share(self.part + hit, self.whole + 1)


@dataclass(frozen=True, slots=True)
class HardCard:
    """A card often answered wrong. missed: share of its answers that were not fully correct."""

    card: str
    missed: Share
    lapses: int


def true_retention(
    answers: Iterable[Answer], day_start_hour: int, since: int | None = None
) -> Share:
    """Share of reviews in which the card was recalled (rated better than Again).

    Only the first answer to a card on a day counts, and not on the day it was new: repeats within
    the learning steps say nothing about memory. Modes that leave the schedule alone are left out.
    since: first day to count.
    """
    share = Share()
    for answer in _reviews(answers, day_start_hour, since):
        share = share.plus(answer.rating is not Rating.AGAIN)
    return share


def retention_by_kind(
    answers: Iterable[Answer], day_start_hour: int, since: int | None = None
) -> dict[Kind, Share]:
    """The true retention of each kind of card; see `true_retention`."""
    shares: dict[Kind, Share] = {}
    for answer in _reviews(answers, day_start_hour, since):
        before = shares.get(answer.kind, Share())
        shares[answer.kind] = before.plus(answer.rating is not Rating.AGAIN)
    return {kind: shares[kind] for kind in Kind if kind in shares}


def _reviews(answers: Iterable[Answer], day_start_hour: int, since: int | None) -> Iterator[Answer]:
    last_day: dict[str, int] = {}
    for answer in answers:
        if answer.mode in UNSCHEDULED:
            continue
        day = answer.moment.day(day_start_hour)
        before = last_day.get(answer.card)
        if before is not None and day > before and (since is None or day >= since):
            yield answer
        last_day[answer.card] = max(day, before if before is not None else day)


def accuracy_by_kind(answers: Iterable[Answer]) -> dict[Kind, Share]:
    """Share of fully correct answers for each kind of card asked, without wrong guesses."""
    return _shares((answer.kind, answer) for answer in answers)


def accuracy_by_mode(answers: Iterable[Answer]) -> dict[Mode, Share]:
    """Share of fully correct answers for each mode played, without wrong guesses."""
    return _shares((answer.mode, answer) for answer in answers)


def _shares(answers: Iterable[tuple[_Key, Answer]]) -> dict[_Key, Share]:
    shares: dict[_Key, Share] = {}
    for key, answer in answers:
        if answer.counts:
            shares[key] = shares.get(key, Share()).plus(answer.correct)
    return shares


def hardest_cards(
    answers: Sequence[Answer], memories: Mapping[str, CardMemory], most: int = HARDEST
) -> list[HardCard]:
    """The cards missed most: by lapses, then number of misses, then share of misses."""
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
