"""Folds events into the index, by card, round and day."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from quiz.history.effective_events import Corrections, EffectiveEvents, sift
from quiz.history.events import Answer, Event, Mark, Placement, Rerate, Undo
from quiz.progress import Progress
from quiz.scheduling.card_state import DAY_FIELDS, SHARE_FIELDS, Tally, fold_card
from quiz.scheduling.scheduler import Scheduler
from quiz.scoring.round_fold import RoundFold
from quiz.settings.settings import DeckSchedule
from quiz.storage.index.database import Index
from quiz.storage.index.state_rows import SAVE_STATE, state_of, state_row
from quiz.storage.log.history_reader import HistoryReader

ROUNDS_KEPT = 4
"""Number of rounds kept in memory, ready for their next answer."""

_SAVE_ROUND = """
INSERT OR REPLACE INTO rounds
    (player, round, mode, deck, at, offset, newest, points, combo, typed, correct, answers, ms)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_ADD_DAY = f"""
INSERT INTO days (player, day, {", ".join(DAY_FIELDS)})
VALUES (?, ?, {", ".join("?" * len(DAY_FIELDS))})
ON CONFLICT (player, day) DO UPDATE SET
    {", ".join(f"{name} = {name} + excluded.{name}" for name in DAY_FIELDS)}
"""
_ADD_SHARE = f"""
INSERT INTO shares (player, day, what, name, {", ".join(SHARE_FIELDS)})
VALUES (?, ?, ?, ?, {", ".join("?" * len(SHARE_FIELDS))})
ON CONFLICT (player, what, day, name) DO UPDATE SET
    {", ".join(f"{name} = {name} + excluded.{name}" for name in SHARE_FIELDS)}
"""

READING = "Reading your history"


