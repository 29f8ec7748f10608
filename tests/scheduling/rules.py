"""Which cards a round asks and how many are waiting, for cards in memory."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from random import Random

from quiz.card import Card
from quiz.history.events import Mode
from quiz.moment import Moment
from quiz.scheduling.allowance import Allowance, LimitName
from quiz.scheduling.backlog import days_to_spread_over, with_share_of_today
from quiz.scheduling.exams import exams, with_pace
from quiz.scheduling.memory import Phase, is_mastered
from quiz.scheduling.picking import (
    Candidate,
    Counts,
    buries_siblings,
    in_turn,
    pick,
    rotated,
)
from quiz.scoring.challenge import QUESTIONS
from quiz.settings.settings import Settings
from tests.scheduling.collection import Collection
from tests.statistics.rules import forecast


def build_queue(
    cards: Sequence[Card],
    collection: Collection,
    now: Moment,
    settings: Settings,
    mode: Mode,
    limit: int | None,
    random: Random,
    library: Sequence[Card] | None = None,
    *,
    lifted: bool = False,
) -> list[Card]:
    """The cards of a round, without siblings, suspended cards and paused decks.

    library: all cards that share the limits with these; by default these. lifted: whether to ignore
    the daily limits.

    Review: due cards; first those in their steps, which no limit holds back, then the most likely
    to be forgotten. Learn: new cards deck by deck or, as an option, one of each deck in turn,
    continuing where it stopped; as many as today's limit allows. Quiz, Blitz, Survival: any cards,
    shuffled. Mistakes: the latest first. Cram: all cards, shuffled, regardless of limits and
    burying. Challenge: ten of these, in any order.
    """
    day = now.day(settings.day_start_hour)
    left_out = {card.key for card in cards if settings.options_of(card.deck).paused}
    left_out |= collection.suspended
    if mode not in (Mode.CRAM, Mode.CHALLENGE, Mode.EXAM):
        left_out |= collection.buried(day)
    asked = [card for card in cards if card.key not in left_out]
    allowance: Allowance | None = None
    decks = {card.key: card.deck for card in (cards if library is None else library)}
    match mode:
        case Mode.REVIEW:
            queue = _due(asked, collection, now, settings)
            done = collection.reviewed_on(day)
            limits = _spread(settings, collection, done, decks, day)
            allowance = _allowance("reviews_per_day", limits, done, decks)
        case Mode.LEARN:
            queue = [card for card in asked if collection.memory(card.key) is None]
            if settings.new_order == "interleaved":
                queue = _interleaved(queue, cards, collection)
            learnt = collection.learnt_on(day)
            known = collection.memories.keys() | collection.suspended
            unseen = Counter(deck for key, deck in decks.items() if key not in known)
            by_deck = Counter(decks.get(key, "") for key in learnt)
            limits = with_pace(settings, exams(settings, unseen, by_deck, day))
            allowance = _allowance("new_per_day", limits, learnt, decks)
        case Mode.MISTAKES:
            by_key = {card.key: card for card in asked}
            queue = [by_key[key] for key in collection.mistakes if key in by_key]
        case Mode.CHALLENGE:
            queue = asked
            limit = QUESTIONS if limit is None else min(limit, QUESTIONS)
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
        owner = None if stepping else allowance.of(card.deck) if allowance else ""
        return Candidate(card.key, (card.deck, card.note), stepping, owner)

    found = {card.key: card for card in queue}
    most = len(queue) if limit is None else max(0, limit)
    left = allowance.left if allowance and not lifted else None
    return [found[key] for key in pick(map(candidate, queue), most, answered, left)]


def _interleaved(new: Sequence[Card], cards: Sequence[Card], collection: Collection) -> list[Card]:
    seen = collection.memories
    unseen = list(dict.fromkeys(card.deck for card in cards if card.key not in seen))
    known = sum(card.key in seen for card in cards)
    by_deck: dict[str, list[Card]] = {name: [] for name in rotated(unseen, known)}
    for card in new:
        by_deck[card.deck].append(card)
    return list(in_turn(by_deck.values()))


def _spread(
    settings: Settings,
    collection: Collection,
    done: Iterable[str],
    decks: Mapping[str, str],
    day: int,
) -> Settings:
    """The settings with today's share of a spread backlog as the review limit."""

    def shares(key: str) -> bool:
        deck = decks.get(key, "")
        own = settings.options_of(deck)
        return not own.paused and own.reviews_per_day is None

    memories = [
        memory
        for key, memory in collection.memories.items()
        if key in decks and shares(key) and key not in collection.suspended
    ]
    due = forecast(memories, day, days_to_spread_over(settings, day))
    return with_share_of_today(settings, due, sum(map(shares, done)))


def _allowance(
    limit: LimitName, settings: Settings, done: Iterable[str], decks: Mapping[str, str]
) -> Allowance:
    """What is left of today's limits. done: keys of cards done today. decks: the deck of each
    card."""
    return Allowance(limit, settings, Counter(decks.get(key, "") for key in done))


def counts(
    cards: Sequence[Card],
    collection: Collection,
    now: Moment,
    settings: Settings,
    library: Sequence[Card] | None = None,
) -> Counts:
    """Count these cards; Learn and Review would ask those that are new, or due and not waiting.

    Cards of paused decks are left out, unless all decks are paused. library: as in `build_queue`.
    """
    cards = [card for card in cards if not settings.options_of(card.deck).paused] or cards
    left_out = collection.suspended
    memories = collection.memories
    seen = [memories[card.key] for card in cards if card.key in memories]
    shelved = [card for card in cards if card.key in left_out and card.key not in memories]

    def asked(mode: Mode, lifted: bool = False) -> list[Card]:
        own = Random(0)
        return build_queue(
            cards, collection, now, settings, mode, None, own, library, lifted=lifted
        )

    due = asked(Mode.REVIEW, lifted=True)
    return Counts(
        due=len(due),
        stepping=sum(memories[card.key].phase is not Phase.REVIEW for card in due),
        waiting=len(due) - len(asked(Mode.REVIEW)),
        new=len(asked(Mode.LEARN)),
        learning=sum(memory.phase is not Phase.REVIEW for memory in seen),
        mastered=sum(is_mastered(memory) for memory in seen),
        unseen=len(cards) - len(seen) - len(shelved),
        suspended=len(shelved),
        total=len(cards),
    )


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
        rank = -elapsed / memory.stability if in_days else float(memory.due_ms)
        ranked.append((in_days, rank, card.key, card))
    return [card for *_, card in sorted(ranked, key=lambda row: row[:3])]
