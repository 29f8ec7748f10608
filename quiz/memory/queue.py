"""Which cards a round asks, and how many are waiting."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
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
    match mode:
        case Mode.REVIEW:
            queue = _due(asked, collection, now, settings)
            most = _reviews_left(collection, now, settings)
        case Mode.LEARN:
            queue = [card for card in asked if collection.memory(card.key) is None]
            most = _new_left(collection, now, settings)
        case Mode.MISTAKES:
            by_key = {card.key: card for card in asked}
            queue = [by_key[key] for key in collection.mistakes if key in by_key]
            most = len(queue)
        case _:
            queue = random.sample(asked, len(asked))
            most = len(queue)
    if mode in (Mode.REVIEW, Mode.LEARN) and settings.bury_siblings:
        queue = _without_siblings_of_today(queue, cards, collection, day)
    queue = _one_a_note(queue)[:most]
    return queue if limit is None else queue[: max(0, limit)]


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
    ranked: list[tuple[bool, float, int, Card]] = []
    for index, card in enumerate(cards):
        memory = collection.memory(card.key)
        if memory is None or not memory.is_due(now, settings.day_start_hour):
            continue
        in_days = memory.phase is Phase.REVIEW
        urgency = (
            collection.scheduler.retrievability(memory, now) if in_days else float(memory.due_ms)
        )
        ranked.append((in_days, urgency, index, card))
    return [card for *_, card in sorted(ranked, key=lambda row: row[:3])]


def _reviews_left(collection: Collection, now: Moment, settings: Settings) -> int:
    return max(0, settings.reviews_per_day - collection.reviews_today(now))


def _new_left(collection: Collection, now: Moment, settings: Settings) -> int:
    return max(0, settings.new_per_day - collection.new_today(now))


def _one_a_note(queue: Iterable[Card]) -> list[Card]:
    first: dict[tuple[str, str], Card] = {}
    for card in queue:
        first.setdefault((card.deck, card.note), card)
    return list(first.values())


def _without_siblings_of_today(
    queue: Iterable[Card], cards: Iterable[Card], collection: Collection, day: int
) -> list[Card]:
    """A card in its steps still comes back on the day on which a sibling was answered too."""
    today = collection.answered_on(day)
    answered: dict[tuple[str, str], set[str]] = {}
    for card in cards:
        if card.key in today:
            answered.setdefault((card.deck, card.note), set()).add(card.key)

    def free(card: Card) -> bool:
        others = answered.get((card.deck, card.note), set()) - {card.key}
        memory = collection.memory(card.key)
        stepping = memory is not None and memory.phase is not Phase.REVIEW
        return not others or stepping

    return [card for card in queue if free(card)]
