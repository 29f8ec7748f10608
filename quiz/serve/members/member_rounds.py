"""The open rounds of one member: in the server's database, and those played here in memory, too."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import Connection, select

from quiz.formats.round_json import UnreadableRoundError
from quiz.game.game import Game
from quiz.moment import MS_PER_DAY
from quiz.serve.database.database import Database
from quiz.serve.members.conflict import ConflictError
from quiz.serve.members.tables import ROUNDS
from quiz.serve.round_record import play_of_record, record_of
from quiz.serve.web_play import WebPlay

MOST_IN_MEMORY = 5
KEPT_DAYS = 7
"""A round that nobody went on with for so long is forgotten."""


class Shown(NamedTuple):
    """What changes with every change of a round that its page shows."""

    step: int
    said: str
    typed: tuple[str, ...]


class Change(NamedTuple):
    """A round to be written. before: its step as it was read; None for a new round."""

    found: WebPlay
    before: int | None
    body: str


@dataclass
class _Kept:
    """A round in memory. saved: what of it the database has; None for a new round."""

    found: WebPlay
    saved: Shown | None

    @property
    def step(self) -> int | None:
        """The step that the database has; None for a new round."""
        return self.saved and self.saved.step


class MemberRounds:
    """The rounds of one member; see `OpenRounds`."""

    def __init__(self, database: Database, person: str, game: Game) -> None:
        self._database = database
        self._person = person
        self._game = game
        self._kept: OrderedDict[str, _Kept] = OrderedDict()

    def keep(self, found: WebPlay) -> WebPlay:
        """Keep a round."""
        if found.key not in self._kept:
            self._kept[found.key] = _Kept(found, None)
        return found

    def find(self, key: str) -> WebPlay | None:
        """The round with this id as it is now; None if it is not known, or cannot go on."""
        with self._database.read() as connection:
            step = connection.execute(
                select(ROUNDS.c.step).where(ROUNDS.c.id == key, ROUNDS.c.person == self._person)
            ).scalar()
            kept = self._kept.get(key)
            if step is None:
                return kept.found if kept is not None and kept.step is None else None
            if kept is not None and kept.step == step:
                self._kept.move_to_end(key)
                return kept.found
            step, body = connection.execute(
                select(ROUNDS.c.step, ROUNDS.c.body).where(ROUNDS.c.id == key)
            ).one()
        try:
            found = play_of_record(body, self._game)
        except UnreadableRoundError:
            return None
        self._kept[key] = _Kept(found, _shown(found))
        self._kept.move_to_end(key)
        return found

    def waiting(self) -> WebPlay | None:
        """The round played last, if it is not over; None without one."""
        with self._database.read() as connection:
            key = connection.execute(
                select(ROUNDS.c.id)
                .where(ROUNDS.c.person == self._person)
                .order_by(ROUNDS.c.changed.desc(), ROUNDS.c.id.desc())
                .limit(1)
            ).scalar()
        found = None if key is None else self.find(key)
        return found if found is not None and found.is_open else None

    # ── writing ─────────────────────────────────────────────────────────────────

    def changes(self) -> list[Change]:
        """What the database does not have yet."""
        return [
            Change(kept.found, kept.step, record_of(kept.found, self._game))
            for kept in self._kept.values()
            if kept.saved != _shown(kept.found)
        ]

    def write(self, connection: Connection, change: Change, now: int) -> None:
        """Write a round. Raises ConflictError if it is no longer as it was read."""
        found, before, body = change
        values = {"step": found.step, "body": body, "changed": now}
        if before is None:
            old = now - KEPT_DAYS * MS_PER_DAY
            connection.execute(
                ROUNDS.delete().where(ROUNDS.c.person == self._person, ROUNDS.c.changed < old)
            )
            connection.execute(ROUNDS.insert().values(id=found.key, person=self._person, **values))
            return
        done = connection.execute(
            ROUNDS.update()
            .where(ROUNDS.c.id == found.key, ROUNDS.c.step == before)
            .values(**values)
        )
        if not done.rowcount:
            raise ConflictError("the round went on in another process")

    def written(self, changes: list[Change]) -> None:
        """Note that these changes are durable."""
        for found, _, _ in changes:
            self._kept[found.key] = _Kept(found, _shown(found))
        while len(self._kept) > MOST_IN_MEMORY:
            self._kept.popitem(last=False)


def _shown(found: WebPlay) -> Shown:
    return Shown(found.step, found.said, tuple(found.typed))
