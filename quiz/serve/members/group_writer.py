"""Writes what several members did in one transaction: a disk is slow to make things durable, but it
takes no longer for many than for one."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError, IntegrityError

from quiz.serve.database.database import Database

Result = TypeVar("Result")


class _Job(NamedTuple):
    person: str
    work: Callable[[Connection], Any]
    done: Future[Any]


class GroupWriter:
    """Any thread may write: the first one writes for all who wait."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._jobs: deque[_Job] = deque()
        self._turn = threading.Lock()

    def write(self, person: str, work: Callable[[Connection], Result]) -> Result:
        """Do a piece of work on the rows of a person in a transaction, which is durable when this
        returns. What it raises undoes it alone. Raises DatabaseError if nothing could be made
        durable."""
        done: Future[Result] = Future()
        self._jobs.append(_Job(person, work, done))
        with self._turn:
            if not done.done():
                self._write([self._jobs.popleft() for _ in range(len(self._jobs))])
        return done.result()

    def _write(self, jobs: list[_Job]) -> None:
        # Each piece locks its person's rows. All processes go by the same order, so that no two of
        # them wait for each other.
        jobs.sort(key=lambda job: job.person)
        try:
            with self._database.begin() as connection:
                if len(jobs) == 1:
                    result = jobs[0].work(connection)
                    results = [partial(jobs[0].done.set_result, result)]
                else:
                    results = [_outcome(connection, job) for job in jobs]
        except Exception as error:
            for job in jobs:
                job.done.set_exception(error)
        else:
            for tell in results:
                tell()


def _outcome(connection: Connection, job: _Job) -> partial[None]:
    """Do a piece of work among others, and return what tells its outcome once it is durable. Raises
    DBAPIError if the database fails, and with it all that is written together."""
    try:
        with connection.begin_nested():
            return partial(job.done.set_result, job.work(connection))
    except IntegrityError as error:
        return partial(job.done.set_exception, error)
    except DBAPIError:
        raise
    except Exception as error:
        return partial(job.done.set_exception, error)
