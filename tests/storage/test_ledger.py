from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import hypothesis
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quiz.history.events import Answer, Event, Input, Mark, MarkKind, Placement, Rerate, Undo
from quiz.history.rating import Rating
from quiz.moment import Moment
from quiz.scheduling.card_state import DAY_FIELDS, SHARE_FIELDS
from quiz.scheduling.scheduler import Scheduler, SchedulerOptions
from quiz.storage.index import ledger as module
from quiz.storage.index.database import Index, discard
from quiz.storage.index.ledger import Ledger
from quiz.storage.log.store import Store
from tests.factories import answer, number_id
from tests.scheduling.collection import Collection
from tests.scoring.rules import each_points, score_rounds
from tests.statistics.rules import points_by_day
from tests.strategies import DAY, histories, shuffled


def ledger_of(index: Index, store: Store, scheduler: Scheduler | None = None) -> Ledger:
    own = scheduler or SCHEDULER
    hour = own.options.day_start_hour
    return Ledger(index, store, "ada", lambda _: own, repr(own.options), hour)


LAWS = settings(phases=[hypothesis.Phase.reuse, hypothesis.Phase.generate])
SCHEDULER = Scheduler()


@contextmanager
def opened() -> Iterator[tuple[Store, Index]]:
    with TemporaryDirectory() as folder:
        store, index = Store.open(Path(folder)), Index(Path(folder) / "index.db")
        try:
            yield store, index
        finally:
            index.close()
            store.close()


def longest_typed(answers: list[Answer], name: str) -> int:
    """The most right answers typed in a row in a round."""
    typed = [
        "x" if a.correct else " "
        for a in answers
        if a.round == name and a.input is Input.TYPED and a.counts
    ]
    return max(map(len, "".join(typed).split()), default=0)


def assert_same(ledger: Ledger, events: list[Event]) -> None:
    """Check that the ledger equals a fold of all events."""
    own = Collection.of([e for e in events if e.player == "ada"], SCHEDULER)
    hour = SCHEDULER.options.day_start_hour
    stated = {key: state for key, state in own.states.items() if state != type(state)()}
    rows = ledger.index.rows("SELECT card FROM states WHERE player = 1")
    states = {card: ledger.state(card) for (card,) in rows}
    assert {k: s for k, s in states.items() if s != type(s)()} == stated
    assert ledger.answers == own.answers
    assert ledger.suspended == own.suspended
    for day in {state.buried for state in own.states.values() if state.buried is not None}:
        assert ledger.buried(day) == own.buried(day)
    for key in own.states:
        assert ledger.memory(key) == own.memory(key)
        assert ledger.history(key) == own.history(key)
    points = points_by_day(own.answers, hour, own.undone)
    expected = {}
    tally = own.tally
    for day in {*tally.days, *points}:
        counts = tally.days[day]
        named = {name: counts[name] for name in DAY_FIELDS} | {"points": points.get(day, 0)}
        if any(named.values()):
            expected[day] = named
    assert ledger.days() == expected
    assert ledger.points() == sum(each_points(own.answers, own.undone))
    for day in expected:
        done = own.learnt_on(day), own.reviewed_on(day)
        counted = [(None, len(done[0]), len(done[1]))] if own.answered_on(day) else []
        assert ledger.done_on(day) == counted
    for what in ("kind", "mode"):
        shares: dict[str, Counter[str]] = defaultdict(Counter)
        for (_, kind, name), counts in tally.shares.items():
            if kind == what:
                shares[name].update(counts)
        assert ledger.shares(what) == {
            name: {field: counts[field] for field in SHARE_FIELDS}
            for name, counts in shares.items()
            if counts["answers"]
        }
    rounds = score_rounds(own.answers, own.undone)
    modes = {a.round: a.mode.value for a in own.answers}
    for mode in set(modes.values()):
        best = max(s.points for name, s in rounds.items() if modes[name] == mode)
        assert ledger.best_round(mode) == best
    rows = ledger.index.rows("SELECT round, combo, typed FROM rounds WHERE player = 1")
    assert {name: (combo, typed) for name, combo, typed in rows} == {
        name: (score.best_combo, longest_typed(own.answers, name)) for name, score in rounds.items()
    }
    newest = max(own.answers, key=lambda a: a.id, default=None)
    assert ledger.latest_answer() == (newest and (newest.id, newest.card))


@LAWS
@given(histories(), st.integers(0, 99), st.lists(st.integers(0, 25), max_size=4), st.booleans())
def test_incremental_fold_equals_full_fold(
    events: list[Event], seed: int, cuts: list[int], strangers: bool
) -> None:
    events = [
        e._replace(player="bob") if strangers and number % 4 == 3 else e
        for number, e in enumerate(events)
    ]
    mixed = shuffled(events, seed)
    bounds = [0, *sorted(cuts), len(mixed)]
    with opened() as (store, index):
        ledger = ledger_of(index, store)
        for start, end in itertools.pairwise(bounds):
            store.append(*mixed[start:end])
            ledger.sync()
        assert not ledger.sync()
        assert_same(ledger, events)
        again = ledger_of(index, store)
        assert not again.sync(), "what is folded in stays folded in"
        assert_same(again, events)


