"""Converts Anki's schedule to ours and back: days, kinds of reviews, FSRS and SM-2 memories."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from quiz.files import json_object
from quiz.formats.anki.anki_collection import AnkiCard, AnkiReview, CardType, Queue, ReviewKind
from quiz.formats.interchange import PastMemory, PastReview
from quiz.history.events import Answer, Placement
from quiz.history.kinds import UNSCHEDULED
from quiz.moment import MS_PER_DAY, MS_PER_HOUR, MS_PER_MINUTE, Moment
from quiz.scheduling.fsrs_model import DEFAULT_PARAMETERS, FsrsModel, Strength
from quiz.scheduling.memory import CardMemory, Phase
from quiz.scheduling.scheduler import Scheduler

DAY_START_HOUR = 4
"""The default start of a day, in Anki and here."""

_MODEL = FsrsModel()
_NO_ANSWERS = frozenset([ReviewKind.MANUAL, ReviewKind.RESCHEDULED])
_USUAL_EASE = 2500
_LEAST_EASE, _MOST_EASE = 1300, 5000
_LATEST_MS = 1 << 47
_MOST_DAYS = 36_500
_LONGEST_ANSWER = 24 * MS_PER_HOUR
_MOST_MS = MS_PER_MINUTE


@dataclass(frozen=True, slots=True)
class Calendar:
    """Converts day numbers between Anki (since the collection's creation) and us (since 1970).

    created: seconds since 1970; created_offset: minutes east of UTC of the clock on that day.
    offset: of the player's clock now.

    Anki counts local dates from the creation on (`rslib/src/scheduler/timing.rs`), so its day 0 is
    the date of creation.
    """

    created: int
    created_offset: int
    offset: int

    def day(self, anki_day: int) -> int:
        """Our number of an Anki day."""
        return Moment(self.created * 1000, self.created_offset).day(0) + anki_day

    def anki_day(self, day: int) -> int:
        """Anki's number of one of our days."""
        return day - self.day(0)

    def day_of(self, seconds: int) -> int:
        """The day of a time in seconds since 1970."""
        return Moment(seconds * 1000, self.offset).day(DAY_START_HOUR)

    def noon(self, day: int) -> int:
        """Noon of one of our days, in milliseconds since 1970."""
        return day * MS_PER_DAY + 12 * MS_PER_HOUR - self.offset * MS_PER_MINUTE


# ── from Anki ───────────────────────────────────────────────────────────────────


def _is_possible(review: AnkiReview) -> bool:
    """Whether the row can be an answer: a valid rating, and a time from 1970 to the year 6400."""
    return 1 <= review.ease <= 4 and 0 < review.id < _LATEST_MS


def is_answer(review: AnkiReview) -> bool:
    """Whether the row is an answer; other rows record that a card was rescheduled or reset."""
    return review.ease != 0 and review.kind not in _NO_ANSWERS


def past_reviews(
    card: AnkiCard, reviews: Sequence[AnkiReview], note: str, part: int
) -> list[PastReview]:
    """The answers among the rows of one card, in time order.

    The schedule ignores answers before the last reset, and those in a filtered deck without
    rescheduling, which Anki writes with an ease of 0.
    """
    rows = sorted(reviews, key=lambda review: review.id)
    resets = [row.id for row in rows if row.kind == ReviewKind.MANUAL and row.factor == 0]
    last_reset = max(resets, default=0)
    if card.type == CardType.NEW:
        last_reset = _LATEST_MS
    return [
        PastReview(
            note=note,
            part=part,
            ms=row.id,
            taken=min(max(row.taken, 0), _LONGEST_ANSWER),
            rating=row.ease,
            unique=f"anki:{row.id}",
            cram=row.id < last_reset or (row.kind == ReviewKind.FILTERED and row.factor == 0),
        )
        for row in rows
        if is_answer(row) and _is_possible(row)
    ]


def past_memory(
    card: AnkiCard,
    rows: Sequence[AnkiReview],
    reviews: Sequence[PastReview],
    calendar: Calendar,
    note: str,
    part: int,
) -> PastMemory | None:
    """The memory of a card after its last review; None if the card is new, or in its first steps
    with a history that determines the memory.

    rows: of the review log. reviews: from `past_reviews`, as are `note` and `part`.

    A card in relearning becomes a card in review, due when its step was. The memory is Anki's FSRS
    memory, if it has one. Otherwise it is computed as Anki does when FSRS is switched on: from the
    card's history with the default weights or, if the history does not go back to the first step,
    from the interval and the SM-2 ease.
    """
    counted = [review for review in reviews if not review.cram]
    if card.type not in (CardType.LEARNING, CardType.REVIEW, CardType.RELEARNING):
        return None
    if card.type == CardType.LEARNING and counted:
        return None
    interval = min(max(card.interval, 1), _MOST_DAYS)
    strength, last_ms = fsrs_memory(card.data)
    if strength is None:
        if card.type == CardType.LEARNING:
            return None
        first = counted[0].ms if counted else None
        if any(row.id == first and row.kind == ReviewKind.LEARNING for row in rows):
            strength = _replayed(counted, calendar)
        else:
            ease = card.factor if card.factor > 0 else _USUAL_EASE
            ease = min(max(ease, _LEAST_EASE), _MOST_EASE)
            strength = _MODEL.from_sm2(ease / 1000, interval)
    due_day = _due_day(card, calendar)
    if counted:
        last_ms = counted[-1].ms
    elif not last_ms and rows:
        # The card was only put on a day by hand.
        last_ms = rows[-1].id
    elif not last_ms:
        last_ms = calendar.noon((due_day or calendar.day(0)) - interval)
    last_ms = min(max(last_ms, 0), _LATEST_MS)
    last_day = Moment(last_ms, calendar.offset).day(DAY_START_HOUR)
    if due_day is None or not last_day <= due_day <= last_day + _MOST_DAYS:
        due_day = last_day + interval
    return PastMemory(
        note=note,
        part=part,
        ms=last_ms,
        stability=strength.stability,
        difficulty=strength.difficulty,
        interval=interval,
        due_day=max(due_day, 0),
        reps=min(max(card.reps, 1), 1_000_000),
        lapses=min(max(card.lapses, 0), 1_000_000),
    )


def fsrs_memory(data: str) -> tuple[Strength | None, int]:
    """A card's FSRS data in Anki: the memory, or None, and the time of the last review in
    milliseconds since 1970, or 0."""
    values = json_object(data)
    numbers = {
        key: float(value)
        for key in ("s", "d", "lrt")
        if isinstance(value := values.get(key), (int, float)) and abs(value) < 1e12
    }
    last_ms = int(numbers.get("lrt", 0.0) * 1000)
    if "s" not in numbers or "d" not in numbers or not numbers["s"] > 0:
        return None, last_ms
    difficulty = min(max(numbers["d"], 1.0), 10.0)
    return Strength(min(max(numbers["s"], 0.001), float(_MOST_DAYS)), difficulty), last_ms


def _replayed(reviews: Sequence[PastReview], calendar: Calendar) -> Strength:
    days = [Moment(review.ms, calendar.offset).day(DAY_START_HOUR) for review in reviews]
    passed = [day - before for before, day in zip(days[:1] + days, days, strict=False)]
    ratings = [review.rating for review in reviews]
    return _MODEL.strength([*zip(ratings, passed, strict=True)])


def _due_day(card: AnkiCard, calendar: Calendar) -> int | None:
    due = card.original_due if card.original_deck and card.original_due else card.due
    if abs(due) < 1_000_000:
        return calendar.day(due)
    return calendar.day_of(due) if 0 < due < _LATEST_MS // 1000 else None


# ── to Anki ─────────────────────────────────────────────────────────────────────


def anki_card(
    number: int,
    note: int,
    deck: int,
    ord_: int,
    memory: CardMemory | None,
    position: int,
    calendar: Calendar,
    *,
    suspended: bool,
) -> AnkiCard:
    """Our card as an Anki card; `position` orders new cards."""
    if memory is None:
        queue = Queue.SUSPENDED if suspended else Queue.NEW
        return AnkiCard(number, note, deck, ord_, CardType.NEW, queue, position)
    in_steps = memory.phase is not Phase.REVIEW
    waits_days = memory.due_day > memory.last.day(DAY_START_HOUR)
    if not in_steps:
        kind, queue = CardType.REVIEW, Queue.REVIEW
    else:
        learning = memory.phase is Phase.LEARNING
        kind = CardType.LEARNING if learning else CardType.RELEARNING
        queue = Queue.LEARNING_BY_DAYS if waits_days else Queue.LEARNING
    due = memory.due_ms // 1000 if queue is Queue.LEARNING else calendar.anki_day(memory.due_day)
    steps = max(1, 2 - memory.step) if in_steps else 0
    relearning = kind is CardType.RELEARNING
    return AnkiCard(
        number,
        note,
        deck,
        ord_,
        kind,
        Queue.SUSPENDED if suspended else queue,
        due,
        max(1, round(memory.stability)) if relearning else memory.interval,
        _ease(Strength(memory.stability, memory.difficulty)),
        memory.reps,
        memory.lapses,
        (1 if relearning else steps) * 1001 if in_steps else 0,
        data=_data(memory),
    )


def anki_reviews(
    card: int, events: Sequence[Answer | Placement], taken: set[int]
) -> list[AnkiReview]:
    """The rows of the review log for the answers to one card, in time order.

    taken: the ids in use; Anki allows one answer per millisecond, so each row takes the next free
    one and adds it. Intervals and kinds come from the default schedule, and times are capped at a
    minute, as in Anki.
    """
    scheduler = Scheduler()
    memory: CardMemory | None = None
    rows = []
    for event in sorted(events, key=lambda event: event.id):
        if isinstance(event, Placement):
            memory = scheduler.place(event)
            continue
        key = max(event.moment.ms, 1)
        while key in taken:
            key += 1
        taken.add(key)
        cram = event.mode in UNSCHEDULED
        after = memory if cram else scheduler.review(memory, event.rating, event.moment)
        factor = 0 if cram or after is None else round(((after.difficulty - 1) / 9 + 0.1) * 1000)
        rows.append(
            AnkiReview(
                key,
                card,
                int(event.rating),
                _logged_interval(after),
                _logged_interval(memory),
                factor,
                min(event.ms, _MOST_MS),
                _review_kind(memory, cram=cram),
            )
        )
        memory = after
    return rows


def _review_kind(before: CardMemory | None, *, cram: bool) -> ReviewKind:
    if cram:
        return ReviewKind.FILTERED
    if before is None or before.phase is Phase.LEARNING:
        return ReviewKind.LEARNING
    return ReviewKind.REVIEW if before.phase is Phase.REVIEW else ReviewKind.RELEARNING


def _logged_interval(memory: CardMemory | None) -> int:
    if memory is None:
        return 0
    if memory.phase is Phase.REVIEW:
        return memory.interval
    return -max(1, (memory.due_ms - memory.last.ms) // 1000)


def _ease(strength: Strength) -> int:
    """The SM-2 ease in thousandths, for use without FSRS."""
    ease = _MODEL.to_sm2(strength)
    return round(min(max(ease * 1000, _LEAST_EASE), _MOST_EASE))


def _data(memory: CardMemory) -> str:
    """In Anki's format: stability with four decimals, difficulty with three."""
    values = {
        "s": round(memory.stability, 4),
        "d": round(memory.difficulty, 3),
        "decay": round(DEFAULT_PARAMETERS[20], 3),
        "lrt": memory.last.ms // 1000,
    }
    return json.dumps(values, separators=(",", ":"))
