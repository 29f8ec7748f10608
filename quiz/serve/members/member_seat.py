"""Where members sit: many games, of which a few are open at a time, in a few threads.

Work is first done on the copy of a member's data in this process, then everything it changed is
written to the database in one transaction. If that fails, or if another process came first, the
copy is thrown away, and made anew from the database.
"""

from __future__ import annotations

import asyncio
import shutil
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Protocol
from zlib import crc32

from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from quiz.clock import Clock, system_clock
from quiz.serve.database.database import Database
from quiz.serve.desk import Desk, Result
from quiz.serve.members.conflict import ConflictError
from quiz.serve.members.group_writer import GroupWriter
from quiz.serve.members.member_rounds import MemberRounds
from quiz.serve.members.replica import Replica
from quiz.serve.people.tokens import Person

LOOK_SECONDS = 10.0
"""How long it may take until an open game has a new edition of a deck."""
THREADS = 2
"""While one waits for the disk, the other works. More would only take turns at Python's lock: with
four, an answer took a third more processor time (see .github/docs/speed.md)."""
MOST_OPEN = 400
"""Games open at a time."""
IDLE_SECONDS = 10 * 60.0
"""A game that nobody plays for so long is closed; it takes about 2 MB, and opens again in 20 ms."""
TRIES = 5


class ClassDecks(Protocol):
    """Brings the decks that a person is given into folders."""

    def folders(self, connection: Connection, person: str) -> tuple[Path, ...]:
        """Up-to-date folders with the decks of the person's classes."""
        ...


class MemberDesk:
    """The desk of one member in this process; belongs to one thread."""

    def __init__(
        self,
        database: Database,
        writer: GroupWriter,
        person: Person,
        home: Path,
        decks: ClassDecks,
        clock: Clock,
    ) -> None:
        self._database = database
        self._writer = writer
        self._person = person
        self._home = home
        self._decks = decks
        self._clock = clock
        self._roots: tuple[Path, ...] = ()
        self._looked: float | None = None
        self.used = clock.seconds()
        self._open: tuple[Replica, MemberRounds] | None = None

    def work(self, work: Callable[[Desk], Result]) -> Result:
        """See `Seat.run`."""
        for number in range(1, TRIES + 1):
            replica, rounds = self._fresh()
            try:
                result = work(Desk(replica.game, rounds, replica))
                self._write(replica, rounds)
            except (ConflictError, IntegrityError) as error:
                self.close()
                if number == TRIES:
                    raise ConflictError("too much happens at once; try again") from error
            except BaseException:
                if replica.is_changed() or rounds.changes():
                    # The copy may have what the database has not.
                    self.close()
                raise
            else:
                return result
        raise AssertionError

    def _fresh(self) -> tuple[Replica, MemberRounds]:
        """The copy with all that the database has."""
        with self._database.read() as connection:
            seconds = self._clock.seconds()
            if self._looked is None or seconds - self._looked > LOOK_SECONDS:
                self._roots = self._decks.folders(connection, self._person.id)
                self._looked = seconds
            if self._open and self._open[0].roots != self._roots:
                self.close()
            if self._open is None:
                # Its files may be of an earlier copy, whose end nobody noted.
                shutil.rmtree(self._home, ignore_errors=True)
                made = Replica(self._home, self._person, self._roots, self._clock)
                self._open = made, MemberRounds(self._database, self._person.id, made.game)
            replica, rounds = self._open
            replica.fill(connection)
        return replica, rounds

    def _write(self, replica: Replica, rounds: MemberRounds) -> None:
        changes = rounds.changes()
        if not changes and not replica.is_changed():
            return
        now = self._clock().ms

        def write(connection: Connection) -> dict[str, int]:
            sizes = replica.write(connection)
            for change in changes:
                rounds.write(connection, change, now)
            return sizes

        replica.written(self._writer.write(self._person.id, write))
        rounds.written(changes)

    def close(self) -> None:
        """Throw the copy away; more work begins with a new one."""
        if self._open:
            self._open[0].close()
        self._open = None


class MemberSeats:
    """The seats of all members. folder: for their copies, of this process alone."""

    def __init__(
        self, database: Database, folder: Path, decks: ClassDecks, clock: Clock = system_clock
    ) -> None:
        self._database = database
        self._writer = GroupWriter(database)
        self._folder = folder
        self._decks = decks
        self._clock = clock
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
            home = self._folder / person.id
            desk = MemberDesk(self._database, self._writer, person, home, self._decks, self._clock)
            desks[person.id] = desk
        desks.move_to_end(person.id)
        desk.used = self._clock.seconds()
        while len(desks) > MOST_OPEN // THREADS or (
            next(iter(desks.values())).used < desk.used - IDLE_SECONDS
        ):
            desks.popitem(last=False)[1].close()
        return desk

    async def forget(self, person: Person) -> None:
        """Throw away the copy of someone who has gone."""
        number = _thread_of(person)
        await asyncio.wrap_future(self._threads[number].submit(self._forget, number, person.id))

    def _forget(self, number: int, person: str) -> None:
        desk = self._desks[number].pop(person, None)
        if desk is not None:
            desk.close()
        shutil.rmtree(self._folder / person, ignore_errors=True)

    def close(self) -> None:
        """Finish what is waiting, then close and delete all copies."""
        for thread, desks in zip(self._threads, self._desks, strict=True):
            for desk in desks.values():
                thread.submit(desk.close)
            thread.shutdown()
        shutil.rmtree(self._folder, ignore_errors=True)


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
