"""Reading parts of the history: what is new, what belongs to one card, what to one round."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from quiz.history.events import Answer, Event, Mark, MarkKind, Placement, Rerate, Undo
from quiz.history.log import BY_ID
from quiz.store.heads import Heads, read_heads
from quiz.store.rows import (
    ANSWER_COLUMNS,
    CHANGE_COLUMNS,
    PLACEMENT_COLUMNS,
    read_answer,
    read_change,
    read_placement,
)

if TYPE_CHECKING:
    from quiz.memory import card_state
    from quiz.scoring import rounds

_AT_ONCE = 500
"""Values in one query, well below SQLite's limit."""


class HistoryReader:
    """Reads from an open history. SQLite's errors are left to the caller."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def count_after(self, heads: Heads) -> int:
        """How many events, of whichever player, are behind these heads; cheap, an upper bound."""
        now = read_heads(self._db)
        return sum(now[:3]) - sum(heads[:3])

    def events_after(self, player: str, heads: Heads) -> list[Event]:
        """The player's events behind these heads, in time order."""
        events: list[Event] = []
        # The plus keeps SQLite to the order of numbers, of which few are new.
        for columns, table, read, number in (
            (ANSWER_COLUMNS, "answers", read_answer, heads.answers),
            (CHANGE_COLUMNS, "changes", read_change, heads.changes),
            (PLACEMENT_COLUMNS, "placements", read_placement, heads.placements),
        ):
            rows = self._db.execute(
                f"SELECT {columns} FROM {table} WHERE number > ? AND +player = ?",
                (number, player),
            )
            events.extend(read(row) for row in rows)
        return sorted(events, key=BY_ID)

    def events_of_card(self, player: str, card: str) -> list[Event]:
        """A card's answers, placements and marks, and what was said of them, in no order."""
        events: list[Event] = [
            read_answer(row)
            for row in self._db.execute(
                f"SELECT {ANSWER_COLUMNS} FROM answers WHERE player = ? AND card = ?",
                (player, card),
            )
        ]
        events += [
            read_placement(row)
            for row in self._db.execute(
                f"SELECT {PLACEMENT_COLUMNS} FROM placements WHERE player = ? AND card = ?",
                (player, card),
            )
        ]
        events += self.changes_to(player, [card])
        return events + self.changes_to(player, [event.id for event in events])

    def events_of_round(self, player: str, name: str) -> list[Event]:
        """A round's answers, and what was said of them, in no order."""
        events: list[Event] = [
            read_answer(row)
            for row in self._db.execute(
                f"SELECT {ANSWER_COLUMNS} FROM answers WHERE player = ? AND round = ?",
                (player, name),
            )
        ]
        return events + self.changes_to(player, [event.id for event in events])

    def latest_mark(self, player: str) -> Mark | None:
        """The player's newest mark that counts, None without any."""
        row = self._db.execute(
            f"SELECT {CHANGE_COLUMNS} FROM changes AS mark WHERE player = ? "
            f"AND what IN ({_marks(list(MarkKind))}) AND NOT EXISTS ("
            "SELECT 1 FROM changes WHERE target = mark.id AND what = 'undo' AND player = ?) "
            "ORDER BY id DESC LIMIT 1",
            (player, *(kind.value for kind in MarkKind), player),
        ).fetchone()
        mark = None if row is None else read_change(row)
        return mark if isinstance(mark, Mark) else None

    def changes_to(self, player: str, targets: Iterable[str]) -> list[Event]:
        """The player's changes whose target is one of these ids of events or keys of cards."""
        found: list[Event] = []
        for part in _parts(list(targets)):
            rows = self._db.execute(
                f"SELECT {CHANGE_COLUMNS} FROM changes "
                f"WHERE target IN ({_marks(part)}) AND player = ?",
                (*part, player),
            )
            found.extend(read_change(row) for row in rows)
        return found

    def find(self, ids: Iterable[str]) -> list[Answer | Placement | Mark]:
        """The answers, placements and marks with these ids, as far as they are there."""
        found: list[Answer | Placement | Mark] = []
        for part in _parts(list(ids)):
            for columns, table, read in (
                (ANSWER_COLUMNS, "answers", read_answer),
                (CHANGE_COLUMNS, "changes", read_change),
                (PLACEMENT_COLUMNS, "placements", read_placement),
            ):
                rows = self._db.execute(
                    f"SELECT {columns} FROM {table} WHERE id IN ({_marks(part)})", part
                )
                events = (read(row) for row in rows)
                found.extend(e for e in events if not isinstance(e, Undo | Rerate))
        return found

    def changes(self, player: str) -> list[Event]:
        """All changes and placements of a player, in no order."""
        rows = self._db.execute(
            f"SELECT {CHANGE_COLUMNS} FROM changes WHERE player = ?", (player,)
        ).fetchall()
        placed = self._db.execute(
            f"SELECT {PLACEMENT_COLUMNS} FROM placements WHERE player = ?", (player,)
        ).fetchall()
        return [*map(read_change, rows), *map(read_placement, placed)]

    def answers_by_card(self, player: str) -> Iterator[list[card_state.BareAnswer]]:
        """All answers of a player as `fold_bare` reads them, those to one card together and in
        time order; never more than one group is held in memory."""
        return self._grouped("card, id, kind, mode, at, offset, rating, credit, ms", "card", player)

    def answers_by_round(self, player: str) -> Iterator[list[rounds.BareAnswer]]:
        """The same by round, as `RoundFold.of_bare` reads them."""
        return self._grouped(
            "round, id, card, deck, kind, mode, input, at, offset, credit, hinted, ms, difficulty",
            "round",
            player,
        )

    def _grouped(self, columns: str, by: str, player: str) -> Iterator[list[Any]]:
        # Nearly always the order of numbers, which the index has, is that of ids too; it costs
        # less to see than SQLite's sorting does.
        rows = self._db.execute(
            f"SELECT {columns} FROM answers WHERE player = ? ORDER BY {by}", (player,)
        )
        return (sorted(group, key=itemgetter(1)) for _, group in groupby(rows, itemgetter(0)))

    def count(self, player: str) -> int:
        """How many answers the player has given, undone ones included."""
        row = self._db.execute("SELECT count(*) FROM answers WHERE player = ?", (player,))
        return int(row.fetchone()[0])


def _parts(values: list[str]) -> Iterator[list[str]]:
    return (values[start : start + _AT_ONCE] for start in range(0, len(values), _AT_ONCE))


def _marks(values: Sequence[str]) -> str:
    return ", ".join("?" * len(values))
