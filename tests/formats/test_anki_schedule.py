"""Days, reviews and memories, converted between Anki and quiz."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.formats.anki.anki_collection import AnkiCard, AnkiReview, CardType, Queue, ReviewKind
from quiz.formats.anki.schedule import (
    Calendar,
    anki_card,
    anki_reviews,
    fsrs_memory,
    past_memory,
    past_reviews,
)
from quiz.formats.interchange import PastMemory
from quiz.history.rating import Rating
from quiz.moment import MS_PER_DAY, Moment
from quiz.scheduling.fsrs_model import FsrsModel, Strength, strength_after
from quiz.scheduling.memory import CardMemory, Phase
from tests.factories import answer

CREATED = 1_600_000_000
"""2020-09-13 12:26:40 UTC."""

CALENDAR = Calendar(CREATED, 0, 0)
CREATED_DAY = 18_518
START = CREATED * 1000

CARD = AnkiCard(
    1, 2, 3, 0, CardType.REVIEW, Queue.REVIEW, due=40, interval=20, factor=2500, reps=3, lapses=1
)


def row(ago: int, ease: int = 3, kind: int = ReviewKind.REVIEW, **more: Any) -> AnkiReview:
    values = {"interval": 1, "last_interval": 1, "factor": 2500, "taken": 5_000, **more}
    return AnkiReview(id=START + ago * MS_PER_DAY, card=1, ease=ease, kind=kind, **values)


def memory_of(
    card: AnkiCard, *rows: AnkiReview, calendar: Calendar = CALENDAR
) -> PastMemory | None:
    return past_memory(card, rows, past_reviews(card, rows, "n", 0), calendar, "n", 0)


# ── days ────────────────────────────────────────────────────────────────────────


def test_day_nought_is_the_local_date_of_the_creation() -> None:
    assert Calendar(CREATED, 0, 0).day(0) == CREATED_DAY
    assert Calendar(CREATED, 12 * 60, 0).day(0) == CREATED_DAY + 1
    assert Calendar(CREATED, -13 * 60, 0).day(5) == CREATED_DAY + 4


@given(st.integers(0, 2**33), st.integers(-840, 840), st.integers(-(10**6), 10**6))
def test_days_convert_both_ways(created: int, offset: int, day: int) -> None:
    calendar = Calendar(created, offset, 0)
    assert calendar.anki_day(calendar.day(day)) == day


def test_noon_belongs_to_its_day() -> None:
    for offset in (-600, 0, 345):
        assert Moment(Calendar(0, 0, offset).noon(19_000), offset).day() == 19_000


# ── reviews ─────────────────────────────────────────────────────────────────────


def test_only_answers_are_answers() -> None:
    rows = [row(1), row(2, 0, ReviewKind.MANUAL), row(3, 0, ReviewKind.RESCHEDULED), row(0, 1)]
    assert [(r.ms - START, r.rating) for r in past_reviews(CARD, rows, "n", 1)] == [
        (0, 1),
        (MS_PER_DAY, 3),
    ]


def test_impossible_rows_are_not_answers() -> None:
    rows = [row(1, 5), row(1, -1), row(1)._replace(id=-5), row(1)._replace(id=2**60)]
    assert past_reviews(CARD, rows, "n", 0) == []


def test_answers_before_a_reset_do_not_count() -> None:
    rows = [row(1), row(2, 0, ReviewKind.MANUAL, factor=0), row(3)]
    assert [r.cram for r in past_reviews(CARD, rows, "n", 0)] == [True, False]
    moved = [row(1), row(2, 0, ReviewKind.MANUAL, factor=2500), row(3)]
    assert [r.cram for r in past_reviews(CARD, moved, "n", 0)] == [False, False]


def test_answers_of_forgotten_card_do_not_count() -> None:
    assert [r.cram for r in past_reviews(AnkiCard(1, 2, 3, 0), [row(1)], "n", 0)] == [True]


def test_filtered_decks_count_where_they_reschedule() -> None:
    rows = [row(1, kind=ReviewKind.FILTERED, factor=0), row(2, kind=ReviewKind.FILTERED)]
    assert [r.cram for r in past_reviews(CARD, rows, "n", 0)] == [True, False]


def test_answer_times_are_plausible() -> None:
    rows = [row(1, taken=-5), row(2, taken=10**12)]
    reviews = past_reviews(CARD, rows, "n", 0)
    assert [r.taken for r in reviews] == [0, MS_PER_DAY]
    assert reviews[0].unique == f"anki:{START + MS_PER_DAY}"


# ── memory from Anki ────────────────────────────────────────────────────────────


def test_fsrs_memory_is_imported_unchanged() -> None:
    card = CARD._replace(data='{"s":12.5,"d":7.25,"dr":0.9,"decay":0.154,"cd":"{}"}')
    assert memory_of(card, row(20)) == PastMemory(
        "n", 0, START + 20 * MS_PER_DAY, 12.5, 7.25, 20, CREATED_DAY + 40, 3, 1
    )


def test_difficulty_follows_from_ease_without_full_history() -> None:
    memory = memory_of(CARD, row(20))
    assert memory is not None
    assert memory.stability == pytest.approx(20)
    assert memory.difficulty == pytest.approx(FsrsModel().from_sm2(2.5, 20).difficulty)
    harder = memory_of(CARD._replace(factor=1300), row(20))
    assert harder is not None
    assert harder.difficulty > memory.difficulty
    unknown = memory_of(CARD._replace(factor=0), row(20))
    assert unknown == memory


def test_memory_follows_from_complete_history() -> None:
    memory = memory_of(CARD, row(10, 3, ReviewKind.LEARNING), row(20, 4))
    first = strength_after(FsrsModel().next(None, 0, 0.9), Rating.GOOD)
    second = strength_after(FsrsModel().next(first, 10, 0.9), Rating.EASY)
    assert memory is not None
    assert Strength(memory.stability, memory.difficulty) == second


def test_last_review_is_derived_from_schedule_without_history() -> None:
    memory = memory_of(CARD)
    assert memory is not None
    assert Moment(memory.ms).day() == CREATED_DAY + 20
    told = memory_of(CARD._replace(data=json.dumps({"lrt": CREATED + 86_400 * 22})))
    assert told is not None
    assert told.ms == START + 22 * MS_PER_DAY


def test_a_card_that_was_put_on_a_day_by_hand_was_last_seen_then() -> None:
    memory = memory_of(CARD._replace(due=50, interval=0), row(40, 0, ReviewKind.MANUAL))
    assert memory is not None
    assert memory.ms == START + 40 * MS_PER_DAY
    assert memory.due_day == CREATED_DAY + 50


def test_new_cards_have_no_memory() -> None:
    assert memory_of(AnkiCard(1, 2, 3, 0, data='{"s":1,"d":5}')) is None
    assert memory_of(CARD._replace(type=9)) is None


def test_first_steps_follow_from_the_history() -> None:
    learning = CARD._replace(type=CardType.LEARNING, queue=Queue.LEARNING, due=CREATED + 86_400)
    assert memory_of(learning, row(0, kind=ReviewKind.LEARNING)) is None
    assert memory_of(learning) is None
    known = memory_of(learning._replace(data='{"s":2,"d":5}', interval=0))
    assert known is not None
    assert (known.interval, known.due_day) == (1, CREATED_DAY + 1)


def test_relearning_card_is_due_with_its_step() -> None:
    card = CARD._replace(type=CardType.RELEARNING, queue=Queue.LEARNING, due=CREATED + 86_400 * 20)
    memory = memory_of(card, row(20, 1))
    assert memory is not None
    assert memory.due_day == CREATED_DAY + 20


def test_card_in_filtered_deck_keeps_its_due_day() -> None:
    memory = memory_of(CARD._replace(due=-100_000, original_due=33, original_deck=9), row(20))
    assert memory is not None
    assert memory.due_day == CREATED_DAY + 33


def test_impossible_due_days_follow_from_the_interval() -> None:
    for due in (-900_000, 999_999, 2**62, -(2**62)):
        memory = memory_of(CARD._replace(due=due), row(20))
        assert memory is not None
        assert memory.due_day == CREATED_DAY + 40


@pytest.mark.parametrize(
    "data",
    ["", "{", "[]", "null", '"s"', '{"s":1}', '{"s":"1","d":5}', '{"s":0,"d":5}', '{"s":-1,"d":5}',
     '{"s":NaN,"d":5}', '{"s":1e99,"d":5}', '{"s":Infinity,"d":5}', "[" * 10_000],
)  # fmt: skip
def test_no_memory_of_fsrs(data: str) -> None:
    assert fsrs_memory(data)[0] is None


def test_memories_of_fsrs_stay_in_bounds() -> None:
    assert fsrs_memory('{"s":1e6,"d":11}')[0] == Strength(36_500.0, 10.0)
    assert fsrs_memory('{"s":1e-9,"d":-1}')[0] == Strength(0.001, 1.0)


_numbers = st.one_of(st.integers(-(2**63), 2**63 - 1), st.integers(-5, 5), st.integers(0, 10**5))


@given(st.lists(_numbers, min_size=13, max_size=13), st.text(max_size=8),
       st.lists(st.lists(_numbers, min_size=7, max_size=7), max_size=3))  # fmt: skip
def test_any_card_is_understood(values: list[int], data: str, reviews: list[list[int]]) -> None:
    card = AnkiCard(1, 2, 3, *values[:12], data=data)
    rows = [AnkiReview(each[0], 1, *each[1:]) for each in reviews]
    memory = memory_of(card, *rows)
    if memory is not None:
        assert 0.001 <= memory.stability <= 36_500
        assert 1 <= memory.difficulty <= 10
        assert 1 <= memory.interval <= 36_500
        assert 0 <= memory.ms < 2**48
        assert memory.due_day >= 0


# ── to Anki and back ────────────────────────────────────────────────────────────


@given(
    st.floats(0.01, 36_000), st.floats(1, 10), st.integers(1, 5_000), st.integers(0, 50),
    st.integers(0, 3_000), st.sampled_from([-480, 0, 345]),
)  # fmt: skip
def test_a_memory_survives(
    stability: float, difficulty: float, interval: int, lapses: int, day: int, offset: int
) -> None:
    last = Moment(START + day * MS_PER_DAY, offset)
    calendar = Calendar(CREATED, offset, offset)
    memory = CardMemory(
        Phase.REVIEW, 0, stability, difficulty, last.ms + interval * MS_PER_DAY,
        last.day() + interval, last, lapses + 5, lapses, interval,
    )  # fmt: skip
    card = anki_card(1, 2, 3, 0, memory, 7, calendar, suspended=False)
    again = memory_of(card, calendar=calendar)
    assert again is not None
    assert again.stability == pytest.approx(stability, abs=1e-4)
    assert again.difficulty == pytest.approx(difficulty, abs=1e-3)
    assert again.ms == last.ms // 1000 * 1000
    assert (again.interval, again.due_day) == (interval, memory.due_day)
    assert (again.reps, again.lapses) == (memory.reps, lapses)
    assert 1300 <= card.factor <= 5000


def _memory(phase: Phase, step: int, minutes: int) -> CardMemory:
    last = Moment(START)
    due = START + minutes * 60_000
    return CardMemory(phase, step, 3.2, 5.0, due, Moment(due).day(), last, 2, 1, 0)


def test_steps_keep_their_instant_or_their_day() -> None:
    soon = anki_card(1, 2, 3, 0, _memory(Phase.LEARNING, 0, 10), 1, CALENDAR, suspended=False)
    assert (soon.type, soon.queue, soon.due, soon.left, soon.interval) == (
        CardType.LEARNING, Queue.LEARNING, CREATED + 600, 2002, 0
    )  # fmt: skip
    later = anki_card(1, 2, 3, 0, _memory(Phase.LEARNING, 1, 2880), 1, CALENDAR, suspended=False)
    assert (later.queue, later.due, later.left) == (Queue.LEARNING_BY_DAYS, 2, 1001)
    lapsed = anki_card(1, 2, 3, 0, _memory(Phase.RELEARNING, 0, 10), 1, CALENDAR, suspended=True)
    assert (lapsed.type, lapsed.queue, lapsed.left, lapsed.interval) == (
        CardType.RELEARNING, Queue.SUSPENDED, 1001, 3
    )  # fmt: skip


def test_new_cards_keep_their_order() -> None:
    card = anki_card(1, 2, 3, 1, None, 9, CALENDAR, suspended=False)
    assert (card.type, card.queue, card.due, card.data) == (CardType.NEW, Queue.NEW, 9, "")
    assert anki_card(1, 2, 3, 1, None, 9, CALENDAR, suspended=True).queue == Queue.SUSPENDED


def test_answers_become_rows_of_their_kind() -> None:
    from quiz.history.events import Mode, Placement

    def at(number: int, days: float, rating: int, mode: Mode = Mode.REVIEW) -> Any:
        moment = Moment(START + int(days * MS_PER_DAY))
        return answer(id=number, moment=moment, rating=Rating(rating), mode=mode, ms=1_234)

    placed = Placement(answer(id=9).id, "ada", Moment(START), "c", 30.0, 5.0, 30, 0, 1, 0)
    events = [at(1, 0, 3), at(2, 0.01, 3), at(3, 3, 1), at(4, 3.01, 3), at(5, 3.02, 4, Mode.CRAM),
              placed, at(10, 40, 2)]  # fmt: skip
    rows = anki_reviews(7, events, set())
    assert [(r.ease, r.kind) for r in rows] == [
        (3, ReviewKind.LEARNING), (3, ReviewKind.LEARNING), (1, ReviewKind.REVIEW),
        (3, ReviewKind.RELEARNING), (4, ReviewKind.FILTERED), (2, ReviewKind.REVIEW),
    ]  # fmt: skip
    assert rows[0].last_interval == 0
    assert rows[0].interval == -600
    assert rows[2].last_interval == rows[1].interval > 0
    assert rows[4].factor == 0 < rows[5].factor
    assert all(r.card == 7 and r.taken == 1_234 for r in rows)


def test_card_left_open_takes_a_minute_in_anki() -> None:
    rows = anki_reviews(7, [answer(id=1, ms=40 * 60_000), answer(id=2, ms=59_999)], set())
    assert [row.taken for row in rows] == [60_000, 59_999]


def test_no_two_rows_have_one_millisecond() -> None:
    taken = {START}
    rows = anki_reviews(7, [answer(id=n, moment=Moment(START)) for n in (1, 2)], taken)
    assert [r.id for r in rows] == [START + 1, START + 2]
    assert taken == {START, START + 1, START + 2}


@given(st.floats(1.3, 4.0), st.floats(0.5, 3_000))
def test_the_ease_of_sm2_survives(ease: float, interval: float) -> None:
    strength = FsrsModel().from_sm2(ease, interval)
    assert strength.stability == pytest.approx(interval, rel=1e-5)
    if 1 < strength.difficulty < 10:
        assert FsrsModel().to_sm2(strength) == pytest.approx(ease, rel=1e-3)
