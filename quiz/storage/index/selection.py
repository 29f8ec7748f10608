"""Selects the cards of a round and counts those waiting, from the index.

Candidates are read lazily in their final order, so that even of a hundred thousand cards only those
needed are read. `tests/scheduling/rules.py` has the same rules for cards in memory, and tests check
that the two agree.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import KW_ONLY, dataclass
from typing import TYPE_CHECKING

from quiz.history.kinds import Mode
from quiz.moment import MS_PER_HOUR, Moment
from quiz.scheduling.allowance import Allowance
from quiz.scheduling.interval import Wait
from quiz.scheduling.picking import (
    LONGEST_ROUND,
    Candidate,
    Counts,
    buries_siblings,
    in_turn,
    pick,
    rotated,
    shuffled,
)
from quiz.scoring.challenge import QUESTIONS, ranked
from quiz.settings.settings import Settings
from quiz.statistics.today import PACE_DAYS, Today, Tomorrow, pace
from quiz.storage.index.database import Index
from quiz.storage.index.day_limits import DUE, DayLimits
from quiz.storage.index.ledger import Ledger
from quiz.storage.index.shelf import ShelfDeck

if TYPE_CHECKING:
    from random import Random

_UNTOUCHED = (0, 0, 0, 0, 0)
"""The tally of a deck without any answered card."""

_STEPS = "phase <> 'review' AND phase IN ('learning', 'relearning')"


@dataclass
class Selection:
    """Selects cards of a library for one player at one moment.

    decks: the decks to select from, in library order; paused ones are only counted. whole: whether
    these are all decks of the library. name_of: finds the name of a deck by its number. only: keys
    of the cards that `queue` may select; None for all. aside: names of decks that are left out as
    if they were paused. uncounted: see `DayLimits`.
    """

    index: Index
    ledger: Ledger
    decks: Collection[ShelfDeck]
    settings: Settings
    now: Moment
    _: KW_ONLY
    name_of: Callable[[int], str | None]
    whole: bool = False
    only: AbstractSet[str] | None = None
    aside: Collection[str] = ()
    uncounted: Collection[str] = ()

    def __post_init__(self) -> None:
        self._playing = [
            deck
            for deck in self.decks
            if deck.name not in self.aside and not self.settings.options_of(deck.name).paused
        ]
        self._today = self.now.day(self.settings.day_start_hour)
        self._player = self.ledger.player
        self._limits = DayLimits(
            self.index, self.ledger, self.settings, self._today, self.name_of, self.uncounted
        )

    # ── queues ──────────────────────────────────────────────────────────────────

    def queue(
        self, mode: Mode, limit: int | None, random: Random, *, lifted: bool = False
    ) -> list[str]:
        """The keys of the cards of a round, in order. lifted: whether to ignore daily limits."""
        most = LONGEST_ROUND if limit is None else max(0, limit)
        today = self._answered_today() if buries_siblings(mode, self.settings) else {}
        cards: Iterable[Candidate]
        left = None
        match mode:
            case Mode.REVIEW:
                return self._pick_due(most, today, lifted)
            case Mode.LEARN if lifted:
                cards = self._new(self._playing)
            case Mode.LEARN:
                cards = self._new(self._with_any_left(self._limits.news))
                left = self._limits.news.left
            case Mode.MISTAKES:
                cards = self._mistakes()
            case Mode.CHALLENGE:
                decks = ((deck.name, deck.total) for deck in self._playing)
                cards = self._at(ranked(self._today, decks), buried=True)
                most = min(most, QUESTIONS)
            case _:
                places = shuffled(sum(deck.total for deck in self._playing), random)
                cards = self._at(places, buried=mode in (Mode.CRAM, Mode.EXAM))
        return pick(self._only_these(cards), most, today, left)

    def _only_these(self, cards: Iterable[Candidate]) -> Iterable[Candidate]:
        """The candidates that are allowed by `only`."""
        only = self.only
        return cards if only is None else (card for card in cards if card.key in only)

    def _pick_due(self, most: int, today: dict[Hashable, set[str]], lifted: bool) -> list[str]:
        decks = self._playing if lifted else self._with_any_left(self._limits.reviews)
        left = None if lifted else self._limits.reviews.left
        allowed = most if lifted else self._limits.reviews.most_of(deck.name for deck in decks)
        stepping = list(self._in_steps(self._free_in(self._playing)))
        enough = min(most, len(stepping) + allowed)
        # With a LIMIT, SQLite only sorts that many of the most urgent cards.
        looked_at = enough + 100
        where = self._free_in(decks)
        while True:
            review = list(self._in_review(where, looked_at))
            picked = pick(self._only_these([*stepping, *review]), most, today, left)
            if len(picked) >= enough or len(review) < looked_at:
                return picked
            looked_at *= 4

    def _with_any_left(self, allowance: Allowance) -> list[ShelfDeck]:
        """The decks with an allowance left today."""
        return [deck for deck in self._playing if allowance.left_of(deck.name)]

    def _in_steps(self, where: str) -> Iterator[Candidate]:
        rows = self.index.rows(
            "SELECT card, deck, note FROM states INDEXED BY states_in_steps "
            f"WHERE player = ? AND {_STEPS} AND suspended = 0 AND due_ms <= ? "
            f"AND {where} ORDER BY due_ms, card",
            (self._player, self.now.ms),
        )
        return (Candidate(card, (deck, note), True, None) for card, deck, note in rows)

    def _in_review(self, where: str, most: int) -> Iterator[Candidate]:
        rows = self.index.rows(
            "SELECT card, deck, note FROM states INDEXED BY states_in_review "
            "WHERE player = ? AND phase = 'review' AND suspended = 0 AND due_day <= ? "
            f"AND {where} "
            "ORDER BY -(max(0, ? - last_day) / stability), card LIMIT ?",
            (self._player, self._today, self._today, most),
        )
        of, name_of = self._limits.reviews.of, self.name_of
        return (
            Candidate(card, (deck, note), False, of(name_of(deck) or ""))
            for card, deck, note in rows
        )

    def next_review(self) -> Wait | None:
        """How long until Review has a card again, if it has none now; None for never.

        A card in review comes on its due day. Cards that only today's limit, a bury or an answered
        sibling holds back come tomorrow.
        """
        ms = self._first_step(f"due_ms > {self.now.ms} AND {self._free_in(self._playing)}")
        if ms is not None:
            span = ms - self.now.ms
            if span < MS_PER_HOUR or self._days_to(ms) == 0:
                return Wait(self._days_to(ms), span)
        ms = self._first_step(self._inside(self._playing))
        days = [] if ms is None else [self._days_to(ms)]
        limited = [deck for deck in self._playing if self._limits.reviews.limit_of(deck.name)]
        day = self.index.value(
            "SELECT due_day FROM states INDEXED BY states_in_review "
            f"WHERE player = ? AND phase = 'review' AND suspended = 0 AND {self._inside(limited)} "
            "ORDER BY due_day LIMIT 1",
            (self._player,),
        )
        days += [] if day is None else [day - self._today]
        return Wait(max(1, min(days))) if days else None

    def _first_step(self, condition: str) -> int | None:
        """When the first card in its steps that meets the SQL condition is due, in milliseconds."""
        ms: int | None = self.index.value(
            "SELECT due_ms FROM states INDEXED BY states_in_steps "
            f"WHERE player = ? AND {_STEPS} AND suspended = 0 AND {condition} "
            "ORDER BY due_ms LIMIT 1",
            (self._player,),
        )
        return ms

    def has_come_due_since(self, before: Moment) -> bool:
        """Whether a card in its steps came due between `before` and now, in either order."""
        first, last = sorted((before.ms, self.now.ms))
        return self._first_step(f"due_ms > {first} AND due_ms <= {last}") is not None

    def _days_to(self, ms: int) -> int:
        day = Moment(ms, self.now.offset).day(self.settings.day_start_hour)
        return day - self._today

    def _new(self, decks: Iterable[ShelfDeck]) -> Iterator[Candidate]:
        """Cards without a memory, deck by deck or in turn; decks without any are not read."""
        seen = self.ledger.seen_by_deck()
        unseen = [deck for deck in self.decks if seen.get(deck.number, 0) < deck.total]
        asked = {deck.number for deck in decks}
        if self.settings.new_order == "interleaved":
            known = sum(seen.get(deck.number, 0) for deck in self.decks)
            ordered = rotated(unseen, known)
            yield from in_turn(self._new_of(deck) for deck in ordered if deck.number in asked)
            return
        for deck in unseen:
            if deck.number in asked:
                yield from self._new_of(deck)

    def _mistakes(self) -> Iterator[Candidate]:
        rows = self.index.rows(
            "SELECT card, deck, note FROM states WHERE player = ? AND wrong AND NOT suspended "
            f"AND {self._free_in(self._playing)} ORDER BY last DESC, card DESC",
            (self._player,),
        )
        return (Candidate(card, (deck, note)) for card, deck, note in rows)

    def _at(self, places: Iterable[int], buried: bool) -> Iterator[Candidate]:
        """The cards at these places of all decks laid end to end, read lazily and without those
        suspended. buried: whether to keep those buried today."""
        left_out = self.ledger.suspended
        if not buried:
            left_out |= self.ledger.buried(self._today)
        starts: list[tuple[int, int]] = []
        total = 0
        for deck in self._playing:
            starts.append((total, deck.number))
            total += deck.total
        for place in places:
            start, number = starts[_last_at_most(starts, place)]
            rows = self.index.rows(
                "SELECT key, note FROM cards WHERE deck = ? AND position = ?",
                (number, place - start),
            )
            for key, note in rows:
                if key not in left_out:
                    yield Candidate(key, (number, note))

    def _answered_today(self) -> dict[Hashable, set[str]]:
        rows = self.index.rows(
            "SELECT deck, note, card FROM states WHERE player = ? AND last_day = ? "
            "AND deck IS NOT NULL",
            (self._player, self._today),
        )
        today: dict[Hashable, set[str]] = {}
        for deck, note, card in rows:
            today.setdefault((deck, note), set()).add(card)
        return today

    def _inside(self, decks: Sequence[ShelfDeck]) -> str:
        """SQL for "in one of these decks". SQLite cannot plan for an empty list, hence -1."""
        if self.whole and len(decks) == len(self.decks):
            return "deck IS NOT NULL AND deck NOT IN left_out"
        numbers = ", ".join(str(deck.number) for deck in decks)
        return f"deck IN ({numbers or '-1'})"

    def _free_in(self, decks: Sequence[ShelfDeck]) -> str:
        """SQL for "not buried today, and in one of these decks"."""
        return f"ifnull(buried <> {self._today}, 1) AND {self._inside(decks)}"

    # ── counts ──────────────────────────────────────────────────────────────────

    def counts(self) -> dict[str, Counts]:
        """The counts of each deck, by name."""
        today = self._answered_today() if buries_siblings(Mode.REVIEW, self.settings) else {}
        held = {
            deck: tally
            for deck, *tally in self.index.rows(
                "SELECT deck, touched, seen, learning, mastered, suspended FROM tallies "
                "WHERE player = ?",
                (self._player,),
            )
        }
        due = self._due_by_deck(today, self._playing)
        playing = {deck.number for deck in self._playing}
        found = {}
        for deck in self.decks:
            touched, seen, learning, mastered, suspended = held.get(deck.number, _UNTOUCHED)
            unseen = deck.total - seen - suspended
            news = self._limits.news.left_of(deck.name) if unseen and deck.number in playing else 0
            all_due, stepping = due.get(deck.number, (0, 0))
            found[deck.name] = Counts(
                due=all_due,
                stepping=stepping,
                waiting=max(0, all_due - stepping - self._limits.reviews.left_of(deck.name)),
                new=self._count_new(deck, news, today, touched) if news else 0,
                learning=learning,
                mastered=mastered,
                unseen=unseen,
                suspended=suspended,
                total=deck.total,
            )
        return found

    def total(self, counted: Mapping[str, Counts]) -> Counts:
        """The total of several decks' counts, applying shared limits. Paused decks are left out,
        unless all are paused."""
        paused = {deck.name for deck in self.decks} - {deck.name for deck in self._playing}
        if paused:
            counted = {n: counts for n, counts in counted.items() if n not in paused} or counted
        limited = {name: counts.due - counts.stepping for name, counts in counted.items()}
        new = {name: counts.new for name, counts in counted.items()}
        every = counted.values()
        return Counts(
            due=sum(counts.due for counts in every),
            stepping=sum(counts.stepping for counts in every),
            waiting=sum(limited.values()) - self._limits.reviews.most(limited),
            new=self._limits.news.most(new),
            learning=sum(counts.learning for counts in every),
            mastered=sum(counts.mastered for counts in every),
            unseen=sum(counts.unseen for counts in every),
            suspended=sum(counts.suspended for counts in every),
            total=sum(counts.total for counts in every),
        )

    def today(self, counted: Mapping[str, Counts]) -> Today:
        """Today's work for the decks with these counts."""
        waiting = {deck.name: counted[deck.name].waiting for deck in self._playing}
        for number, cards in self._due_on(self._today + 1):
            name = self.name_of(number) or ""
            waiting[name] = waiting.get(name, 0) + cards
        done = self._limits.done.values()
        return Today(
            self.total(counted),
            done=sum(reviewed for _, reviewed in done),
            learnt=sum(learnt for learnt, _ in done),
            exams=tuple(self._limits.exams),
            until=self._limits.spread_until,
            tomorrow=Tomorrow(
                sum(waiting.values()),
                self._limits.tomorrow.most(waiting),
                pace(self.ledger.time_by_day(self._today - PACE_DAYS), self._today),
            ),
        )

    def _due_on(self, day: int) -> list[tuple[int, int]]:
        """For each deck, the number of cards that fall due on this day."""
        return self.index.rows(
            f"SELECT deck, count(*) {DUE} AND due_day = ? AND {self._inside(self._playing)} "
            "GROUP BY deck",
            (self._player, day),
        )

    def forecast(self, days: int) -> tuple[int, ...]:
        """Number of cards due on each of the next `days` days; overdue cards count for today."""
        due = [0] * days
        rows = self.index.rows(
            f"SELECT due_day, count(*) {DUE} AND due_day < ? AND {self._inside(self._playing)} "
            "GROUP BY due_day",
            (self._player, self._today + days),
        )
        for day, count in rows:
            due[max(0, day - self._today)] += count
        return tuple(due)

    def _count_new(
        self, deck: ShelfDeck, most: int, today: dict[Hashable, set[str]], touched: int
    ) -> int:
        """How many cards Learn would ask; every note without a history gives at least one.

        touched: cards of the deck with a history, so at most this many notes have one.
        """
        if not touched or deck.notes - touched >= most:
            return min(most, deck.notes)
        return len(pick(self._new_of(deck), most, today))

    def _new_of(self, deck: ShelfDeck) -> Iterator[Candidate]:
        rows = self.index.stream(
            "SELECT c.key, c.note FROM cards c LEFT JOIN states s "
            "ON s.player = ? AND s.card = c.key WHERE c.deck = ? AND s.phase IS NULL "
            "AND NOT ifnull(s.suspended, 0) AND ifnull(s.buried <> ?, 1) ORDER BY c.position",
            (self._player, deck.number, self._today),
        )
        owner = self._limits.news.of(deck.name)
        return (Candidate(key, (deck.number, note), False, owner) for key, note in rows)

    def _due_by_deck(
        self, today: dict[Hashable, set[str]], decks: Sequence[ShelfDeck]
    ) -> dict[int, tuple[int, int]]:
        """For each deck, how many notes have a card that Review would ask without the daily limit,
        and how many of those have a card in its steps."""
        if not decks:
            return {}
        free = self._free_in(decks)
        steps = (
            "SELECT deck, note, 1 AS step FROM states INDEXED BY states_in_steps "
            f"WHERE player = ?1 AND {_STEPS} AND suspended = 0 AND due_ms <= ?2 "
            f"AND {free}"
        )
        review = (
            "SELECT deck, note, 0 AS step FROM states s INDEXED BY states_in_review "
            "WHERE player = ?1 AND phase = 'review' AND suspended = 0 AND due_day <= ?3 "
            f"AND {free}"
        )
        if today:
            review += (
                " AND NOT EXISTS (SELECT 1 FROM states t INDEXED BY states_by_day "
                "WHERE t.player = ?1 AND t.last_day = ?3 AND t.deck = s.deck "
                "AND t.note = s.note AND t.card <> s.card)"
            )
        rows = self.index.rows(
            "SELECT deck, count(*), sum(step) FROM (SELECT deck, note, max(step) AS step "
            f"FROM ({steps} UNION ALL {review}) GROUP BY deck, note) GROUP BY deck",
            (self._player, self.now.ms, self._today),
        )
        return {deck: (due, stepping) for deck, due, stepping in rows}


def _last_at_most(starts: Sequence[tuple[int, int]], place: int) -> int:
    """Index of the last start at or before `place`; empty decks share a start with the next."""
    return bisect_right(starts, place, key=lambda start: start[0]) - 1
