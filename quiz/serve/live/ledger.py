"""The events of live quizzes in the database. Every change is one transaction, which reads what
other servers have added meanwhile before it decides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from secrets import randbelow
from typing import NamedTuple

from sqlalchemy import Connection, delete, insert, select
from sqlalchemy.exc import IntegrityError

from quiz.errors import QuizError
from quiz.live.commands import Command, LiveError, events_of
from quiz.live.events import Dated, Opened, body_of, event_of, kind_of
from quiz.live.game import LiveGame
from quiz.serve.database.database import Database
from quiz.serve.database.new_id import new_id
from quiz.serve.database.notices import notify
from quiz.serve.live.tables import LIVE_EVENT, LIVE_GAME, LIVE_PICTURE

TOPIC = "live"
CODE_DIGITS = 6
KEPT_MS = 30 * 86_400_000
"""So long a quiz is kept after it was opened, and a challenge after its end."""

_ATTEMPTS = 100


class Picture(NamedTuple):
    """The picture of a question. type: such as "image/png"."""

    type: str
    data: bytes


class Sent(NamedTuple):
    """A command that came to this server, and when, in milliseconds since 1970."""

    command: Command
    at: int


class Outcome(NamedTuple):
    """What came of a batch of commands: the events since the state that the caller knew, with the
    number of the first one, and for each command what was wrong with it, "" for nothing."""

    first: int
    events: list[Dated]
    faults: list[str]


class Ledger:
    """The live quizzes in a database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def open(
        self, opened: Opened, at: int, pictures: Mapping[int, Picture] | None = None
    ) -> tuple[str, str]:
        """Open a quiz, and forget old ones. Returns its id and code. Raises DatabaseError."""
        key = new_id()
        for _ in range(_ATTEMPTS):
            code = f"{randbelow(10**CODE_DIGITS):0{CODE_DIGITS}}"
            try:
                with self._database.begin() as connection:
                    # Their events and pictures go along.
                    old = LIVE_GAME.c.opened < at - KEPT_MS
                    connection.execute(delete(LIVE_GAME).where(old))
                    # A challenge is kept from its end on.
                    row = {"id": key, "code": code, "opened": max(at, opened.closes)}
                    connection.execute(insert(LIVE_GAME).values(row))
                    self._write(connection, key, 1, [Dated(at, opened)])
                    for question, (kind, data) in (pictures or {}).items():
                        row = {"game": key, "question": question, "type": kind, "data": data}
                        connection.execute(insert(LIVE_PICTURE).values(row))
                return key, code
            except IntegrityError:
                continue
        raise QuizError("all codes are taken; end some quizzes")

    def find(self, code: str) -> str | None:
        """The id of the quiz with this code. Raises DatabaseError."""
        with self._database.read() as connection:
            statement = select(LIVE_GAME.c.id).where(LIVE_GAME.c.code == code)
            found: str | None = connection.scalar(statement)
        return found

    def picture(self, key: str, question: int) -> Picture | None:
        """The picture of a question. Raises DatabaseError."""
        with self._database.read() as connection:
            row = connection.execute(
                select(LIVE_PICTURE.c.type, LIVE_PICTURE.c.data).where(
                    LIVE_PICTURE.c.game == key, LIVE_PICTURE.c.question == question
                )
            ).first()
        return None if row is None else Picture(row.type, row.data)

    def since(self, key: str, number: int) -> list[Dated]:
        """The events after this number. Raises DatabaseError."""
        with self._database.read() as connection:
            return self._read(connection, key, number)

    def apply(self, key: str, game: LiveGame, sent: Sequence[Sent]) -> Outcome:
        """Take a batch of commands, in one transaction. game: the state as this server knows it.

        If it raises DatabaseError, nothing was kept, but the state may have changed: it must be
        folded anew.
        """
        first = game.number + 1
        with self._database.begin() as connection:
            # Servers take turns; SQLite has one writer anyway.
            connection.execute(
                select(LIVE_GAME.c.id).where(LIVE_GAME.c.id == key).with_for_update()
            )
            events = self._read(connection, key, game.number)
            fold(game, events)
            decided, faults = self._decide(game, sent)
            if decided:
                self._write(connection, key, game.number - len(decided) + 1, decided)
                notify(connection, TOPIC, f"{key} {game.number}")
        return Outcome(first, [*events, *decided], faults)

    def _decide(self, game: LiveGame, sent: Sequence[Sent]) -> tuple[list[Dated], list[str]]:
        decided, faults = [], []
        for command, at in sent:
            fault = ""
            try:
                found = [Dated(at, event) for event in events_of(game, command, at)]
                fold(game, found)
                decided += found
            except LiveError as error:
                fault = str(error)
            faults.append(fault)
        return decided, faults

    def _read(self, connection: Connection, key: str, number: int) -> list[Dated]:
        rows = connection.execute(
            select(LIVE_EVENT.c.at, LIVE_EVENT.c.kind, LIVE_EVENT.c.body)
            .where(LIVE_EVENT.c.game == key, LIVE_EVENT.c.number > number)
            .order_by(LIVE_EVENT.c.number)
        )
        return [Dated(row.at, event_of(row.kind, row.body)) for row in rows]

    def _write(self, connection: Connection, key: str, first: int, events: list[Dated]) -> None:
        rows = [
            {
                "game": key,
                "number": number,
                "at": at,
                "kind": kind_of(event),
                "body": body_of(event),
            }
            for number, (at, event) in enumerate(events, first)
        ]
        connection.execute(insert(LIVE_EVENT), rows)


def fold(game: LiveGame, events: Sequence[Dated]) -> None:
    """Fold in the events that follow on what the state knows."""
    for event in events:
        game.take(game.number + 1, event)
