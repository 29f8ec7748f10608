"""The owner of the data on this machine: a person like any other for their devices, whose own data
directory here is one more device."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from sqlalchemy import Connection

from quiz.clock import now_ms
from quiz.errors import QuizError
from quiz.serve.database.database import Database
from quiz.serve.people.members import add_person
from quiz.serve.people.server_notes import note_owner, noted_owner
from quiz.serve.sync.routes import PUSHED
from quiz.serve.sync.shared_database import SharedDatabase
from quiz.storage.sync.notebook import BusyError
from quiz.storage.sync.sync import sync

GATHER_SECONDS = 1.0
"""How long to wait for more after something has arrived."""


def owner_of(connection: Connection, name: str) -> str:
    """The id of the owner, who gets this name if they are not known yet."""
    if not (owner := noted_owner(connection)):
        owner = add_person(connection, name, now_ms()).id
        note_owner(connection, owner)
    return owner


class OwnerSync:
    """Syncs the data directory of the owner with the database: before a device of theirs reads,
    after one has written, and at the end. complain: called with one line if that fails."""

    def __init__(self, home: Path, database: Database, complain: Callable[[str], None]) -> None:
        self._home = home
        self._database = database
        self._complain = complain
        self._said = ""
        self._lock = threading.Lock()
        self._wake = threading.Event()
        self._closed = threading.Event()
        self._stop = database.listen(PUSHED, self._heard)
        self._thread = threading.Thread(target=self._run, name="quiz-owner", daemon=True)
        self._thread.start()

    def before_reading(self, person: str) -> None:
        """Say what is new here, if it is the owner's device that is about to read."""
        if person == self._owner():
            self._sync()

    def close(self) -> None:
        """Sync once more, so that the devices find the last answers."""
        self._stop()
        self._closed.set()
        self._wake.set()
        self._thread.join()

    def _heard(self, person: str) -> None:
        if person in ("", self._owner()):
            self._wake.set()

    def _owner(self) -> str:
        with suppress(QuizError), self._database.read() as connection:
            return noted_owner(connection)
        return ""

    def _run(self) -> None:
        while True:
            self._wake.wait()
            self._closed.wait(GATHER_SECONDS)
            self._wake.clear()
            self._sync()
            if self._closed.is_set():
                return

    def _sync(self) -> None:
        owner = self._owner()
        if not owner:
            return
        try:
            with self._lock:
                sync(self._home, SharedDatabase(self._database, owner))
        except BusyError:
            # Another game here syncs with something else; the next time will do.
            return
        except QuizError as error:
            if str(error) != self._said:
                self._said = str(error)
                self._complain(self._said)
