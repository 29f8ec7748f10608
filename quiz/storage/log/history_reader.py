"""Reads parts of the history: new events, and those of one card or one round."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import attrgetter
from typing import Any, Literal

from quiz.history.effective_events import BY_ID
from quiz.history.events import Answer, Event, Mark, MarkKind, Placement, Rerate, Undo
from quiz.history.ids import is_uuid
from quiz.storage.log.heads import Heads, read_heads
from quiz.storage.log.players_table import ids_of
from quiz.storage.log.tables import ANSWERS, CHANGES, PLACEMENTS, TABLES, Table

_AT_ONCE = 500
"""Values in one query, well below SQLite's limit."""


class HistoryReader:
    """Reads from an open history; the caller handles SQLite's errors.

    set_aside: tables and numbers of the damaged rows found so far: their checksum does not match,
    or they hold no event. Results leave them out.
    """

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self.set_aside: set[tuple[str, int]] = set()

    def _read(self, table: Table, rest: str, values: Sequence[object] = ()) -> Iterator[Any]:
        """The events of a table; `rest` is the end of the query, from WHERE on."""
        query = f"SELECT {table.stored}, number FROM {table.name} {rest}"
        for row in self._db.execute(query, values):
            event = table.event(row[:-1])
            if event is None:
                self.set_aside.add((table.name, row[-1]))
            else:
                yield event

    def newest_id(self) -> str:
        """The greatest id in the log; "" if it is empty."""
        newest = ""
        for table in TABLES:
            ids = (event.id for event in self._read(table, "ORDER BY id DESC"))
            newest = max(newest, next(filter(is_uuid, ids), ""))
        return newest

    def count_after(self, heads: Heads) -> int:
        """How many events of any player came after these heads; cheap, an upper bound."""
        now = read_heads(self._db)
        return sum(now[:3]) - sum(heads[:3])

    def ids_of(self, player: str) -> list[str]:
        """The ids of a player in the log: the player's own id, and those joined to it."""
        return ids_of(self._db, player)

    def _whose(self, player: str) -> tuple[str, list[str]]:
        """The SQL condition for the player's rows, and its values."""
        own = self.ids_of(player)
        return f"player IN ({_marks(own)})", own

    def _of(self, player: str, table: Table, rest: str, *values: object) -> Iterator[Any]:
        """The player's events of a table; `rest` is the query behind the condition for those."""
        whose, own = self._whose(player)
        return self._read(table, f"WHERE {whose} {rest}", (*own, *values))

    def events_after(self, player: str, heads: Heads) -> list[Event]:
        """The player's events after these heads, in time order."""
        events: list[Event] = []
        whose, own = self._whose(player)
        for table, number in zip(TABLES, heads[:3], strict=True):
            # The plus makes SQLite use the order of numbers, of which few are new.
            events += self._read(table, f"WHERE number > ? AND +{whose}", (number, *own))
        return sorted(events, key=BY_ID)

    def all_after(self, heads: Heads) -> Iterator[Event]:
        """The events of all players after these heads, in the order of their arrival by table."""
        for table, number in zip(TABLES, heads[:3], strict=True):
            yield from self._read(table, "WHERE number > ? ORDER BY number", (number,))

    def events_of_card(self, player: str, card: str) -> list[Event]:
        """A card's answers, placements and marks, and the changes to them, in any order."""
        events: list[Event] = []
        for table in (ANSWERS, PLACEMENTS):
            events += self._of(player, table, "AND card = ?", card)
        events += self.changes_to(player, [card])
        return events + self.changes_to(player, [event.id for event in events])

    def events_of_round(self, player: str, name: str) -> list[Event]:
        """A round's answers and the changes to them, in any order."""
        events = list(self._of(player, ANSWERS, "AND round = ?", name))
        return events + self.changes_to(player, [event.id for event in events])

    def latest_mark(self, player: str) -> Mark | None:
        """The player's newest effective mark, except for progress handed on; None without any."""
        kinds = [kind.value for kind in MarkKind if kind is not MarkKind.HAND_ON]
        newest_first = f"AND what IN ({_marks(kinds)}) ORDER BY id DESC"
        marks = self._of(player, CHANGES, newest_first, *kinds)
        for mark in marks:
            if not any(isinstance(e, Undo) for e in self.changes_to(player, [mark.id])):
                assert isinstance(mark, Mark)
                return mark
        return None

    def marks_with(self, player: str, mark: Mark) -> list[Mark]:
        """The player's effective marks made together with this one: of the same kind, at the same
        millisecond."""
        same = "AND what = ? AND at = ? ORDER BY id"
        found = self._of(player, CHANGES, same, mark.kind.value, mark.moment.ms)
        marks = [event for event in found if isinstance(event, Mark)]
        changes = self.changes_to(player, [event.id for event in marks])
        undone = {event.target for event in changes if isinstance(event, Undo)}
        return [event for event in marks if event.id not in undone]

    def changes_to(self, player: str, targets: Iterable[str]) -> list[Event]:
        """The player's changes to these targets: ids of events, or keys of cards."""
        found: list[Event] = []
        for part in _parts(list(targets)):
            found += self._of(player, CHANGES, f"AND target IN ({_marks(part)})", *part)
        return found

    def find(self, ids: Iterable[str]) -> list[Answer | Placement | Mark]:
        """The answers, placements and marks with these ids; missing ones are left out."""
        found: list[Answer | Placement | Mark] = []
        for part in _parts(list(ids)):
            for table in TABLES:
                events = self._read(table, f"WHERE id IN ({_marks(part)})", part)
                found += (e for e in events if not isinstance(e, Undo | Rerate))
        return found

    def changes(self, player: str) -> list[Event]:
        """All changes and placements of a player, in any order."""
        return [*self._of(player, CHANGES, ""), *self._of(player, PLACEMENTS, "")]

    def answers_by(self, what: Literal["card", "round"], player: str) -> Iterator[list[Answer]]:
        """All answers of a player, grouped by card or round, each group in time order. Only one
        group is in memory at a time."""
        answers = self._of(player, ANSWERS, f"ORDER BY {what}")
        return (sorted(group, key=BY_ID) for _, group in groupby(answers, attrgetter(what)))

    def count(self, player: str) -> int:
        """The number of the player's answers, including undone ones."""
        whose, own = self._whose(player)
        row = self._db.execute(f"SELECT count(*) FROM answers WHERE {whose}", own)
        return int(row.fetchone()[0])

    def owners(self, ids: Iterable[str]) -> dict[str, str]:
        """The player's id of each event with one of these ids; missing ones are left out."""
        found: dict[str, str] = {}
        for part in _parts(list(ids)):
            for table in TABLES:
                rows = self._db.execute(
                    f"SELECT id, player FROM {table.name} WHERE id IN ({_marks(part)})", part
                )
                found |= dict(rows.fetchall())
        return found


def _parts(values: list[str]) -> Iterator[list[str]]:
    return (values[start : start + _AT_ONCE] for start in range(0, len(values), _AT_ONCE))


def _marks(values: Sequence[str]) -> str:
    return ", ".join("?" * len(values))
