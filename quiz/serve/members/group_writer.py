"""Writes what several members did in one transaction: a disk is slow to make things durable, but it
takes no longer for many than for one."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from typing import Any, TypeVar

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError, IntegrityError

from quiz.serve.database.database import Database

Result = TypeVar("Result")

_Job = tuple[Callable[[Connection], Any], "Future[Any]"]


class GroupWriter:
    """Any thread may write: the first one writes for all who wait."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._jobs: deque[_Job] = deque()
        self._turn = threading.Lock()

    def write(self, work: Callable[[Connection], Result]) -> Result:
        """Do a piece of work in a transaction, which is durable when this returns. What it raises
        undoes it alone. Raises DatabaseError if nothing could be made durable."""
        done: Future[Result] = Future()
        self._jobs.append((work, done))
        with self._turn:
            if not done.done():
                self._write([self._jobs.popleft() for _ in range(len(self._jobs))])
        return done.result()

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
