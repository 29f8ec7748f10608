"""Which of the candidate cards a round asks, within the day's limits."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from quiz.history.kinds import Mode
from quiz.settings.settings import Settings

if TYPE_CHECKING:
    from random import Random

_T = TypeVar("_T")


LONGEST_ROUND = 1_000
"""The most cards in a round without another limit; nobody answers more in one sitting."""


class Counts(NamedTuple):
    """Counts of cards in some decks.

    due: due now, ignoring the daily limit. stepping: of the due, those in their learning steps,
    which no limit holds back. waiting: of the due, those that the limit leaves for another day.
    new: to learn today, within the limit. learning: in their steps, due or not.
    mastered: stability of `MASTERED_DAYS` or more. unseen: never answered and not suspended,
    ignoring the limit. suspended: never answered and suspended; a suspended card with an answer
    counts by its memory. total: all cards.
    """

    due: int
    stepping: int
    waiting: int
    new: int
    learning: int
    mastered: int
    unseen: int
    suspended: int
    total: int


class Candidate(NamedTuple):
    """A card that may be asked.

    note: identifies its note; siblings share it.
    stepping: whether the card is in its learning steps.
    owner: the allowance it counts against, see `Allowance`; None if no limit applies. A card in its
        steps has already been counted when it was started, so it is always asked to the end.
    """

    key: str
    note: Hashable
    stepping: bool = False
    owner: str | None = ""


def pick(
    candidates: Iterable[Candidate],
    most: int,
    answered_today: Mapping[Hashable, AbstractSet[str]] | None = None,
    left: Mapping[str, int] | None = None,
) -> list[str]:
    """The keys of the first `most` candidates, never two of the same note.

    answered_today: for each note, the keys of its cards answered today. Their siblings wait until
    tomorrow, unless they are in their steps.
    left: how many may be picked for each owner; None for no limit.
    """
    today = answered_today or {}
    budget = None if left is None else dict(left)
    picked: dict[Hashable, str] = {}
    if most <= 0:
        return []
    for card in candidates:
        if card.note in picked:
            continue
        if not card.stepping and today.get(card.note, frozenset()) - {card.key}:
            continue
        if budget is not None and card.owner is not None:
            if budget[card.owner] <= 0:
                continue
            budget[card.owner] -= 1
        picked[card.note] = card.key
        if len(picked) == most:
            break
    return list(picked.values())


def rotated(decks: Sequence[_T], seen: int) -> list[_T]:
    """The decks, starting with the one whose turn it is after `seen` cards."""
    start = seen % len(decks) if decks else 0
    return [*decks[start:], *decks[:start]]


def in_turn(decks: Iterable[Iterable[_T]]) -> Iterator[_T]:
    """One card from each deck in turn, until all are used up."""
    left = [iter(deck) for deck in decks]
    while left:
        going = []
        for deck in left:
            for card in islice(deck, 1):
                going.append(deck)
                yield card
        left = going


def shuffled(total: int, random: Random) -> Iterator[int]:
    """The numbers below `total` in random order; yields the first ones without shuffling all."""
    if total <= 4 * LONGEST_ROUND:
        yield from random.sample(range(total), total)
        return
    first = random.sample(range(total), 2 * LONGEST_ROUND)
    yield from first
    rest = list(set(range(total)).difference(first))
    random.shuffle(rest)
    yield from rest


def buries_siblings(mode: Mode, settings: Settings) -> bool:
    """Whether siblings of cards answered today wait until tomorrow."""
    return settings.bury_siblings and mode in (Mode.REVIEW, Mode.LEARN)


def best_mode(counts: Counts) -> Mode:
    """The mode to play next: due cards first, then new ones, then those beyond the review limit,
    else a quiz."""
    if counts.due > counts.waiting:
        return Mode.REVIEW
    if counts.new:
        return Mode.LEARN
    return Mode.REVIEW if counts.waiting else Mode.QUIZ
