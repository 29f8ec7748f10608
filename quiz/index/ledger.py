"""One player's history, folded into the index card by card, round by round, day by day."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from quiz.history.events import Answer, Event, Mark, Placement, Rerate, Undo
from quiz.history.log import BY_ID, Changes, sift
from quiz.index.database import Index
from quiz.index.state_rows import (
    MEMORY_COLUMNS,
    SAVE_STATE,
    STATE_COLUMNS,
    read_memory,
    read_state,
    state_row,
)
from quiz.memory.card_state import DAY_FIELDS, CardState, Tally, fold_card
from quiz.memory.memory import CardMemory
from quiz.memory.scheduler import Scheduler
from quiz.moment import Moment
from quiz.scoring.rounds import RoundFold
from quiz.store.reader import Heads
from quiz.store.store import Store

ALL_ANEW = 2_000
"""From so many new events on, folding everything anew is quicker than looking up what each
changes."""

ROUNDS_KEPT = 4
"""Rounds that are kept in memory, ready for their next answer."""

Progress = Callable[[int, int], None]
"""Told how much is done and how much there is to do, now and then."""

_SAVE_ROUND = """
INSERT OR REPLACE INTO rounds
    (player, round, mode, deck, at, offset, newest, points, combo, correct, answers)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_ADD_DAY = f"""
INSERT INTO days (player, day, {", ".join(DAY_FIELDS)}, points)
VALUES (?, ?, {", ".join("?" * len(DAY_FIELDS))}, ?)
ON CONFLICT (player, day) DO UPDATE SET
    {", ".join(f"{name} = {name} + excluded.{name}" for name in (*DAY_FIELDS, "points"))}
"""
_ADD_SHARE = """
INSERT INTO shares (player, what, name, right, answers) VALUES (?, ?, ?, ?, ?)
ON CONFLICT (player, what, name) DO UPDATE SET
    right = right + excluded.right, answers = answers + excluded.answers
"""


