"""One player's folded history, kept in the index."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from quiz.history.effective_events import EffectiveEvents, Scheduled, sift
from quiz.progress import Progress, silent
from quiz.scheduling.card_state import DAY_FIELDS, SHARE_FIELDS, CardState
from quiz.storage.index.database import Index
from quiz.storage.index.state_rows import MEMORY_COLUMNS, read_memory, state_of
from quiz.storage.log.heads import Heads
from quiz.storage.log.store import Store

if TYPE_CHECKING:
    from quiz.history.events import Answer
    from quiz.moment import Moment
    from quiz.scheduling.memory import CardMemory
    from quiz.scheduling.scheduler import Scheduler
    from quiz.settings.settings import DeckSchedule
    from quiz.storage.index.folding import Folding

ALL_ANEW = 2_000
"""With more new events than this, folding everything from scratch is faster than looking up what
each one changes."""


class LatestAnswer(NamedTuple):
    """Its id, and the key of its card."""

    id: str
    card: str


@dataclass
class Ledger:
    """The state that follows from a player's events, kept in the index, so that a long history does
    not slow down the start.

    `sync` folds in new events, from this game or another. The result equals a fold of all events
    from scratch.

    name: the player's id. make_scheduler: makes a scheduler, when first needed, from a deck's own
    schedule, or None.
    options: text that identifies everything else the fold depends on; when it changes, everything
    is folded from scratch. own: the decks with their own schedule, by number.
    """

    index: Index
    store: Store
    name: str
    make_scheduler: Callable[[DeckSchedule | None], Scheduler]
    options: str
    day_start_hour: int
    own: Callable[[], Mapping[int, DeckSchedule]] = dict

    def __post_init__(self) -> None:
        self._folding: Folding | None = None
        self._version = 0

    @cached_property
    def player(self) -> int:
        """The player's number in the index."""
        return self._row()[0]

    @property
    def scheduler(self) -> Scheduler:
        """The scheduler for all decks without their own schedule."""
        return self.make_scheduler(None)

    def scheduler_of(self, card: str) -> Scheduler:
        """The scheduler for this card."""
        return self.make_scheduler(self._own_of(card))

    def _own_of(self, card: str) -> DeckSchedule | None:
        own = self.own()
        if not own:
            return None
        row = self.index.row(
            "SELECT deck FROM states WHERE player = ? AND card = ?", (self.player, card)
        ) or self.index.row(
            "SELECT deck FROM cards WHERE key = ? AND deck NOT IN left_out LIMIT 1", (card,)
        )
        (deck,) = row or (None,)
        return own.get(deck)

    def follow_decks(self, progress: Progress = silent) -> None:
        """Fold again all cards whose deck has changed its own schedule, or that changed decks."""
        own = self.own()
        numbers = ", ".join(map(str, own))
        cards = self.index.column(
            "SELECT card FROM states INDEXED BY states_on_their_own "
            "WHERE player = ? AND own IS NOT NULL "
            f"AND (deck IS NULL OR deck NOT IN ({numbers}))",
            (self.player,),
        )
        for deck, schedule in own.items():
            cards += self.index.column(
                "SELECT card FROM states INDEXED BY states_by_deck "
                "WHERE player = ? AND deck = ? AND own IS NOT ?",
                (self.player, deck, schedule.key),
            )
        if not cards:
            return
        with self.store.reading(), self.index.transaction():
            self._writer().fold_cards(self.player, cards, progress)

    # ── folding ─────────────────────────────────────────────────────────────────

    def sync(self, progress: Progress = silent) -> bool:
        """Fold in new events; returns whether there were any."""
        number, options, heads = self._row()
        if options == self.options and heads == self.store.heads():
            return False
        with self.store.reading() as reader, self.index.transaction():
            # Another game may have folded them in by now.
            self._forget_what_others_changed()
            number, options, heads = self._row()
            now = self.store.heads()
            known = options == self.options and self.store.ids_at(heads) == heads.ids
            if not known or reader.count_after(heads) > ALL_ANEW:
                self._writer().fold_all(number, progress)
            elif heads != now:
                self._writer().fold_new(number, reader.events_after(self.name, heads))
            self.index.run(
                "UPDATE players SET options = ?, answers = ?, changes = ?, placements = ?, "
                "ids = ? WHERE number = ?",
                (self.options, *now, number),
            )
        return True

    def _forget_what_others_changed(self) -> None:
        version = self.index.value("PRAGMA data_version")
        if version != self._version:
            self._version = version
            if self._folding is not None:
                self._folding.forget()

    def _row(self) -> tuple[int, str, Heads]:
        row = self.index.row(
            "SELECT number, options, answers, changes, placements, ids FROM players WHERE name = ?",
            (self.name,),
        )
        if row is None:
            self.index.run(
                "INSERT OR IGNORE INTO players (name, options, answers, changes, placements, ids) "
                "VALUES (?, '', 0, 0, 0, '')",
                (self.name,),
            )
            return self._row()
        number, options, *heads = row
        return number, options, Heads(*heads)

    def _writer(self) -> Folding:
        if self._folding is None:
            # Mostly a start finds nothing to fold, and needs none of this.
            from quiz.storage.index.folding import Folding

            self._folding = Folding(
                self.index, self.store.reader, self.name, self.make_scheduler, self._own_of
            )
        return self._folding

    # ── what was folded ─────────────────────────────────────────────────────────

    def state(self, card: str) -> CardState:
        """The state of one card."""
        return state_of(self.index, self.player, card)

    def memory(self, card: str) -> CardMemory | None:
        """The memory of this card; None if it is new."""
        row = self.index.row(
            f"SELECT {MEMORY_COLUMNS} FROM states WHERE player = ? AND card = ?",
            (self.player, card),
        )
        return None if row is None else read_memory(row)

    @property
    def answers(self) -> list[Answer]:
        """The effective answers in time order; reads the whole history."""
        with self.store.reading() as reader:
            return sift(reader.events_after(self.name, Heads())).answers

    @property
    def scheduled(self) -> list[Scheduled]:
        """The effective answers, placements and resets in time order; reads the whole history."""
        with self.store.reading() as reader:
            return sift(reader.events_after(self.name, Heads())).scheduled

    def history(self, card: str) -> list[Answer]:
        """The effective answers of one card, in time order."""
        return self.events_of(card).answers

    def events_of(self, card: str) -> EffectiveEvents:
        """The effective events of one card, and its undone answers."""
        with self.store.reading() as reader:
            return sift(reader.events_of_card(self.name, card))

    def _keys(self, where: str, *values: object) -> set[str]:
        query = f"SELECT card FROM states WHERE player = ? AND {where}"
        return set(self.index.column(query, (self.player, *values)))

    @property
    def met(self) -> set[str]:
        """Keys of the cards that have a memory."""
        return self._keys("phase IS NOT NULL")

    @property
    def suspended(self) -> set[str]:
        """Keys of the suspended cards."""
        return self._keys("suspended")

    def buried(self, day: int) -> set[str]:
        """Keys of the cards buried for this day."""
        return self._keys("buried = ?", day)

    def vanished(self, most: int) -> list[tuple[str, int]]:
        """The keys of cards that have progress and are in no deck, and how often each was
        answered; at most so many, those answered most first."""
        rows = self.index.rows(
            "SELECT card, asked FROM states WHERE player = ? AND phase IS NOT NULL "
            "AND card NOT IN (SELECT key FROM cards) ORDER BY asked DESC, card LIMIT ?",
            (self.player, most),
        )
        return [(key, asked) for key, asked in rows]

    def latest_answer(self) -> LatestAnswer | None:
        """The newest effective answer; None without any."""
        row = self.index.row(
            "SELECT last, card FROM states WHERE player = ? AND asked ORDER BY last DESC LIMIT 1",
            (self.player,),
        )
        return None if row is None else LatestAnswer(*row)

    def day_count(self, name: str, now: Moment) -> int:
        """The count of `name`, one of `DAY_FIELDS`, on the player's current day."""
        assert name in DAY_FIELDS
        day = (self.player, now.day(self.day_start_hour))
        return self.index.value(f"SELECT {name} FROM days WHERE player = ? AND day = ?", day) or 0

    def done_on(self, day: int) -> list[tuple[int | None, int, int]]:
        """For each deck with an answer on this day: its number, and how many cards were learnt and
        reviewed, Cram left out. The number is None for cards that
        are no longer in any deck."""
        return self.index.rows(
            "SELECT deck, sum(introduced IS ?1), sum(introduced IS NOT ?1 AND seen IS ?1) "
            "FROM states INDEXED BY states_by_day WHERE player = ?2 AND last_day = ?1 "
            "GROUP BY deck",
            (day, self.player),
        )

    def seen_by_deck(self) -> dict[int, int]:
        """How many cards of each deck have a memory, by its number."""
        return dict(
            self.index.rows("SELECT deck, seen FROM tallies WHERE player = ?", (self.player,))
        )

    def days(self) -> dict[int, dict[str, int]]:
        """The counts of `DAY_FIELDS` for each day with anything to count."""
        rows = self.index.rows(
            f"SELECT day, {', '.join(DAY_FIELDS)} FROM days WHERE player = ? ORDER BY day",
            (self.player,),
        )
        return {
            day: dict(zip(DAY_FIELDS, counts, strict=True)) for day, *counts in rows if any(counts)
        }

    def time_by_day(self, since: int) -> dict[int, tuple[int, int]]:
        """For each day from `since` on, the number of answers and their total milliseconds."""
        rows = self.index.rows(
            "SELECT day, answers, ms FROM days WHERE player = ? AND day >= ?", (self.player, since)
        )
        return {day: (answers, ms) for day, answers, ms in rows}

    def shares(self, what: str, since: int | None = None) -> dict[str, dict[str, int]]:
        """For each "kind" or "mode" played, the counts of `SHARE_FIELDS`, since a day or in all."""
        rows = self.index.rows(
            f"SELECT name, {', '.join(f'sum({field})' for field in SHARE_FIELDS)} FROM shares "
            "WHERE player = ? AND what = ? AND day >= ifnull(?, day) GROUP BY name "
            "HAVING sum(answers)",
            (self.player, what, since),
        )
        return {name: dict(zip(SHARE_FIELDS, counts, strict=True)) for name, *counts in rows}

    def days_played(self) -> list[int]:
        """The days with an answer."""
        query = "SELECT day FROM days WHERE player = ? AND answers > 0"
        return self.index.column(query, (self.player,))

    def points(self) -> int:
        """All points of the player."""
        return (
            self.index.value("SELECT sum(points) FROM days WHERE player = ?", (self.player,)) or 0
        )

    def best_round(self, mode: str, but: str = "") -> int | None:
        """The points of the player's best round in a mode, except for the round `but`."""
        best: int | None = self.index.value(
            "SELECT points FROM rounds WHERE player = ? AND mode = ? AND round <> ? "
            "ORDER BY points DESC LIMIT 1",
            (self.player, mode, but),
        )
        return best

    def fastest_ms(self, mode: str, correct: int, miss_ms: int) -> int | None:
        """The milliseconds of the player's fastest round with that many correct answers in a mode;
        None if there is none. miss_ms: what each other answer adds."""
        fastest: int | None = self.index.value(
            "SELECT min(ms + ? * (answers - correct)) FROM rounds "
            "WHERE player = ? AND mode = ? AND correct = ?",
            (miss_ms, self.player, mode, correct),
        )
        return fastest
