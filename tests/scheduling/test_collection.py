from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from quiz.history.effective_events import sift, union
from quiz.history.events import Mark, MarkKind, Placement, Undo
from quiz.history.kinds import UNSCHEDULED
from quiz.history.rating import Rating
from quiz.moment import Moment
from quiz.scheduling.scheduler import Scheduler
from tests.factories import answer, number_id
from tests.scheduling.collection import Collection
from tests.strategies import KEYS, histories, shuffled

SCHEDULER = Scheduler()


def same(one: Collection, other: Collection) -> bool:
    days = range(-1, 402)
    return (
        dict(one.memories) == dict(other.memories)
        and one.answers == other.answers
        and one.suspended == other.suspended
        and all(one.buried(day) == other.buried(day) for day in days)
        and one.mistakes == other.mistakes
        and [one.learnt_on(d) for d in days] == [other.learnt_on(d) for d in days]
        and [one.reviewed_on(d) for d in days] == [other.reviewed_on(d) for d in days]
    )


@given(histories(), st.integers(0, 99))
def test_memory_does_not_depend_on_the_order_of_merging(events: list[object], seed: int) -> None:
    assert same(Collection.of(events, SCHEDULER), Collection.of(shuffled(events, seed), SCHEDULER))


@given(histories(), st.integers(0, 99))
def test_undone_answer_leaves_no_trace(events: list[object], seed: int) -> None:
    collection = Collection.of(events, SCHEDULER)
    extra = answer(
        id=number_id(900), card=KEYS[seed % 5], moment=Moment(10**10), rating=Rating.AGAIN
    )
    collection.apply(extra)
    collection.apply(Undo(number_id(901), "ada", Moment(10**10), extra.id))
    assert same(collection, Collection.of(events, SCHEDULER))


@given(histories())
def test_answers_are_the_effective_answers(events: list[object]) -> None:
    collection = Collection.of(events, SCHEDULER)
    assert collection.answers == sift(events).answers
    undone = {e.target for e in events if isinstance(e, Undo)}
    reset = {
        e.card: e.id
        for e in sorted(events, key=lambda e: e.id)
        if isinstance(e, Mark) and e.kind is MarkKind.RESET and e.id not in undone
    }
    placed = [e for e in events if isinstance(e, Placement) and e.id not in undone]
    remembered = [*(a for a in sift(events).answers if a.mode not in UNSCHEDULED), *placed]
    since = {e.card for e in remembered if e.id > reset.get(e.card, "")}
    assert set(collection.memories) == since


@given(histories(), histories(), histories(), st.integers(0, 99))
def test_union_of_logs_is_a_union_of_sets(
    a: list[object], b: list[object], c: list[object], seed: int
) -> None:
    pool = {event.id: event for event in [*a, *b, *c]}
    one = [e for n, e in enumerate(pool.values()) if (n + seed) % 3]
    two = [e for n, e in enumerate(pool.values()) if (n + seed) % 2]
    three = list(pool.values())[: len(pool) // 2]
    assert union(one, two) == union(two, one)
    assert union(union(one, two), three) == union(one, union(two, three))
    assert union(one, one) == union(one)
    assert [e.id for e in union(one, two, three)] == sorted({e.id for e in [*one, *two, *three]})


@given(histories())
def test_last_mark_decides_suspension(events: list[object]) -> None:
    collection = Collection.of(events, SCHEDULER)
    only = [
        e
        for e in events
        if not isinstance(e, Mark) or e.kind in (MarkKind.SUSPEND, MarkKind.UNSUSPEND)
    ]
    marks = {mark.card: mark for mark in sift(only).marks}
    assert collection.suspended == {c for c, m in marks.items() if m.kind is MarkKind.SUSPEND}


def test_a_burial_ends_with_the_day() -> None:
    mark = Mark(number_id(1), "ada", Moment(10 * 86_400_000), "c", MarkKind.BURY)
    collection = Collection.of([mark], SCHEDULER)
    day = mark.moment.day(4)
    assert collection.buried(day) == {"c"}
    assert collection.buried(day + 1) == set()
    collection.apply(Mark(number_id(2), "ada", mark.moment, "c", MarkKind.UNBURY))
    assert collection.buried(day) == set()


def test_placement_sets_memory_until_next_answer() -> None:
    day = 86_400_000
    first = answer(id=number_id(1), card="c", moment=Moment(10 * day), rating=Rating.AGAIN)
    placed = Placement(number_id(2), "ada", Moment(20 * day), "c", 50.0, 3.0, 40, 60, 7, 2)
    collection = Collection.of([placed, first], SCHEDULER)
    memory = collection.memory("c")
    assert memory is not None
    assert (memory.stability, memory.difficulty, memory.due_day) == (50.0, 3.0, 60)
    assert (memory.reps, memory.lapses, memory.interval) == (7, 2, 40)
    collection.apply(answer(id=number_id(3), card="c", moment=Moment(60 * day)))
    after = collection.memory("c")
    assert after is not None
    assert after == SCHEDULER.review(memory, Rating.GOOD, Moment(60 * day), "c")
    collection.apply(Undo(number_id(4), "ada", Moment(61 * day), placed.id))
    assert same(
        collection,
        Collection.of(
            [first, answer(id=number_id(3), card="c", moment=Moment(60 * day))], SCHEDULER
        ),
    )
