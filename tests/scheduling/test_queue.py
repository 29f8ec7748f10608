from __future__ import annotations

from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.card import Card
from quiz.history.events import Mark, MarkKind, Mode, Placement
from quiz.history.rating import Rating
from quiz.moment import Moment
from quiz.scheduling.memory import Phase
from quiz.scheduling.scheduler import Scheduler
from quiz.settings.settings import Settings
from tests.factories import answer, card, number_id
from tests.scheduling.collection import Collection
from tests.scheduling.rules import build_queue, counts, is_mastered
from tests.strategies import KEYS, histories

DAY = 86_400_000
NOW = Moment(401 * DAY)
SCHEDULER = Scheduler()


@st.composite
def libraries(draw: st.DrawFn) -> list[Card]:
    """Five cards with a history and five without.

    Each has its own note, or two share one, or they only seem to, as two decks may use the same
    names.
    """
    names = draw(st.permutations([*KEYS, *(f"new{n}" for n in range(5))]))
    share, decks = draw(st.sampled_from([(1, 1), (2, 1), (2, 2)]))
    return [
        card(key=name, note=f"note{n // share}", deck=f"deck{n % decks}")
        for n, name in enumerate(names)
    ]


@st.composite
def histories_until_now(draw: st.DrawFn) -> tuple[Collection, Moment]:
    """A history, and a moment shortly after it, so that today's answers often count."""
    events = draw(histories(time_ordered=True))
    collection = Collection.of(events, SCHEDULER)
    wait = draw(st.sampled_from([0, 60_000, 1_200_000, DAY // 2, DAY, 40 * DAY]))
    return collection, Moment(max((event.moment.ms for event in events), default=0) + wait)


chosen = st.builds(
    Settings()._replace,
    new_per_day=st.integers(0, 5),
    reviews_per_day=st.integers(0, 5),
    bury_siblings=st.booleans(),
)
modes = st.sampled_from(list(Mode))


def one_a_note(queue: list[Card]) -> list[Card]:
    notes = [(c.deck, c.note) for c in queue]
    return [c for n, c in enumerate(queue) if notes.index((c.deck, c.note)) == n]


def in_steps(collection: Collection, key: str) -> bool:
    memory = collection.memory(key)
    return memory is not None and memory.phase is not Phase.REVIEW


@given(histories_until_now(), chosen, modes, libraries(), st.integers(0, 6), st.integers(0, 9))
def test_laws_of_every_queue(
    past: tuple[Collection, Moment],
    own: Settings,
    mode: Mode,
    library: list[Card],
    limit: int,
    seed: int,
) -> None:
    collection, now = past
    queue = build_queue(library, collection, now, own, mode, None, Random(seed))
    assert one_a_note(queue) == queue
    assert all(c in library for c in queue)
    assert not {c.key for c in queue} & collection.suspended
    assert queue == build_queue(library, collection, now, own, mode, None, Random(seed))
    assert queue[:limit] == build_queue(library, collection, now, own, mode, limit, Random(seed))
    assert build_queue(library, collection, now, own, mode, -1, Random(seed)) == []
    if mode is not Mode.CRAM:
        assert not {c.key for c in queue} & collection.buried(now.day(own.day_start_hour))


@given(histories_until_now(), chosen, libraries(), st.integers(0, 9))
def test_every_mode_asks_its_cards_in_order(
    past: tuple[Collection, Moment], own: Settings, library: list[Card], seed: int
) -> None:
    collection, now = past
    day = now.day(own.day_start_hour)
    allowed = [c for c in library if c.key not in collection.suspended]
    unburied = [c for c in allowed if c.key not in collection.buried(day)]

    def sibling_was_answered_today(one: Card) -> bool:
        return any(
            (c.deck, c.note) == (one.deck, one.note) and c.key != one.key
            for c in library
            if c.key in collection.answered_on(day)
        )

    def waits(one: Card) -> bool:
        steps = in_steps(collection, one.key)
        return own.bury_siblings and not steps and sibling_was_answered_today(one)

    def risk(one: Card) -> tuple[bool, float]:
        memory = collection.memories[one.key]
        if in_steps(collection, one.key):
            return False, memory.due_ms
        return True, SCHEDULER.retrievability(memory, now)

    def rank(one: Card) -> tuple[bool, float, str]:
        memory = collection.memories[one.key]
        in_days, by_time = risk(one)
        elapsed = day - memory.last.day(own.day_start_hour)
        return in_days, -max(0, elapsed) / memory.stability if in_days else by_time, one.key

    def queue(mode: Mode) -> list[Card]:
        return build_queue(library, collection, now, own, mode, None, Random(seed))

    free = [c for c in unburied if not waits(c)]
    memories = collection.memories
    due = [c for c in free if c.key in memories and memories[c.key].is_due(now, own.day_start_hour)]
    left = max(0, own.reviews_per_day - len(collection.reviewed_on(day)))
    review = queue(Mode.REVIEW)
    wanted = one_a_note(sorted(due, key=rank))
    steps = [c for c in wanted if in_steps(collection, c.key)]
    assert review == steps + [c for c in wanted if c not in steps][:left]
    assert [risk(c) for c in review] == sorted(risk(c) for c in review)
    new = [c for c in free if c.key not in memories]
    left = max(0, own.new_per_day - len(collection.learnt_on(day)))
    assert queue(Mode.LEARN) == one_a_note(new)[:left]
    latest_first = sorted(
        (c for c in unburied if c.key in collection.mistakes),
        key=lambda c: collection.mistakes.index(c.key),
    )
    assert queue(Mode.MISTAKES) == one_a_note(latest_first)
    for mode in (Mode.QUIZ, Mode.BLITZ, Mode.SURVIVAL):
        assert {(c.deck, c.note) for c in queue(mode)} == {(c.deck, c.note) for c in unburied}
    assert {(c.deck, c.note) for c in queue(Mode.CRAM)} == {(c.deck, c.note) for c in allowed}


def test_a_quiz_is_shuffled() -> None:
    library = [card(key=str(n), note=str(n)) for n in range(30)]
    collection = Collection(SCHEDULER)
    queues = [
        build_queue(library, collection, NOW, Settings(), Mode.QUIZ, None, Random(seed))
        for seed in range(3)
    ]
    assert all(sorted(queue, key=library.index) == library for queue in queues)
    assert not any(one == other for one, other in pairwise([library, *queues]))


@given(histories_until_now(), chosen, libraries())
def test_counts_match_queues(
    past: tuple[Collection, Moment], own: Settings, library: list[Card]
) -> None:
    collection, now = past
    count = counts(library, collection, now, own)

    def asked(mode: Mode, lifted: bool) -> int:
        queue = build_queue(library, collection, now, own, mode, None, Random(1), lifted=lifted)
        return len(queue)

    assert count.due == asked(Mode.REVIEW, lifted=True)
    assert count.due - count.waiting == asked(Mode.REVIEW, lifted=False)
    assert count.new == asked(Mode.LEARN, lifted=False) <= asked(Mode.LEARN, lifted=True)
    known = collection.memories.values()
    assert count.total == 10
    assert count.suspended == len(collection.suspended - collection.memories.keys())
    assert count.unseen == 10 - len(known) - count.suspended
    assert count.learning == sum(in_steps(collection, key) for key in collection.memories)
    assert count.mastered == sum(
        memory.phase is Phase.REVIEW and memory.stability >= 21 for memory in known
    )


@pytest.mark.parametrize(
    ("phase", "stability", "mastered"),
    [
        (Phase.REVIEW, 21.0, True),
        (Phase.REVIEW, 20.999, False),
        (Phase.RELEARNING, 21.0, False),
        (Phase.LEARNING, 99.0, False),
    ],
)
def test_mastered_is_in_review_and_stable_for_three_weeks(
    phase: Phase, stability: float, mastered: bool
) -> None:
    memory = SCHEDULER.review(None, Rating.EASY, Moment(0))
    assert is_mastered(memory._replace(phase=phase, stability=stability)) is mastered


def test_limits_lowered_below_done_leave_nothing() -> None:
    keys = "abcdef"
    learnt = [answer(id=n, card=key, rating=Rating.EASY) for n, key in enumerate(keys, 1)]
    later = learnt[0].moment.later(400 * DAY)
    reviewed = [learnt[n]._replace(id=number_id(90 + n), moment=later) for n in range(3)]
    collection = Collection.of([*learnt, *reviewed], SCHEDULER)
    library = [card(key=key, note=key) for key in (*keys, "new")]

    def asked(mode: Mode, now: Moment, limit: int) -> int:
        own = Settings(reviews_per_day=limit, new_per_day=limit)
        past = collection if now == later else Collection.of(learnt, SCHEDULER)
        return len(build_queue(library, past, now, own, mode, None, Random(0)))

    assert [asked(Mode.REVIEW, later, limit) for limit in (0, 2, 3, 4, 9)] == [0, 0, 0, 1, 3]
    assert [asked(Mode.LEARN, learnt[0].moment, limit) for limit in (5, 6, 7)] == [0, 0, 1]


@pytest.mark.parametrize("rating", [Rating.AGAIN, Rating.EASY])
def test_equally_urgent_cards_are_sorted_by_key(rating: Rating) -> None:
    events = [answer(id=n, card=key, rating=rating) for n, key in enumerate("cab", 1)]
    collection = Collection.of(events, SCHEDULER)
    library = [card(key=key, note=key) for key in "bca"]
    now = events[0].moment.later(DAY * 99)
    queue = build_queue(library, collection, now, Settings(), Mode.REVIEW, None, Random(0))
    assert [c.key for c in queue] == ["a", "b", "c"]


def test_card_in_steps_returns_despite_answered_sibling() -> None:
    step = answer(id=1, card="a", rating=Rating.AGAIN)
    done = answer(id=2, card="b", rating=Rating.EASY)
    collection = Collection.of([step, done], SCHEDULER)
    library = [card(key=key, note="n") for key in "abc"]
    now = step.moment.later(1_200_000)
    queue = build_queue(library, collection, now, Settings(), Mode.REVIEW, None, Random(0))
    assert [c.key for c in queue] == ["a"]


def test_cards_most_at_risk_come_first() -> None:
    events = [
        answer(id=number_id(1), card="a", rating=Rating.EASY, moment=Moment(0)),
        answer(id=number_id(2), card="b", rating=Rating.EASY, moment=Moment(20 * DAY)),
    ]
    collection = Collection.of(events, SCHEDULER)
    library = [card(key="b", note="b"), card(key="a", note="a")]
    queue = build_queue(library, collection, NOW, Settings(), Mode.REVIEW, None, Random(0))
    assert [c.key for c in queue] == ["a", "b"]


def placement(key: str, stability: float, last_day: int, due_day: int) -> Placement:
    moment = Moment(last_day * DAY + DAY // 2)
    return Placement(
        f"p{key}", "ada", moment, key, stability, 5.0, due_day - last_day, due_day, 9, 0
    )


def test_risk_beats_due_date() -> None:
    overdue_but_stable = placement("a", 100.0, 280, 380)
    due_later_and_weak = placement("b", 8.0, 380, 388)
    collection = Collection.of([overdue_but_stable, due_later_and_weak], SCHEDULER)
    library = [card(key=key, note=key) for key in "ab"]
    queue = build_queue(library, collection, NOW, Settings(), Mode.REVIEW, None, Random(0))
    assert [c.key for c in queue] == ["b", "a"]


def test_cards_answered_today_are_not_at_risk() -> None:
    collection = Collection.of(
        [placement("a", 1.0, 401, 401), placement("b", 10.0, 400, 401)], SCHEDULER
    )
    library = [card(key=key, note=key) for key in "ab"]
    now = NOW.later(DAY // 2)
    queue = build_queue(library, collection, now, Settings(), Mode.REVIEW, None, Random(0))
    assert [c.key for c in queue] == ["b", "a"]


def test_cards_own_answer_today_does_not_bury_it() -> None:
    collection = Collection.of([placement("a", 8.0, 401, 401)], SCHEDULER)
    library = [card(key=key, note="n") for key in "ab"]
    now = NOW.later(DAY // 2)
    queue = build_queue(library, collection, now, Settings(), Mode.REVIEW, None, Random(0))
    assert [c.key for c in queue] == ["a"]


def test_siblings_of_today_wait_until_tomorrow() -> None:
    events = [answer(id=number_id(1), card="a", rating=Rating.EASY, moment=NOW)]
    collection = Collection.of(events, SCHEDULER)
    library = [card(key="a", note="n"), card(key="b", note="n")]
    learn = build_queue(library, collection, NOW, Settings(), Mode.LEARN, None, Random(0))
    assert learn == []
    free = Settings()._replace(bury_siblings=False)
    assert len(build_queue(library, collection, NOW, free, Mode.LEARN, None, Random(0))) == 1
    tomorrow = NOW.later(DAY)
    assert build_queue(library, collection, tomorrow, Settings(), Mode.LEARN, None, Random(0))


def test_cram_takes_buried_cards_too() -> None:
    mark = Mark(number_id(1), "ada", NOW, "a", MarkKind.BURY)
    collection = Collection.of([mark], SCHEDULER)
    library = [card(key="a")]
    assert build_queue(library, collection, NOW, Settings(), Mode.CRAM, None, Random(0))
    assert not build_queue(library, collection, NOW, Settings(), Mode.QUIZ, None, Random(0))
