"""Writes what several members did in one transaction: a disk is slow to make things durable, but it
takes no longer for many than for one."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from queue import Empty, SimpleQueue
from typing import Any, TypeVar

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError, IntegrityError

from quiz.serve.database.database import Database

Result = TypeVar("Result")

MOST_AT_ONCE = 32

_Job = tuple[Callable[[Connection], Any], "Future[Any]"]


class GroupWriter:
    """Writes in a thread of its own; any thread may ask."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._jobs: SimpleQueue[_Job | None] = SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="quiz-writer", daemon=True)
        self._thread.start()

    def write(self, work: Callable[[Connection], Result]) -> Result:
        """Do a piece of work in a transaction, which is durable when this returns. What it raises
        undoes it alone. Raises DatabaseError if nothing could be made durable."""
        done: Future[Result] = Future()
        self._jobs.put((work, done))
        return done.result()

    def close(self) -> None:
        """Finish what is waiting."""
        self._jobs.put(None)
        self._thread.join()

    def _run(self) -> None:
        while (job := self._jobs.get()) is not None:
            jobs, ended = self._and_more(job)
            self._write(jobs)
            if ended:
                return

    def _and_more(self, job: _Job) -> tuple[list[_Job], bool]:
        """This job and those that wait already, and whether it is time to end."""
        jobs = [job]
        while len(jobs) < MOST_AT_ONCE:
            try:
                other = self._jobs.get_nowait()
            except Empty:
                break
            if other is None:
                return jobs, True
            jobs.append(other)
        return jobs, False

    def _write(self, jobs: list[_Job]) -> None:
        results: list[Callable[[], None]] = []
        try:
            with self._database.begin() as connection:
                for work, done in jobs:
                    results.append(_outcome(connection, work, done))
        except Exception as error:
            for _, done in jobs:
                done.set_exception(error)
        else:
            for tell in results:
                tell()


def _outcome(
    connection: Connection, work: Callable[[Connection], Any], done: Future[Any]
) -> Callable[[], None]:
    """Do a piece of work, and return what tells its outcome once it is durable. Raises DBAPIError
    if the database fails, and with it all that is written together."""
    try:
        with connection.begin_nested():
            return partial(done.set_result, work(connection))
    except IntegrityError as error:
        return partial(done.set_exception, error)
    except DBAPIError:
        raise
    except Exception as error:
        return partial(done.set_exception, error)
