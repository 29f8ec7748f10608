"""Which cards a round asks, and how many are waiting."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from random import Random

from quiz.decks.model import Card
from quiz.history.events import Mode
from quiz.memory.collection import Collection
from quiz.memory.memory import CardMemory, Phase
from quiz.moment import Moment
from quiz.settings.model import Settings

MASTERED_DAYS = 21.0
"""Stability, in days, from which a card counts as mastered (Anki calls such cards mature)."""


@dataclass(frozen=True, slots=True)
class Counts:
    """Cards of some decks.

    due: to be reviewed now, within the day's limit. new: to be learnt today, within the limit.
    learning: in their steps. mastered: stable for `MASTERED_DAYS` or more.
    unseen: never answered, whatever the limit. suspended. total: all cards.
    """

    due: int
    new: int
    learning: int
    mastered: int
    unseen: int
    suspended: int
    total: int


@dataclass(frozen=True, slots=True)
class Candidate:
    """A card that may be asked: its key, and what it shares with its siblings.

    note: equal for the cards of one note and different for all others.
    stepping: whether the card is in its learning steps.
    """

    key: str
    note: Hashable
    stepping: bool = False


def pick(
    candidates: Iterable[Candidate],
    most: int,
    answered_today: Mapping[Hashable, AbstractSet[str]] | None = None,
) -> list[str]:
    """The keys of the first `most` candidates, never two of the same note.

    answered_today: for each note the keys of its cards answered today; a card whose siblings are
    among them waits until tomorrow, unless it is in its steps.
    """
    today = answered_today or {}
    picked: dict[Hashable, str] = {}
    if most <= 0:
        return []
    for card in candidates:
        if card.note in picked:
            continue
        if not card.stepping and today.get(card.note, frozenset()) - {card.key}:
            continue
        picked[card.note] = card.key
        if len(picked) == most:
            break
    return list(picked.values())


def urgency(stability: float, elapsed: int) -> float:
    """How likely the card is forgotten: the higher, the lower its retrievability.

    The forgetting curve depends on nothing but elapsed days over stability, so that this orders
    cards just as their retrievability does.
    """
    return elapsed / stability


def build_queue(
    cards: Sequence[Card],
    collection: Collection,
    now: Moment,
    settings: Settings,
    mode: Mode,
    limit: int | None,
    random: Random,
) -> list[Card]:
    """The cards of a round, never two of the same note and never a suspended one.

    Review: what is due, cards in their steps first, then by falling risk of being forgotten.
    Learn: new cards in the order of their decks, as many as the day still allows.
    Quiz, Blitz, Survival: any cards, shuffled. Mistakes: the latest first. Cram: all, shuffled;
    neither the day's limits nor burying bind it.
    """
    day = now.day(settings.day_start_hour)
    left_out = set(collection.suspended)
    if mode is not Mode.CRAM:
        left_out |= collection.buried(day)
    asked = [card for card in cards if card.key not in left_out]
    most = len(asked)
    match mode:
        case Mode.REVIEW:
            queue = _due(asked, collection, now, settings)
            most = reviews_left(collection.reviews_today(now), settings)
        case Mode.LEARN:
            queue = [card for card in asked if collection.memory(card.key) is None]
            most = new_left(collection.new_today(now), settings)
        case Mode.MISTAKES:
            by_key = {card.key: card for card in asked}
            queue = [by_key[key] for key in collection.mistakes if key in by_key]
        case _:
            queue = random.sample(asked, len(asked))
    answered: dict[Hashable, set[str]] = {}
    if buries_siblings(mode, settings):
        today = collection.answered_on(day)
        for card in cards:
            if card.key in today:
                answered.setdefault((card.deck, card.note), set()).add(card.key)

    def candidate(card: Card) -> Candidate:
        memory = collection.memory(card.key)
        stepping = memory is not None and memory.phase is not Phase.REVIEW
        return Candidate(card.key, (card.deck, card.note), stepping)

    found = {card.key: card for card in queue}
    most = most if limit is None else min(most, max(0, limit))
    return [found[key] for key in pick(map(candidate, queue), most, answered)]


def buries_siblings(mode: Mode, settings: Settings) -> bool:
    """Whether siblings of a card answered today wait until tomorrow."""
    return settings.bury_siblings and mode in (Mode.REVIEW, Mode.LEARN)


def reviews_left(reviews_today: int, settings: Settings) -> int:
    """How many reviews the day still allows."""
    return max(0, settings.reviews_per_day - reviews_today)


def new_left(new_today: int, settings: Settings) -> int:
    """How many new cards the day still allows."""
    return max(0, settings.new_per_day - new_today)


def counts(
    cards: Sequence[Card], collection: Collection, now: Moment, settings: Settings
) -> Counts:
    """Count these cards; due and new are what Review and Learn would ask now."""
    left_out = collection.suspended
    memories = collection.memories
    seen = [memories[card.key] for card in cards if card.key in memories]

    def waiting(mode: Mode) -> int:
        return len(build_queue(cards, collection, now, settings, mode, None, Random(0)))

    return Counts(
        due=waiting(Mode.REVIEW),
        new=waiting(Mode.LEARN),
        learning=sum(memory.phase is not Phase.REVIEW for memory in seen),
        mastered=sum(is_mastered(memory) for memory in seen),
        unseen=len(cards) - len(seen),
        suspended=sum(card.key in left_out for card in cards),
        total=len(cards),
    )


def is_mastered(memory: CardMemory) -> bool:
    """Whether the card is in review and stable for `MASTERED_DAYS` or more."""
    return memory.phase is Phase.REVIEW and memory.stability >= MASTERED_DAYS


def _due(
    cards: Iterable[Card], collection: Collection, now: Moment, settings: Settings
) -> list[Card]:
    hour = settings.day_start_hour
    ranked: list[tuple[bool, float, str, Card]] = []
    for card in cards:
        memory = collection.memory(card.key)
        if memory is None or not memory.is_due(now, hour):
            continue
        in_days = memory.phase is Phase.REVIEW
        elapsed = max(0, now.day(hour) - memory.last.day(hour))
        rank = -urgency(memory.stability, elapsed) if in_days else float(memory.due_ms)
        ranked.append((in_days, rank, card.key, card))
    return [card for *_, card in sorted(ranked, key=lambda row: row[:3])]