@dataclass
class Folding:
    """Folds a player's events and writes the results, in the caller's transaction.

    make_scheduler: makes a scheduler from a deck's own schedule, or None. own_of: finds the own
    schedule of a card's deck, or None.
    Call `forget` after another program has changed the index.
    """

    index: Index
    reader: HistoryReader
    name: str
    make_scheduler: Callable[[DeckSchedule | None], Scheduler]
    own_of: Callable[[str], DeckSchedule | None]

    def __post_init__(self) -> None:
        self._hour = self.make_scheduler(None).options.day_start_hour
        self._rounds: dict[str, RoundFold] = {}

    def forget(self) -> None:
        """Drop everything in memory that came from the index."""
        self._rounds.clear()

    def fold_new(self, player: int, events: list[Event]) -> None:
        """Fold in events that the index does not have yet."""
        reader = self.reader
        own = reader.ids_of(self.name)
        new = {event.id for event in events}
        changes = Corrections()
        targets = [e.target for e in events if isinstance(e, Undo | Rerate)]
        answers = [e for e in events if isinstance(e, Answer)]
        # After merging two logs, an event may arrive later than changes to it.
        for event in (*events, *reader.changes_to(self.name, [a.id for a in answers])):
            changes.note(event)
        cards: dict[str, list[Answer] | None] = {}
        rounds: dict[str, list[Answer] | None] = {}
        for event in (*events, *reader.find(targets)):
            if isinstance(event, Answer):
                plain = event.id in new and not changes.touches(event)
                _group(cards, event.card, event if plain else None)
                _group(rounds, event.round, event if plain else None)
            elif isinstance(event, Placement | Mark) and event.player in own:
                _group(cards, event.card, None)
        tally = Tally()
        for card, added in cards.items():
            self._fold_card(player, card, added, new, tally)
        for name, added in rounds.items():
            self._fold_round(player, name, added, new, tally)
        self._add(player, tally)

    def _fold_card(
        self, player: int, card: str, added: list[Answer] | None, new: set[str], tally: Tally
    ) -> None:
        """Add answers if they are the newest of the card; else fold the card from scratch."""
        state = state_of(self.index, player, card)
        if added is not None and added[0].id > max(state.newest, state.last):
            own = self.own_of(card)
            for answer in added:
                state.add(answer, self.make_scheduler(own), tally)
            row = state_row(player, card, state, self._hour, own)
        else:
            events = self.reader.events_of_card(self.name, card)
            before = Tally()
            self._folded(player, card, sift(e for e in events if e.id not in new), before)
            tally.subtract(before)
            row = self._folded(player, card, sift(events), tally)
        self.index.run(SAVE_STATE, row)

    def _folded(
        self, player: int, card: str, found: EffectiveEvents, tally: Tally
    ) -> tuple[Any, ...]:
        """The values of `SAVE_STATE` for a card, from all its events."""
        own = self.own_of(card)
        state = fold_card(found.scheduled, found.marks, self.make_scheduler(own), tally)
        return state_row(player, card, state, self._hour, own)

    def fold_cards(self, player: int, cards: list[str], progress: Progress) -> None:
        """Fold the memories of these cards again; their share of days and scores stays."""
        for done, card in enumerate(cards):
            if done % 500 == 0:
                progress(READING, done, len(cards))
            found = sift(self.reader.events_of_card(self.name, card))
            self.index.run(SAVE_STATE, self._folded(player, card, found, Tally()))
        progress(READING, len(cards), len(cards))

    def _fold_round(
        self, player: int, name: str, added: list[Answer] | None, new: set[str], tally: Tally
    ) -> None:
        fold = self._rounds.get(name)
        saved = self.index.value(
            "SELECT newest FROM rounds WHERE player = ? AND round = ?", (player, name)
        )
        if added and fold and fold.newest == (saved or "") and added[0].id > fold.newest:
            for answer in added:
                day, points = fold.add(answer)
                tally.days[day]["points"] += points
        else:
            events = self.reader.events_of_round(self.name, name)
            before = self._round_of(sift(e for e in events if e.id not in new))
            for day, points in before.points_by_day.items():
                tally.days[day]["points"] -= points
            fold = self._rounds[name] = self._round_of(sift(events))
            tally.add_points(fold.points_by_day)
        while len(self._rounds) > ROUNDS_KEPT:
            del self._rounds[next(iter(self._rounds))]
        if fold.newest:
            self.index.run(_SAVE_ROUND, _round_row(player, name, fold))
        else:
            self.index.run("DELETE FROM rounds WHERE player = ? AND round = ?", (player, name))

    def _round_of(self, found: EffectiveEvents) -> RoundFold:
        return RoundFold.of(found.answers, found.undone, self._hour)

    def fold_all(self, player: int, progress: Progress) -> None:
        """Fold the whole history from scratch."""
        self._rounds.clear()
        for table in ("states", "days", "shares", "rounds"):
            self.index.run(f"DELETE FROM {table} WHERE player = ?", (player,))
        reader = self.reader
        whole = 2 * reader.count(self.name)
        done = 0

        def report(number: int) -> None:
            nonlocal done
            if (done + number) // 5_000 > done // 5_000:
                progress(READING, done + number, whole)
            done += number

        changes = Corrections()
        others: dict[str, list[Event]] = {}
        for event in reader.changes(self.name):
            changes.note(event)
            if isinstance(event, Placement | Mark):
                others.setdefault(event.card, []).append(event)
        tally = Tally()

        def states() -> Iterator[tuple[Any, ...]]:
            for answers in reader.answers_by("card", self.name):
                report(len(answers))
                card = answers[0].card
                found = changes.sift([*answers, *others.pop(card, ())])
                yield self._folded(player, card, found, tally)
            for card, events in others.items():
                yield self._folded(player, card, changes.sift(events), tally)

        def scored() -> Iterator[tuple[Any, ...]]:
            for answers in reader.answers_by("round", self.name):
                report(len(answers))
                name = answers[0].round
                fold = self._round_of(changes.sift(answers))
                tally.add_points(fold.points_by_day)
                if fold.newest:
                    yield _round_row(player, name, fold)

        self.index.many(SAVE_STATE, states())
        self.index.many(_SAVE_ROUND, scored())
        self._add(player, tally)
        progress(READING, whole, whole)

    def _add(self, player: int, tally: Tally) -> None:
        days = tally.days.items()
        self.index.many(
            _ADD_DAY,
            ((player, day, *(counts[name] for name in DAY_FIELDS)) for day, counts in days),
        )
        shares = tally.shares.items()
        self.index.many(
            _ADD_SHARE,
            ((player, *key, *(counts[name] for name in SHARE_FIELDS)) for key, counts in shares),
        )


def _group(groups: dict[str, list[Answer] | None], key: str, answer: Answer | None) -> None:
    """Collect answers by key; a None marks the key for folding from scratch."""
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
        fold.typed,
        score.correct,
        score.answered,
        score.ms,
    )
