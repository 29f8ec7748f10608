"""Statistics computed from all answers at once, for comparing the index with them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from quiz.card import Card, Kind
from quiz.history.events import Answer, Mode
from quiz.history.kinds import UNSCHEDULED
from quiz.history.rating import Rating
from quiz.moment import Moment
from quiz.scheduling.memory import CardMemory, Phase, is_mastered
from quiz.scoring.level import level_of
from quiz.scoring.mastery import Mastery
from quiz.settings.settings import Settings
from quiz.statistics.recall import HARDEST, HardCard, Share
from quiz.statistics.summary import FORECAST_DAYS, MONTH_DAYS, Statistics
from tests.scoring.rules import each_points, streak_of

_Key = TypeVar("_Key")


def statistics(
    answers: Sequence[Answer],
    memories: Mapping[str, CardMemory],
    cards: Sequence[Card],
    settings: Settings,
    now: Moment,
    suspended: Container[str] = (),
    undone: Sequence[Answer] = (),
    since: int | None = None,
) -> Statistics:
    """All statistics of these cards.

    answers: theirs, in time order. memories: theirs, by key. suspended: keys of suspended cards.
    undone: the answers to them that the player undid. since: the first day to count in the sums,
    shares and retention; None for all. Level, streak, calendar and hardest cards are of all time.
    """
    hour = settings.day_start_hour
    today = now.day(hour)
    asked = {
        card.key
        for card in cards
        if card.key not in suspended and not settings.options_of(card.deck).paused
    }
    points = points_by_day(answers, hour, undone)
    chosen = [a for a in answers if since is None or a.moment.day(hour) >= since]
    return Statistics(
        today=today,
        answers=len(chosen),
        correct=sum(answer.correct for answer in chosen),
        seconds=sum(min(answer.ms, settings.longest_answer_ms) for answer in chosen) / 1000,
        level=level_of(sum(points.values())),
        streak=streak_of(answers, today, hour),
        by_day=answers_by_day(answers, hour),
        points_by_day=points,
        seconds_by_day=seconds_by_day(answers, hour, settings.longest_answer_ms),
        retention=true_retention(answers, hour, since),
        retention_month=true_retention(answers, hour, today - MONTH_DAYS + 1),
        target=settings.retention,
        forecast=forecast([memory for key, memory in memories.items() if key in asked], today),
        hardest=hardest_cards(answers, memories),
        kinds=accuracy_by_kind(chosen),
        retained=retention_by_kind(answers, hour, since),
        modes=accuracy_by_mode(chosen),
        mastery=mastery_by_deck(cards, memories, suspended),
    )


def answers_by_day(answers: Sequence[Answer], day_start_hour: int) -> Counter[int]:
    """Number of answers on each day, by day number (see `Moment.day`)."""
    return Counter(answer.moment.day(day_start_hour) for answer in answers)


def seconds_by_day(
    answers: Sequence[Answer], day_start_hour: int, longest_ms: int
) -> dict[int, float]:
    """Time spent answering on each day, each answer at most `longest_ms`: a card left open counts
    no more."""
    days: dict[int, int] = {}
    for answer in answers:
        day = answer.moment.day(day_start_hour)
        days[day] = days.get(day, 0) + min(answer.ms, longest_ms)
    return {day: ms / 1000 for day, ms in days.items()}


def points_by_day(
    answers: Sequence[Answer], day_start_hour: int, undone: Sequence[Answer] = ()
) -> dict[int, int]:
    """Points earned on each day with answers; their sum is the player's score.

    answers: the effective ones, in time order. undone: those that the player undid.
    """
    days: dict[int, int] = {}
    for answer, earned in zip(answers, each_points(answers, undone), strict=True):
        day = answer.moment.day(day_start_hour)
        days[day] = days.get(day, 0) + earned
    return days


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
        share = _plus(share, answer.rating is not Rating.AGAIN)
    return share


def retention_by_kind(
    answers: Iterable[Answer], day_start_hour: int, since: int | None = None
) -> dict[Kind, Share]:
    """The true retention of each kind of card; see `true_retention`."""
    shares: dict[Kind, Share] = {}
    for answer in _reviews(answers, day_start_hour, since):
        before = shares.get(answer.kind, Share())
        shares[answer.kind] = _plus(before, answer.rating is not Rating.AGAIN)
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
            shares[key] = _plus(shares.get(key, Share()), answer.correct)
    return shares


def _plus(share: Share, hit: bool) -> Share:
    return Share(share.part + hit, share.whole + 1)


def hardest_cards(answers: Sequence[Answer], memories: Mapping[str, CardMemory]) -> list[HardCard]:
    """The cards missed most: by lapses, then number of misses, then share of misses."""
    shares: dict[str, Share] = {}
    for answer in answers:
        shares[answer.card] = _plus(shares.get(answer.card, Share()), not answer.correct)
    rows = [
        HardCard(card, share, memories[card].lapses if card in memories else 0)
        for card, share in shares.items()
        if share.part
    ]
    rows.sort(key=lambda row: (-row.lapses, -row.missed.part, row.missed.whole, row.card))
    return rows[:HARDEST]


def forecast(
    memories: Iterable[CardMemory], today: int, days: int = FORECAST_DAYS
) -> tuple[int, ...]:
    """Number of cards due on each of the next `days` days; overdue cards count for today."""
    due = [0] * days
    for memory in memories:
        ahead = max(0, memory.due_day - today)
        if ahead < days:
            due[ahead] += 1
    return tuple(due)


def mastery(cards: Iterable[Card], memories: Mapping[str, CardMemory]) -> Mastery:
    """The mastery of these cards. memories: by card key, without new cards."""
    new = learning = young = mastered = 0
    for card in cards:
        memory = memories.get(card.key)
        if memory is None:
            new += 1
        elif memory.phase is not Phase.REVIEW:
            learning += 1
        elif is_mastered(memory):
            mastered += 1
        else:
            young += 1
    return Mastery(new, learning, young, mastered)


def mastery_by_deck(
    cards: Iterable[Card],
    memories: Mapping[str, CardMemory],
    suspended: Collection[str] = (),
) -> dict[str, Mastery]:
    """The mastery of each deck by name, in the order in which the decks first appear."""
    decks: dict[str, list[Card]] = {}
    for card in cards:
        asked = decks.setdefault(card.deck, [])
        if card.key in memories or card.key not in suspended:
            asked.append(card)
    return {name: mastery(found, memories) for name, found in decks.items()}