@LAWS
@given(histories(), st.integers(1, 30))
def test_refolding_equals_a_full_fold(events: list[Event], limit: int) -> None:
    with opened() as (store, index), pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "ALL_ANEW", limit)
        ledger = ledger_of(index, store)
        store.append(*events[: len(events) // 2])
        ledger.sync()
        store.append(*events)
        ledger.sync()
        assert_same(ledger, events)


def test_unseen_card_placed_twice_counts_as_neither_kind() -> None:
    events = [
        Placement(number_id(n), "ada", Moment(n * DAY), "c1", 3.0, 5.5, 4, 4, 7, 1) for n in (1, 4)
    ]
    with opened() as (store, index):
        ledger = ledger_of(index, store)
        store.append(*events)
        ledger.sync()
        assert_same(ledger, events)
        assert ledger.done_on(events[1].moment.day(4)) == [(None, 0, 0)]


@LAWS
@given(histories())
def test_two_games_fold_each_event_once(events: list[Event]) -> None:
    with opened() as (store, index):
        other = Index(index.path)
        games = [ledger_of(index, store), ledger_of(other, store)]
        for number, event in enumerate(events):
            store.append(event)
            games[number % 2].sync()
            if number % 3 == 0:
                games[1 - number % 2].sync()
        for game in games:
            game.sync()
            assert_same(game, events)
        other.close()


def history() -> list[Event]:
    day = 86_400_000
    events: list[Event] = [
        answer(id=number_id(n), card=f"c{n % 3}", round=n // 4, moment=Moment(n * day))
        for n in range(1, 13)
    ]
    return [
        *events,
        Mark(number_id(20), "ada", Moment(20 * day), "c1", MarkKind.SUSPEND),
        Rerate(number_id(21), "ada", Moment(21 * day), number_id(12), Rating.HARD),
        Undo(number_id(22), "ada", Moment(22 * day), number_id(5)),
        Placement(number_id(23), "ada", Moment(23 * day), "c2", 90.0, 4.0, 80, 110, 9, 1),
    ]


def renew(index: Index) -> None:
    """Replace the index by an empty one."""
    index.close()
    discard(index.path)
    index.db = Index(index.path).db


@pytest.mark.parametrize("when", ["before", "between", "after"])
def test_a_lost_index_is_derived_again(when: str) -> None:
    events = history()
    with opened() as (store, index):
        ledger = ledger_of(index, store)
        if when != "before":
            store.append(*events[:8])
            ledger.sync()
        renew(index)
        store.append(*events)
        ledger.sync()
        if when == "after":
            renew(index)
            ledger.sync()
        assert_same(ledger, events)


def test_damaged_index_is_rebuilt(tmp_path: Path) -> None:
    store = Store.open(tmp_path)
    store.append(*history())
    index = Index(tmp_path / "index.db")
    ledger_of(index, store).sync()
    index.close()
    for garbage in (b"no database at all, whatever its name says", b""):
        (tmp_path / "index.db").write_bytes(garbage)
        index = Index(tmp_path / "index.db")
        ledger = ledger_of(index, store)
        ledger.sync()
        assert_same(ledger, history())
        index.close()


def test_changed_options_refold_with_progress(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with opened() as (store, index):
        store.append(*history())
        ledger_of(index, store).sync()
        late = Scheduler(SchedulerOptions(day_start_hour=0))
        told: list[tuple[str, int, int]] = []
        ledger = ledger_of(index, store, late)
        assert ledger.sync(lambda *step: told.append(step))
        assert told[-1] == ("Reading your history", 24, 24)
        back = ledger_of(index, store)
        assert back.sync()
        assert_same(back, history())


def test_another_history_in_the_same_place_is_noticed(tmp_path: Path) -> None:
    index = Index(tmp_path / "index.db")
    one = Store.open(tmp_path / "one")
    one.append(*history())
    ledger_of(index, one).sync()
    other = Store.open(tmp_path / "other")
    events = [e._replace(id=number_id(500 + n)) for n, e in enumerate(history()[:12])]
    assert all(isinstance(event, Answer) for event in events)
    other.append(*events)
    ledger = ledger_of(index, other)
    ledger.sync()
    assert_same(ledger, events)


def test_answers_of_today(tmp_path: Path) -> None:
    store, index = Store.open(tmp_path), Index(tmp_path / "index.db")
    store.append(*history()[:12])
    ledger = ledger_of(index, store)
    ledger.sync()
    now = history()[11].moment
    assert ledger.done_on(now.day(4)) == [(None, 0, 1)]
    assert ledger.day_count("answers", now) == 1
    assert ledger.day_count("answers", Moment(10**15)) == 0
    assert ledger.best_round("quiz", "nothing like it") is not None
    assert ledger.best_round("blitz") is None