class Ledger:
    """What follows from a player's events, as `quiz.memory.collection.Collection` says it, but
    kept in the index: a start costs nothing, however long the history is.

    `sync` folds in what the history has gained, in this game or another; what it finds is the
    same as a fold of all events from scratch.
    """

    def __init__(self, index: Index, store: Store, player: str, scheduler: Scheduler) -> None:
        self._index = index
        self._store = store
        self._name = player
        self._scheduler = scheduler
        self._hour = scheduler.options.day_start_hour
        self._options = repr(scheduler.options)
        self._rounds: dict[str, RoundFold] = {}
        self._version = 0

    @property
    def player(self) -> int:
        """The player's number in the index."""
        return self._row()[0]

    # ── folding ─────────────────────────────────────────────────────────────────

    def sync(self, progress: Progress | None = None) -> bool:
        """Fold in what is new in the history; whether anything was."""
        with self._store.reading() as reader:
            number, options, heads = self._row()
            now = reader.heads()
            if options == self._options and heads == now:
                return False
            with self._index.transaction():
                # Another game may have folded it in meanwhile.
                self._forget_what_others_changed()
                number, options, heads = self._row()
                now = reader.heads()
                known = options == self._options and reader.ids_at(*heads[:3]) == heads.ids
                if not known or reader.count_after(heads) > ALL_ANEW:
                    self._fold_all(number, progress)
                elif heads != now:
                    self._fold_new(number, reader.events_after(self._name, heads))
                self._index.rows(
                    "UPDATE players SET options = ?, answers = ?, changes = ?, placements = ?, "
                    "ids = ? WHERE number = ?",
                    (self._options, *now, number),
                )
        return True

    def _forget_what_others_changed(self) -> None:
        version = self._index.value("PRAGMA data_version")
        if version != self._version:
            self._version = version
            self._rounds.clear()

    def _row(self) -> tuple[int, str, Heads]:
        row = self._index.rows(
            "SELECT number, options, answers, changes, placements, ids FROM players WHERE name = ?",
            (self._name,),
        ).fetchone()
        if row is None:
            self._index.rows(
                "INSERT OR IGNORE INTO players (name, options, answers, changes, placements, ids) "
                "VALUES (?, '', 0, 0, 0, '')",
                (self._name,),
            )
            return self._row()
        return row[0], row[1], Heads(*row[2:])

    def _fold_new(self, player: int, events: list[Event]) -> None:
        reader = self._store.reader
        new = {event.id for event in events}
        changes = Changes()
        targets = [e.target for e in events if isinstance(e, Undo | Rerate)]
        answers = [e for e in events if isinstance(e, Answer)]
        # An event may come after what was said of it, when two logs were merged.
        for event in (*events, *reader.changes_to(self._name, [a.id for a in answers])):
            changes.note(event)
        cards: dict[str, list[Answer] | None] = {}
        rounds: dict[str, list[Answer] | None] = {}
        for event in (*events, *reader.find(targets)):
            if isinstance(event, Answer):
                plain = event.id in new and not changes.touches(event)
                _group(cards, event.card, event if plain else None)
                _group(rounds, event.round, event if plain else None)
            elif isinstance(event, Placement | Mark) and event.player == self._name:
                _group(cards, event.card, None)
        tally = Tally()
        for card, added in cards.items():
            self._fold_card(player, card, added, new, tally)
        points: dict[int, int] = {}
        for name, added in rounds.items():
            self._fold_round(player, name, added, new, points)
        self._add(player, tally, points)

    def _fold_card(
        self, player: int, card: str, added: list[Answer] | None, new: set[str], tally: Tally
    ) -> None:
        """Add answers that are newer than all of the card, else fold the card from scratch."""
        state = self._state(player, card)
        if added is not None and added[0].id > max(state.newest, state.last):
            for answer in added:
                state.add(answer, self._scheduler, tally)
        else:
            events = self._store.reader.events_of_card(self._name, card)
            before = Tally()
            old = sift(event for event in events if event.id not in new)
            fold_card(old.scheduled, (), self._scheduler, before)
            tally.add(before, -1)
            found = sift(events)
            state = fold_card(found.scheduled, found.marks, self._scheduler, tally)
        self._index.rows(SAVE_STATE, state_row(player, card, state, self._hour))

    def _fold_round(
        self,
        player: int,
        name: str,
        added: list[Answer] | None,
        new: set[str],
        points: dict[int, int],
    ) -> None:
        fold = self._rounds.get(name)
        saved = self._index.value(
            "SELECT newest FROM rounds WHERE player = ? AND round = ?", (player, name)
        )
        if fold is None and saved is None and added is not None:
            fold = self._rounds[name] = RoundFold(self._hour)
        if (
            added is not None
            and fold is not None
            and fold.newest == (saved or "")
            and added[0].id > fold.newest
        ):
            for answer in added:
                day, earned = fold.add(answer)
                points[day] = points.get(day, 0) + earned
        else:
            events = self._store.reader.events_of_round(self._name, name)
            old = sift(event for event in events if event.id not in new)
            for day, earned in RoundFold.of(old.answers, self._hour).points_by_day.items():
                points[day] = points.get(day, 0) - earned
            fold = self._rounds[name] = RoundFold.of(sift(events).answers, self._hour)
            for day, earned in fold.points_by_day.items():
                points[day] = points.get(day, 0) + earned
        while len(self._rounds) > ROUNDS_KEPT:
            del self._rounds[next(iter(self._rounds))]
        if fold.newest:
            self._index.rows(_SAVE_ROUND, _round_row(player, name, fold))
        else:
            self._index.rows("DELETE FROM rounds WHERE player = ? AND round = ?", (player, name))

    def _fold_all(self, player: int, progress: Progress | None) -> None:
        self._rounds.clear()
        for table in ("states", "days", "shares", "rounds"):
            self._index.rows(f"DELETE FROM {table} WHERE player = ?", (player,))
        reader = self._store.reader
        whole = 2 * reader.count(self._name) if progress else 0
        done = 0

        def told(answers: list[Answer]) -> None:
            nonlocal done
            if progress and (done + len(answers)) // 5_000 > done // 5_000:
                progress(done + len(answers), whole)
            done += len(answers)

        changes = Changes()
        others: dict[str, list[Placement | Mark]] = {}
        for event in reader.changes(self._name):
            changes.note(event)
            if isinstance(event, Placement | Mark):
                others.setdefault(event.card, []).append(event)
        tally = Tally()

        def states() -> Iterator[tuple[Any, ...]]:
            for answers in reader.answers_by(self._name, "card"):
                told(answers)
                yield folded(answers[0].card, answers)
            for card in list(others):
                yield folded(card, [])

        def folded(card: str, answers: list[Answer]) -> tuple[Any, ...]:
            more = sorted(
                (e for e in others.pop(card, ()) if e.id not in changes.undone), key=BY_ID
            )
            placed = [event for event in more if isinstance(event, Placement)]
            marks = [event for event in more if isinstance(event, Mark)]
            events: list[Answer | Placement] = [*changes.answers(answers)]
            if placed:
                events = sorted([*events, *placed], key=BY_ID)
            state = fold_card(events, marks, self._scheduler, tally)
            return state_row(player, card, state, self._hour)

        points: dict[int, int] = {}

        def rounds() -> Iterator[tuple[Any, ...]]:
            for answers in reader.answers_by(self._name, "round"):
                told(answers)
                fold = RoundFold.of(changes.answers(answers), self._hour)
                for day, earned in fold.points_by_day.items():
                    points[day] = points.get(day, 0) + earned
                if fold.newest:
                    yield _round_row(player, answers[0].round, fold)

        self._index.db.executemany(SAVE_STATE, states())
        self._index.db.executemany(_SAVE_ROUND, rounds())
        self._add(player, tally, points)
        if progress:
            progress(whole, whole)

    def _add(self, player: int, tally: Tally, points: dict[int, int]) -> None:
        nothing = [0] * len(DAY_FIELDS)
        self._index.db.executemany(
            _ADD_DAY,
            (
                (player, day, *tally.days.get(day, nothing), points.get(day, 0))
                for day in sorted({*tally.days, *points})
            ),
        )
        self._index.db.executemany(
            _ADD_SHARE,
            ((player, what, name, *pair) for (what, name), pair in tally.shares.items()),
        )

    # ── what was folded ─────────────────────────────────────────────────────────

    @property
    def scheduler(self) -> Scheduler:
        """The scheduler that the memories were folded with."""
        return self._scheduler

    def _state(self, player: int, card: str) -> CardState:
        row = self._index.rows(
            f"SELECT {STATE_COLUMNS} FROM states WHERE player = ? AND card = ?", (player, card)
        ).fetchone()
        return CardState() if row is None else read_state(row)

    def state(self, card: str) -> CardState:
        """Everything that is known of one card."""
        return self._state(self.player, card)

    def memory(self, card: str) -> CardMemory | None:
        """The memory of this card; None when it is new."""
        row = self._index.rows(
            f"SELECT {MEMORY_COLUMNS} FROM states WHERE player = ? AND card = ?",
            (self.player, card),
        ).fetchone()
        return None if row is None else read_memory(row)

    def states(self) -> dict[str, CardState]:
        """The state of each card that has a history, by key; large when the history is."""
        rows = self._index.rows(
            f"SELECT card, {STATE_COLUMNS} FROM states WHERE player = ?", (self.player,)
        )
        return {row[0]: read_state(row[1:]) for row in rows}

    @property
    def answers(self) -> list[Answer]:
        """The answers that count, in time order; read anew from the history, however long."""
        with self._store.reading() as reader:
            return sift(reader.events_after(self._name, Heads())).answers

    def history(self, card: str) -> list[Answer]:
        """The answers of one card that count, in time order."""
        with self._store.reading() as reader:
            return sift(reader.events_of_card(self._name, card)).answers

    def _keys(self, where: str, *values: object) -> set[str]:
        rows = self._index.rows(
            f"SELECT card FROM states WHERE player = ? AND {where}", (self.player, *values)
        )
        return {key for (key,) in rows}

    @property
    def suspended(self) -> set[str]:
        """Keys of the suspended cards."""
        return self._keys("suspended")

    def buried(self, day: int) -> set[str]:
        """Keys of the cards buried on this day of the player."""
        return self._keys("buried = ?", day)

    def day_count(self, name: str, now: Moment) -> int:
        """What `name`, a name in `DAY_FIELDS` or "points", comes to on this day of the player."""
        assert name in (*DAY_FIELDS, "points")
        return (
            self._index.value(
                f"SELECT {name} FROM days WHERE player = ? AND day = ?",
                (self.player, now.day(self._hour)),
            )
            or 0
        )

    def new_today(self, now: Moment) -> int:
        """How many cards were answered for the first time on this day of the player."""
        return self.day_count("introduced", now)

    def reviews_today(self, now: Moment) -> int:
        """How many answers of this day were reviews: not the day on which a card was new."""
        return self.day_count("reviewed", now)

    def days(self) -> dict[int, dict[str, int]]:
        """For each day with anything to count, the numbers of `DAY_FIELDS` and "points"."""
        names = (*DAY_FIELDS, "points")
        rows = self._index.rows(
            f"SELECT day, {', '.join(names)} FROM days WHERE player = ? ORDER BY day",
            (self.player,),
        )
        return {row[0]: dict(zip(names, row[1:], strict=True)) for row in rows if any(row[1:])}

    def shares(self, what: str) -> dict[str, tuple[int, int]]:
        """For each "kind" or "mode" that was played: wholly right answers, and all answers."""
        rows = self._index.rows(
            "SELECT name, right, answers FROM shares WHERE player = ? AND what = ? AND answers",
            (self.player, what),
        )
        return {name: (right, answers) for name, right, answers in rows}

    def points(self) -> int:
        """All points of the player."""
        return (
            self._index.value("SELECT sum(points) FROM days WHERE player = ?", (self.player,)) or 0
        )

    def best_round(self, mode: str, but: str = "") -> int | None:
        """The points of the player's best round in a mode, leaving out the round `but`."""
        best: int | None = self._index.value(
            "SELECT points FROM rounds WHERE player = ? AND mode = ? AND round <> ? "
            "ORDER BY points DESC LIMIT 1",
            (self.player, mode, but),
        )
        return best


def _group(groups: dict[str, list[Answer] | None], key: str, answer: Answer | None) -> None:
    """Collect answers by key; None, once given, says that the key must be folded anew."""
    if answer is None:
        groups[key] = None
    else:
        group = groups.setdefault(key, [])
        if group is not None:
            group.append(answer)


def _round_row(player: int, name: str, fold: RoundFold) -> tuple[Any, ...]:
    score = fold.score
    return (
        player,
        name,
        fold.mode.value,
        fold.deck,
        fold.moment.ms,
        fold.moment.offset,
        fold.newest,
        score.points,
        score.best_combo,
        score.correct,
        score.answered,
    )
