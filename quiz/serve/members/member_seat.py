"""Where members sit: many games, of which a few are open at a time, in a few threads.

Work is first done on the copy of a member's events in this process, then everything it changed is
written to the database in one transaction. If that fails, or if another process came first, the
copy is thrown away, and made anew from the database.
"""

from __future__ import annotations

import asyncio
import shutil
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol
from zlib import crc32

from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from quiz.clock import Clock, system_clock
from quiz.serve.database.database import Database
from quiz.serve.database.faults import ConflictError
from quiz.serve.desk import Desk, Result
from quiz.serve.members.group_writer import GroupWriter
from quiz.serve.members.home import Homes, Roots
from quiz.serve.members.replica import Replica
from quiz.serve.news import news_of
from quiz.serve.open_rounds import OpenRounds
from quiz.serve.people.tokens import Person

LOOK_SECONDS = 10.0
"""How long it may take until an open game has a new edition of a deck."""
THREADS = 2
"""While one waits for the disk, the other works. More would only take turns at Python's lock: with
four, an answer took a third more processor time (see .github/docs/speed.md)."""
MOST_OPEN = 400
"""Games open at a time."""
IDLE_SECONDS = 10 * 60.0
"""A game that nobody plays for so long is closed."""
TRIES = 5


class ClassDecks(Protocol):
    """Brings the decks that a person is given into folders."""

    def folders(self, connection: Connection, person: str) -> tuple[Path, ...]:
        """Up-to-date folders with the decks of the person's classes."""


@dataclass
class MemberDesk:
    """The desk of one member in this process; belongs to one thread."""

    database: Database
    writer: GroupWriter
    person: Person
    homes: Homes
    decks: ClassDecks
    clock: Clock

    def __post_init__(self) -> None:
        self._roots: tuple[Path, ...] = ()
        self._looked: float | None = None
        self.used = self.clock.seconds()
        self._open: tuple[Replica, OpenRounds] | None = None

    @property
    def roots(self) -> Roots:
        """The folders with the decks of the open game."""
        return self._open[0].home.roots if self._open else ()

    def work(self, work: Callable[[Desk], Result]) -> Result:
        """See `Seat.run`."""
        for number in range(1, TRIES + 1):
            try:
                replica, rounds = self._fresh()
                result = work(Desk(replica.game, rounds, replica))
                self._write(replica, rounds)
            except (ConflictError, IntegrityError) as error:
                self.close()
                if number == TRIES:
                    raise ConflictError("too much happens at once; try again") from error
            except BaseException:
                if self._open and (self._open[0].is_changed() or self._open[1].is_changed()):
                    # The copy may have what the database has not.
                    self.close()
                raise
            else:
                return result
        raise AssertionError

    def _fresh(self) -> tuple[Replica, OpenRounds]:
        """The copy with all that the database has."""
        with self.database.read() as connection:
            seconds = self.clock.seconds()
            if self._looked is None or seconds - self._looked > LOOK_SECONDS:
                self._roots = self.decks.folders(connection, self.person.id)
                self._looked = seconds
            if self._open and self.roots != self._roots:
                self.close()
            news = news_of(connection, self.person.id)
            if self._open is None:
                home = self.homes.of(self._roots)
                made = Replica(home, self.person, connection, news.sizes, self.clock)
                self._open = made, OpenRounds(self.database, self.person.id, made.game)
            else:
                self._open[0].fill(connection, news.sizes)
            self._open[1].steps = news.steps
        return self._open

    def _write(self, replica: Replica, rounds: OpenRounds) -> None:
        changes = rounds.changes()
        if not changes and not replica.is_changed():
            return
        now = self.clock().ms

        def write(connection: Connection) -> dict[str, int]:
            sizes = replica.write(connection)
            for change in changes:
                rounds.write(connection, change, now)
            return sizes

        replica.written(self.writer.write(self.person.id, write))
        rounds.written(changes)

    def close(self) -> None:
        """Throw the copy away; more work begins with a new one."""
        if self._open:
            self._open[0].close()
        self._open = None


@dataclass
class MemberSeats:
    """The seats of all members. folder: for their copies, of this process alone."""

    database: Database
    folder: Path
    decks: ClassDecks
    clock: Clock = system_clock

    def __post_init__(self) -> None:
        self._writer = GroupWriter(self.database)
        self._homes = [Homes(self.folder) for _ in range(THREADS)]
        self._threads = [ThreadPoolExecutor(1, f"quiz-members-{n}") for n in range(THREADS)]
        self._desks: list[OrderedDict[str, MemberDesk]] = [OrderedDict() for _ in range(THREADS)]

    def of(self, person: Person) -> MemberSeat:
        """The seat of this person."""
        return MemberSeat(self, person)

    async def do(self, person: Person, work: Callable[[MemberDesk], Result]) -> Result:
        """Have work done in the thread of this person, to its end."""
        number = _thread_of(person)
        done = self._threads[number].submit(lambda: work(self._desk(number, person)))
        return await asyncio.shield(asyncio.wrap_future(done))

    def _desk(self, number: int, person: Person) -> MemberDesk:
        desks = self._desks[number]
        desk = desks.get(person.id)
        if desk is None:
            homes = self._homes[number]
            desk = MemberDesk(self.database, self._writer, person, homes, self.decks, self.clock)
            desks[person.id] = desk
        desks.move_to_end(person.id)
        desk.used = self.clock.seconds()
        while len(desks) > MOST_OPEN // THREADS or (
            next(iter(desks.values())).used < desk.used - IDLE_SECONDS
        ):
            desks.popitem(last=False)[1].close()
            self._homes[number].keep({each.roots for each in desks.values()})
        return desk

    async def forget(self, person: Person) -> None:
        """Throw away the copy of someone who has gone."""
        number = _thread_of(person)
        await asyncio.wrap_future(self._threads[number].submit(self._forget, number, person.id))

    def _forget(self, number: int, person: str) -> None:
        desk = self._desks[number].pop(person, None)
        if desk is not None:
            desk.close()
        self._homes[number].forget(person)

    def close(self) -> None:
        """Finish what is waiting, then close and delete all copies."""
        for number, thread in enumerate(self._threads):
            for desk in self._desks[number].values():
                thread.submit(desk.close)
            thread.submit(self._homes[number].keep, set())
            thread.shutdown()
        shutil.rmtree(self.folder, ignore_errors=True)


def _thread_of(person: Person) -> int:
    """The number of the thread that does all work for this person."""
    return crc32(person.id.encode()) % THREADS


class MemberSeat:
    """The seat of one member; see `Seat`."""

    def __init__(self, seats: MemberSeats, person: Person) -> None:
        self._seats = seats
        self._person = person

    async def run(self, work: Callable[[Desk], Result]) -> Result:
        """See `Seat.run`."""
        return await self._seats.do(self._person, lambda desk: desk.work(work))

    async def idle(self, work: Callable[[Desk], None]) -> None:
        """See `Seat.idle`: who waits for an answer comes first, and somebody nearly always does."""
