"""A reset card is new again; its answers stay in the statistics."""

from __future__ import annotations

from quiz.history.effective_events import union
from quiz.history.events import Mark, MarkKind, Undo
from quiz.history.rating import Rating
from quiz.moment import Moment
from quiz.scheduling.scheduler import Scheduler
from tests.factories import answer, number_id
from tests.scheduling.collection import Collection

DAY = 86_400_000
SCHEDULER = Scheduler()


def at(day: int) -> Moment:
    return Moment(day * DAY + 12 * 3_600_000)


LEARNT = [
    answer(id=1, card="a", moment=at(1), rating=Rating.EASY),
    answer(id=2, card="a", moment=at(10), rating=Rating.AGAIN, credit=0.0),
]
RESET = Mark(number_id(3), "ada", at(20), "a", MarkKind.RESET)
AFTER = answer(id=4, card="a", moment=at(21), rating=Rating.GOOD)


def test_a_reset_card_is_new_and_its_answers_stay() -> None:
    collection = Collection.of([*LEARNT, RESET], SCHEDULER)
    state = collection.states["a"]
    assert collection.memory("a") is None
    assert collection.mistakes == []
    assert (state.asked, state.missed) == (2, 1)
    assert collection.answers == LEARNT


def test_answer_after_reset_counts_as_first() -> None:
    collection = Collection.of([*LEARNT, RESET, AFTER], SCHEDULER)
    assert collection.memory("a") == SCHEDULER.review(None, Rating.GOOD, at(21), "a")
    assert collection.learnt_on(at(21).day(4)) == {"a"}


def test_reset_can_be_undone() -> None:
    undo = Undo(number_id(5), "ada", at(20), RESET.id)
    before = Collection.of(LEARNT, SCHEDULER)
    after = Collection.of([*LEARNT, RESET, undo], SCHEDULER)
    assert after.memories == before.memories
    assert after.mistakes == before.mistakes == ["a"]


def test_histories_are_joined_by_union() -> None:
    here, elsewhere = [*LEARNT, RESET], [*LEARNT, AFTER]
    joined = Collection.of(union(here, elsewhere), SCHEDULER)
    assert joined.memories == Collection.of([*here, AFTER], SCHEDULER).memories
