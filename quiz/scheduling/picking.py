"""Which of the cards that come into question a round asks, and what a day allows."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import islice
from typing import NamedTuple, TypeVar

from quiz.history.kinds import Mode
from quiz.settings.model import Settings

_T = TypeVar("_T")


class Counts(NamedTuple):
    """Cards of some decks.

    due: to be reviewed now, whatever the day's limit. stepping: those of them that are in their
    steps, which no limit keeps back. waiting: those that the limit leaves for another day.
    new: to be learnt today, within the limit. learning: in their steps, due or not.
    mastered: stable for `MASTERED_DAYS` or more. unseen: never answered, whatever the limit.
    suspended. total: all cards.
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
    """A card that may be asked: its key, and what it shares with its siblings.

    note: equal for the cards of one note and different for all others.
    stepping: whether the card is in its learning steps.
    owner: names the allowance that it draws on, see `allowance`; None for none: a card in its steps
        was begun on a day that allowed it, and is asked to the end.
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

    answered_today: for each note the keys of its cards answered today; a card whose siblings are
    among them waits until tomorrow, unless it is in its steps.
    left: of each owner how many may be picked, None for any number.
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
    """The decks, beginning with the one whose turn it is after `seen` cards."""
    start = seen % len(decks) if decks else 0
    return [*decks[start:], *decks[:start]]


def in_turn(decks: Iterable[Iterable[_T]]) -> Iterator[_T]:
    """One card of each deck in turn, for as long as any has one."""
    left = [iter(deck) for deck in decks]
    while left:
        going = []
        for deck in left:
            for card in islice(deck, 1):
                going.append(deck)
                yield card
        left = going


def urgency(stability: float, elapsed: int) -> float:
    """How likely the card is forgotten: the higher, the lower its retrievability.

    The forgetting curve depends on nothing but elapsed days over stability, so that this orders
    cards just as their retrievability does.
    """
    return elapsed / stability


def buries_siblings(mode: Mode, settings: Settings) -> bool:
    """Whether siblings of a card answered today wait until tomorrow."""
    return settings.bury_siblings and mode in (Mode.REVIEW, Mode.LEARN)


def best_mode(counts: Counts) -> Mode:
    """What to play next on these cards: what is due, else something new, else what the limit has
    left waiting, else a quiz."""
    if counts.due > counts.waiting:
        return Mode.REVIEW
    if counts.new:
        return Mode.LEARN
    return Mode.REVIEW if counts.waiting else Mode.QUIZ
