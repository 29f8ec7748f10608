"""The index selects and counts the same cards as the rules in `tests/scheduling/rules.py`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.card import Card
from quiz.decks.deck import Deck
from quiz.decks.kinds import BasicNote, TermNote
from quiz.decks.writer import dump_deck
from quiz.game.figures import best_rounds, statistics_of
from quiz.game.game import Game
from quiz.game.search import Finder
from quiz.history.events import Answer, Event, Mark, MarkKind, Mode, Placement
from quiz.history.rating import Rating
from quiz.moment import Moment
from quiz.settings.settings import DeckOptions, Settings
from quiz.storage.log.store import Store
from tests.factories import Clock, answer, number_id, plays
from tests.scheduling.collection import Collection, statistics_of_collection
from tests.scheduling.rules import build_queue, counts
from tests.scoring.rules import high_scores
from tests.strategies import DAY, KEYS, histories

NOTES = (
    BasicNote("one", "1"),
    TermNote("two", "a second"),
    TermNote("three", "a third"),
    BasicNote("four", "4"),
)

chosen = st.builds(
    Settings()._replace,
    new_per_day=st.integers(0, 5),
    reviews_per_day=st.integers(0, 5),
    bury_siblings=st.booleans(),
    spread_until=st.sampled_from(["", "", "1970-02-01", "1971-02-05", "1971-02-09"]),
    new_order=st.sampled_from(["in order", "interleaved"]),
    decks=st.dictionaries(
        st.sampled_from(["a", "f", "f/b"]),
        st.builds(
            DeckOptions,
            paused=st.sampled_from([None, None, True, False]),
            new_per_day=st.none() | st.integers(0, 3),
            reviews_per_day=st.none() | st.integers(0, 3),
            exam=st.sampled_from([None, None, "1970-02-03", "1971-02-10"]),
        ),
        max_size=2,
    ),
)
scopes = st.sampled_from([None, ["a"], ["f/b"], ["f/b", "a"], []])
days = st.sampled_from([0, 1, 30, 399, 400, 401])


@contextmanager
def played(events: list[Event], own: Settings, day: int) -> Iterator[tuple[Game, Collection]]:
    """A game with two decks that share two cards, after these events."""
    now = Moment(day * DAY + 12 * 3_600_000)
    with TemporaryDirectory() as folder:
        root = Path(folder) / "decks"
        root.mkdir()
        for name in ("a", "f/b"):
            (root / name).parent.mkdir(exist_ok=True)
            (root / f"{name}.yaml").write_text(dump_deck(Deck(name, NOTES)), encoding="utf-8")
        store = Store.open(Path(folder) / "home")
        game = Game(store, [root], own, plays(store, "ada"), clock=Clock(now.ms), seed=1)
        keys = dict(zip(KEYS, [card.key for card in game.cards_of()][1:], strict=False))
        moved = [
            e._replace(card=keys[e.card]) if isinstance(e, Answer | Mark | Placement) else e
            for e in events
        ]
        store.append(*moved)
        game.collection.sync()
        try:
            yield game, Collection.of(moved, game.scheduler, game.collection.scheduler_of)
        finally:
            game.close()


def cards(game: Game, scope: list[str] | None) -> list[Card]:
    return game.cards_of(scope)


@given(
    histories(),
    chosen,
    days,
    scopes,
    st.none() | st.integers(0, 4),
    st.integers(0, 99),
    st.booleans(),
)
def test_queues_match_the_rules(
    events: list[Event],
    own: Settings,
    day: int,
    scope: list[str] | None,
    limit: int | None,
    seed: int,
    lifted: bool,
) -> None:
    with played(events, own, day) as (game, model):
        library = cards(game, scope)
        for mode in Mode:
            selected = game.selection(scope).queue(mode, limit, Random(seed), lifted=lifted)
            by_rule = build_queue(
                library,
                model,
                game.clock(),
                own,
                mode,
                limit,
                Random(seed),
                cards(game, None),
                lifted=lifted,
            )
            if mode in (Mode.REVIEW, Mode.LEARN, Mode.MISTAKES):
                assert selected == [card.key for card in by_rule], mode
            else:
                assert len(selected) == len(by_rule)
                found = [next(c for c in library if c.key == key) for key in selected]
                assert len({(c.deck, c.note) for c in found}) == len(found)
                left_out = set(model.suspended)
                if mode not in (Mode.CRAM, Mode.CHALLENGE, Mode.EXAM):
                    left_out |= model.buried(game.clock().day(own.day_start_hour))
                assert not left_out & set(selected)


@given(histories(), chosen, days, scopes)
def test_counts_match_the_rules(
    events: list[Event], own: Settings, day: int, scope: list[str] | None
) -> None:
    with played(events, own, day) as (game, model):
        now = game.clock()
        every = cards(game, None)
        assert game.counts(scope) == counts(cards(game, scope), model, now, own, every)
        total, by_deck = game.counts_by_deck()
        assert total == counts(every, model, now, own, every)
        for name, counted in by_deck.items():
            assert counted == counts(cards(game, [name]), model, now, own, every)


@st.composite
def sittings(draw: st.DrawFn) -> list[Event]:
    """A few answers in quick succession, and perhaps a card set aside."""
    events: list[Event] = []
    ms = 0
    for number in range(1, draw(st.integers(2, 6))):
        ms += draw(st.sampled_from([1_000, 60_000, 3_600_000, DAY]))
        card, rating = draw(st.sampled_from(KEYS)), draw(st.sampled_from(list(Rating)))
        moment = Moment(ms)
        events.append(answer(id=number, card=card, moment=moment, rating=rating))
    kind = draw(st.sampled_from([None, MarkKind.BURY, MarkKind.SUSPEND]))
    if kind is not None:
        events.append(Mark(number_id(99), "ada", Moment(ms), draw(st.sampled_from(KEYS)), kind))
    return events


@given(
    sittings(),
    st.builds(
        Settings()._replace, reviews_per_day=st.sampled_from([200, 1, 1, 2, 0]), fuzz=st.booleans()
    ),
    st.sampled_from([None, ["a"], None, ["a"], []]),
    st.sampled_from([1_000, 30_000, 7_200_000, 3 * DAY]),
)
def test_next_review_comes_when_announced(
    events: list[Event], own: Settings, scope: list[str] | None, since: int
) -> None:
    with played(events, own, 0) as (game, _):
        now = events[-1].moment.later(since)

        def asked_at(ms: int) -> list[str]:
            game.clock = Clock(ms)
            return game.selection(scope).queue(Mode.REVIEW, None, Random(1))

        if asked_at(now.ms):
            return
        wait = game.next_review(scope)
        if wait is None:
            assert not own.reviews_per_day or not asked_at(now.ms + 40_000 * DAY)
        elif wait.ms is not None:
            assert asked_at(now.ms + wait.ms)
            if wait.days == 0:
                assert not asked_at(now.ms + wait.ms - 1)
        else:
            begins = (now.day() + wait.days) * DAY + 4 * 3_600_000
            assert not asked_at(begins - 1)
            assert asked_at(begins + DAY - 1)


@given(
    histories(),
    days,
    st.sampled_from([{}, {}, {"f": DeckOptions(paused=True)}]),
    st.none() | st.integers(-3, 3),
)
def test_statistics_and_scores_match_the_rules(
    events: list[Event], day: int, options: dict[str, DeckOptions], ahead: int | None
) -> None:
    own = Settings(decks=options)
    with played(events, own, day) as (game, model):
        now = game.clock()
        every = cards(game, None)
        since = None if ahead is None else now.day(own.day_start_hour) + ahead
        assert statistics_of(game, None, since) == statistics_of_collection(
            model, every, own, now, since=since
        )
        part = cards(game, ["f/b"])
        assert statistics_of(game, ["f/b"], since) == statistics_of_collection(
            model, part, own, now, ["f/b"], since
        )
        assert best_rounds(game) == high_scores(model.answers, undone=model.undone)
        assert game.points() == statistics_of(game).level.points


def test_siblings_in_steps_do_not_displace_other_notes() -> None:
    own = Settings(reviews_per_day=0)
    with played([], own, 0) as (game, _):
        cards = game.cards_of(["a"])
        assert cards[1].note == cards[2].note
        asked = [cards[1], cards[2], cards[0]]
        game.store.append(
            *(
                answer(id=n, card=card.key, moment=Moment(n), rating=Rating.AGAIN)
                for n, card in enumerate(asked, 1)
            )
        )
        game.collection.sync()
        selected = game.selection().queue(Mode.REVIEW, 2, Random(0))
        assert selected == [cards[1].key, cards[0].key]
        one = set(Finder(game).find("one").keys)
        of_search = game.selection(["a"], one).queue(Mode.REVIEW, 1, Random(0))
        assert of_search == [cards[0].key]


def test_every_card_is_shuffled_in_sooner_or_later() -> None:
    with played([], Settings(quiz_questions=3), 0) as (game, _):
        seen = set()
        for seed in range(60):
            keys = game.selection().queue(Mode.QUIZ, 3, Random(seed))
            assert len(keys) == 3
            seen.update(keys)
        assert seen == {card.key for card in game.cards_of()}


def asked(game: Game, mode: Mode, *events: Event) -> list[int]:
    """The places in the first deck of the cards that a round would ask after these events."""
    game.store.append(*events)
    game.collection.sync()
    places = {card.key: place for place, card in enumerate(game.cards_of(["a"]))}
    return [places[key] for key in game.selection(["a"]).queue(mode, None, Random(0))]


def keys_of(game: Game) -> list[str]:
    return [card.key for card in game.cards_of(["a"])]


@pytest.mark.parametrize(("buried", "left"), [(True, [0, 3, 5]), (False, [0, 2, 3, 5])])
def test_siblings_of_cards_answered_today_wait(buried: bool, left: list[int]) -> None:
    with played([], Settings(bury_siblings=buried), 10) as (game, _):
        easy = answer(id=1, card=keys_of(game)[1], rating=Rating.EASY, moment=game.clock())
        assert asked(game, Mode.LEARN, easy) == left


def test_a_card_in_its_steps_returns_despite_an_answered_sibling() -> None:
    with played([], Settings(), 10) as (game, _):
        before = game.clock().later(-1_200_000)
        keys = keys_of(game)
        step = answer(id=1, card=keys[1], rating=Rating.AGAIN, moment=before)
        easy = answer(id=2, card=keys[2], rating=Rating.EASY, moment=before)
        assert asked(game, Mode.REVIEW, step, easy) == [1]


def test_a_buried_card_is_left_to_cram() -> None:
    with played([], Settings(), 10) as (game, _):
        key = keys_of(game)[0]
        assert 0 not in asked(
            game, Mode.QUIZ, Mark(number_id(1), game.player, game.clock(), key, MarkKind.BURY)
        )
        assert 0 in asked(game, Mode.CRAM)


def test_cards_most_at_risk_come_first() -> None:
    def placed(number: int, card: str, stability: float, last: int, due: int) -> Placement:
        moment = Moment(last * DAY + DAY // 2)
        place = (stability, 5.0, due - last, due, 9, 0)
        return Placement(number_id(number), "ada", moment, card, *place)

    with played([], Settings(), 401) as (game, _):
        keys = keys_of(game)
        overdue_but_stable = placed(1, keys[0], 100.0, 280, 380)
        due_later_and_weak = placed(2, keys[3], 8.0, 380, 388)
        answered_today = placed(3, keys[5], 1.0, 401, 401)
        events = (overdue_but_stable, due_later_and_weak, answered_today)
        assert asked(game, Mode.REVIEW, *events) == [3, 0, 5]


def test_equally_urgent_cards_are_sorted_by_key() -> None:
    with played([], Settings(), 99) as (game, _):
        keys = keys_of(game)
        easy = [answer(id=n, card=keys[n], rating=Rating.EASY, moment=Moment(0)) for n in (3, 0, 5)]
        assert asked(game, Mode.REVIEW, *easy) == sorted((0, 3, 5), key=keys.__getitem__)
