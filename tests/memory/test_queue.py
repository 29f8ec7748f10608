from __future__ import annotations

from dataclasses import replace
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from quiz.decks.model import Card
from quiz.history.events import Mark, MarkKind, Mode
from quiz.memory.collection import Collection
from quiz.memory.queue import build_queue, counts
from quiz.memory.rating import Rating
from quiz.memory.scheduler import Scheduler
from quiz.moment import Moment
from quiz.settings.model import Settings
from tests.factories import answer, card, number_id
from tests.strategies import KEYS, histories

LAWS = settings(deadline=None, max_examples=150)
DAY = 86_400_000
NOW = Moment(401 * DAY)
SCHEDULER = Scheduler()


def cards(siblings: bool) -> list[Card]:
    """Five cards with a history and five without; with siblings each two share a note."""
    names = [*KEYS, *(f"new{n}" for n in range(5))]
    return [card(key=name, note=f"note{n // 2 if siblings else n}") for n, name in enumerate(names)]


chosen = st.builds(
    Settings,
    new_per_day=st.integers(0, 5),
    reviews_per_day=st.integers(0, 5),
    bury_siblings=st.booleans(),
)
modes = st.sampled_from(list(Mode))


@LAWS
@given(histories(), chosen, modes, st.booleans(), st.none() | st.integers(0, 6), st.integers(0, 9))
def test_laws_of_every_queue(
    events: list[object],
    own: Settings,
    mode: Mode,
    siblings: bool,
    limit: int | None,
    seed: int,
) -> None:
    collection = Collection.of(events, SCHEDULER)
    library = cards(siblings)
    queue = build_queue(library, collection, NOW, own, mode, limit, Random(seed))
    notes = [c.note for c in queue]
    assert len(set(notes)) == len(notes)
    assert not {c.key for c in queue} & collection.suspended
    if limit is not None:
        assert len(queue) <= limit
    assert queue == build_queue(library, collection, NOW, own, mode, limit, Random(seed))
    if mode is Mode.LEARN:
        assert len(queue) + collection.new_today(NOW) <= max(
            own.new_per_day, collection.new_today(NOW)
        )
        assert all(collection.memory(c.key) is None for c in queue)
    if mode is Mode.REVIEW:
        assert len(queue) <= max(0, own.reviews_per_day - collection.reviews_today(NOW))
        for one in queue:
            memory = collection.memory(one.key)
            assert memory is not None
            assert memory.is_due(NOW, own.day_start_hour)
    if mode is Mode.MISTAKES:
        assert [c.key for c in queue] == [
            k for k in collection.mistakes if k in {c.key for c in queue}
        ]
    if mode is not Mode.CRAM:
        assert not {c.key for c in queue} & collection.buried(NOW.day(own.day_start_hour))


@LAWS
@given(histories(), chosen, st.booleans())
def test_counts_say_what_the_queues_hold(
    events: list[object], own: Settings, siblings: bool
) -> None:
    collection = Collection.of(events, SCHEDULER)
    library = cards(siblings)
    count = counts(library, collection, NOW, own)
    for mode, number in ((Mode.REVIEW, count.due), (Mode.LEARN, count.new)):
        assert number == len(build_queue(library, collection, NOW, own, mode, None, Random(1)))
    assert count.total == 10
    assert count.unseen == 10 - len(set(collection.memories) & set(KEYS))
    assert 0 <= count.mastered + count.learning <= count.total


def test_what_is_most_at_risk_comes_first() -> None:
    events = [
        answer(id=number_id(1), card="a", rating=Rating.EASY, moment=Moment(0)),
        answer(id=number_id(2), card="b", rating=Rating.EASY, moment=Moment(20 * DAY)),
    ]
    collection = Collection.of(events, SCHEDULER)
    library = [card(key="b", note="b"), card(key="a", note="a")]
    queue = build_queue(library, collection, NOW, Settings(), Mode.REVIEW, None, Random(0))
    assert [c.key for c in queue] == ["a", "b"]


def test_siblings_of_today_wait_until_tomorrow() -> None:
    events = [answer(id=number_id(1), card="a", rating=Rating.EASY, moment=NOW)]
    collection = Collection.of(events, SCHEDULER)
    library = [card(key="a", note="n"), card(key="b", note="n")]
    learn = build_queue(library, collection, NOW, Settings(), Mode.LEARN, None, Random(0))
    assert learn == []
    free = replace(Settings(), bury_siblings=False)
    assert len(build_queue(library, collection, NOW, free, Mode.LEARN, None, Random(0))) == 1
    tomorrow = NOW.later(DAY)
    assert build_queue(library, collection, tomorrow, Settings(), Mode.LEARN, None, Random(0))


def test_cram_takes_buried_cards_too() -> None:
    mark = Mark(number_id(1), "ada", NOW, "a", MarkKind.BURY)
    collection = Collection.of([mark], SCHEDULER)
    library = [card(key="a")]
    assert build_queue(library, collection, NOW, Settings(), Mode.CRAM, None, Random(0))
    assert not build_queue(library, collection, NOW, Settings(), Mode.QUIZ, None, Random(0))
