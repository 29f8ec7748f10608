"""The open rounds of one player: in the server's database, and those played here in memory, too."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, select
from sqlalchemy.exc import IntegrityError

from quiz.formats.round_json import UnreadableRoundError
from quiz.game.game import Game
from quiz.moment import MS_PER_DAY
from quiz.serve.database.database import Database
from quiz.serve.database.faults import ConflictError, DatabaseError
from quiz.serve.members.tables import ROUNDS, STATES
from quiz.serve.news import news_of
from quiz.serve.round_record import Record, play_of_record, record_of
from quiz.serve.web_play import WebPlay

MOST_IN_MEMORY = 5
KEPT_DAYS = 7
"""A round that nobody went on with for so long is forgotten."""

# Made once: SQLAlchemy takes longer to put a statement together than to run it.
_ROUND = (
    select(ROUNDS.c.body, STATES.c.text)
    .outerjoin(STATES)
    .where(ROUNDS.c.id == bindparam("key"), ROUNDS.c.person == bindparam("by"))
    .order_by(STATES.c.number)
)
_LAST = (
    select(ROUNDS.c.id)
    .where(ROUNDS.c.person == bindparam("by"))
    .order_by(ROUNDS.c.changed.desc(), ROUNDS.c.id.desc())
    .limit(1)
)
_FORGET = ROUNDS.delete().where(
    ROUNDS.c.person == bindparam("by"), ROUNDS.c.changed < bindparam("since")
)
_NEW, _NEW_STATES = ROUNDS.insert(), STATES.insert()
_NEXT = ROUNDS.update().where(ROUNDS.c.id == bindparam("key"), ROUNDS.c.step == bindparam("before"))
_CUT = STATES.delete().where(
    STATES.c.round == bindparam("key"), STATES.c.number >= bindparam("kept")
)


class Shown(NamedTuple):
    """What changes with every change of a round that its page shows."""

    step: int
    said: str
    typed: tuple[str, ...]


class Change(NamedTuple):
    """A round to be written. before: its step as it was read; None for a new round."""

    found: WebPlay
    before: int | None
    record: Record


@dataclass
class _Kept:
    """A round in memory. saved: what of it the database has; None for a new round."""

    found: WebPlay
    saved: Shown | None

    @property
    def step(self) -> int | None:
        """The step that the database has; None for a new round."""
        return self.saved and self.saved.step


class OpenRounds:
    """The rounds of a player, for one thread. steps: of those that the database has now."""

    def __init__(self, database: Database, person: str, game: Game) -> None:
        self._database = database
        self._person = person
        self._game = game
        self.steps: Mapping[str, int] = {}
        self._kept: OrderedDict[str, _Kept] = OrderedDict()

    def look(self) -> None:
        """See which rounds the database has now."""
        with self._database.read() as connection:
            self.steps = news_of(connection, self._person).steps

    def keep(self, found: WebPlay) -> WebPlay:
        """Keep a round."""
        if found.key not in self._kept:
            self._kept[found.key] = _Kept(found, None)
        return found

    def find(self, key: str) -> WebPlay | None:
        """The round with this id as it is now; None if it is not known, or cannot go on."""
        step, kept = self.steps.get(key), self._kept.get(key)
        if kept is None or kept.step != step:
            kept = None if step is None else self._read(key)
            if kept is None:
                return None
            self._kept[key] = kept
        self._kept.move_to_end(key)
        return kept.found

    def _read(self, key: str) -> _Kept | None:
        """Read a round from the database; None if it is not there, or cannot go on."""
        with self._database.read() as connection:
            rows = connection.execute(_ROUND, {"key": key, "by": self._person}).all()
        states = [row.text for row in rows if row.text is not None]
        if not rows:
            return None
        try:
            found = play_of_record(rows[0].body, states, self._game)
        except UnreadableRoundError:
            return None
        kept = _Kept(found, _shown(found))
        found.step += found.catch_up()
        return kept

    def waiting(self) -> WebPlay | None:
        """The round played last, if it is not over; None without one."""
        with self._database.read() as connection:
            key = connection.scalar(_LAST, {"by": self._person})
        found = None if key is None else self.find(key)
        return found if found is not None and found.is_open else None

    # ── writing ─────────────────────────────────────────────────────────────────

    def is_changed(self) -> bool:
        """Whether anything is not in the database yet."""
        return any(kept.saved != _shown(kept.found) for kept in self._kept.values())

    def changes(self) -> list[Change]:
        """What the database does not have yet."""
        return [
            Change(kept.found, kept.step, record_of(kept.found, self._game))
            for kept in self._kept.values()
            if kept.saved != _shown(kept.found)
        ]

    def write(self, connection: Connection, change: Change, now: int) -> None:
        """Write a round. Raises ConflictError if it is no longer as it was read."""
        key, (text, states) = change.found.key, change.record
        values = {"step": change.found.step, "body": text, "changed": now}
        if change.before is None:
            old = {"by": self._person, "since": now - KEPT_DAYS * MS_PER_DAY}
            connection.execute(_FORGET, old)
            connection.execute(_NEW, {"id": key, "person": self._person, **values})
        else:
            before = {"key": key, "before": change.before}
            if not connection.execute(_NEXT, {**before, **values}).rowcount:
                raise ConflictError("the round went on in another process")
            if states.is_cut:
                connection.execute(_CUT, {"key": key, "kept": states.kept})
        if states.texts:
            rows = [
                {"round": key, "number": number, "person": self._person, "text": text}
                for number, text in enumerate(states.texts, states.kept)
            ]
            connection.execute(_NEW_STATES, rows)

    def written(self, changes: list[Change]) -> None:
        """Note that these changes are durable."""
        for change in changes:
            self._kept[change.found.key] = _Kept(change.found, _shown(change.found))
        self.steps = {**self.steps, **{each.found.key: each.found.step for each in changes}}
        while len(self._kept) > MOST_IN_MEMORY:
            self._kept.popitem(last=False)

    def save(self, now: int) -> None:
        """Write all that is new. Raises DatabaseError; then it is written the next time. Raises
        ConflictError if another process came first; then its rounds go on."""
        changes = self.changes()
        if not changes:
            return
        try:
            with self._database.begin() as connection:
                for change in changes:
                    self.write(connection, change, now)
        except DatabaseError:
            for change in changes:
                change.found.write_anew()
            raise
        except (ConflictError, IntegrityError) as error:
            self._kept.clear()
            raise ConflictError("too much happens at once; try again") from error
        self.written(changes)


def _shown(found: WebPlay) -> Shown:
    return Shown(found.step, found.said, tuple(found.typed))
