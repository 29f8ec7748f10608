"""Everyone whom the server's database knows: who asks, and where they sit."""

from __future__ import annotations

import hashlib
import secrets
import time
from collections.abc import Callable, Mapping
from typing import TypeVar

from sqlalchemy import Connection, select
from sqlalchemy.exc import IntegrityError
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from quiz.clock import Clock, system_clock
from quiz.serve.database.database import Database
from quiz.serve.media import share_secret
from quiz.serve.members.class_decks import PublishedDecks
from quiz.serve.members.copies import folder_of_process
from quiz.serve.members.member_seat import MemberSeat, MemberSeats
from quiz.serve.members.tables import SECRETS
from quiz.serve.people.class_answers import ClassAnswers
from quiz.serve.people.tokens import (
    LIFETIMES,
    WITHDRAWN,
    Person,
    TokenKind,
    is_long_unseen,
    note_seen,
    person_of,
    use_link,
)

Result = TypeVar("Result")

REMEMBERED_SECONDS = 10.0
"""How long a withdrawn token may still let in if no notice of it comes: to a file of SQLite, other
processes such as `quiz class withdraw` can send none."""
MOST_REMEMBERED = 5_000


class Members:
    """The people of one server. database: shared with any number of other processes. base: where
    browsers reach it; "" for where they say."""

    def __init__(self, database: Database, clock: Clock = system_clock, base: str = "") -> None:
        self.database = database
        self.base = base
        self.clock = clock
        folder = folder_of_process()
        self.seats = MemberSeats(
            database, folder / "people", PublishedDecks(folder / "classes"), clock
        )
        secret = _shared_secret(database)
        share_secret(_derived(secret, "media"))
        # Cookies are shared by all ports of a machine, but this server may have several.
        self.cookie = f"quiz-{_derived(secret, 'cookie').hex()[:8]}"
        self.answers = ClassAnswers()
        self._remembered: dict[str, tuple[Person | None, float]] = {}
        self._stop = database.listen(WITHDRAWN, lambda _: self.forget_tokens())

    def close(self) -> None:
        """Finish what is waiting, and delete the copies."""
        self._stop()
        self.seats.close()

    @property
    def now(self) -> int:
        """Milliseconds since 1970."""
        return self.clock().ms

    async def known(self, cookies: Mapping[str, str]) -> Person | None:
        """The person whose browser sends these cookies; None for nobody."""
        secret = cookies.get(self.cookie, "")
        if not secret:
            return None
        found, until = self._remembered.get(secret, (None, 0.0))
        if time.monotonic() < until:
            return found
        return await run_in_threadpool(self._look_up, secret)

    def _look_up(self, secret: str) -> Person | None:
        remembered = self._remembered
        with self.database.read() as connection:
            found = person_of(connection, secret, TokenKind.BROWSER, self.now)
            unseen = found is not None and is_long_unseen(connection, secret, self.now)
        if unseen:
            with self.database.begin() as connection:
                note_seen(connection, secret, self.now)
        if len(remembered) >= MOST_REMEMBERED:
            remembered.clear()
        # If tokens were withdrawn meanwhile, this is not looked at any more.
        remembered[secret] = found, time.monotonic() + REMEMBERED_SECONDS
        return found

    def forget_tokens(self) -> None:
        """Look up everyone anew: a token was withdrawn, or someone is gone."""
        self._remembered = {}

    def seat(self, person: Person) -> MemberSeat:
        """Where this person sits."""
        return self.seats.of(person)

    async def name_of_link(self, token: str) -> str:
        """The name of the person whom a link lets in; "" if it is no good."""
        found = await self.read(lambda db: person_of(db, token, TokenKind.LINK, self.now))
        return found.name if found else ""

    async def enter(self, token: str) -> str | None:
        """Use up a link; returns the secret for the browser. None if the link is no good."""
        if not await self.name_of_link(token):
            return None
        return await self.change(lambda db: use_link(db, token, self.now))

    async def read(self, work: Callable[[Connection], Result]) -> Result:
        """Read from the database, while other requests come in."""

        def do() -> Result:
            with self.database.read() as connection:
                return work(connection)

        return await run_in_threadpool(do)

    async def change(self, work: Callable[[Connection], Result]) -> Result:
        """Change the database in one transaction, while other requests come in."""

        def do() -> Result:
            with self.database.begin() as connection:
                return work(connection)

        return await run_in_threadpool(do)

    def let_in(self, request: Request, response: Response, secret: str) -> None:
        """Have a browser keep the secret by which it is known."""
        response.set_cookie(
            self.cookie,
            secret,
            max_age=(LIFETIMES[TokenKind.BROWSER] or 0) // 1000,
            httponly=True,
            # A link in a message leads to the class, too.
            samesite="lax",
            secure=request.url.scheme == "https",
        )


def _shared_secret(database: Database) -> str:
    """The secret of all processes on a database; the first one makes it."""
    wanted = select(SECRETS.c.value).where(SECRETS.c.name == "server")
    while True:
        with database.read() as connection:
            found = connection.execute(wanted).scalar()
        if found is not None:
            return str(found)
        try:
            with database.begin() as connection:
                connection.execute(
                    SECRETS.insert().values(name="server", value=secrets.token_hex(32))
                )
        except IntegrityError:
            continue


def _derived(secret: str, what: str) -> bytes:
    return hashlib.sha256(f"{what} {secret}".encode()).digest()
