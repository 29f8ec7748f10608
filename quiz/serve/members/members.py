"""Everyone whom the server's database knows: who asks, and where they sit."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from sqlalchemy import Connection

from quiz.clock import Clock, system_clock
from quiz.serve.browsers import Browsers
from quiz.serve.database.database import Database
from quiz.serve.media import share_secret
from quiz.serve.members.class_decks import PublishedDecks
from quiz.serve.members.copies import folder_of_process
from quiz.serve.members.member_seat import MemberSeat, MemberSeats
from quiz.serve.people.class_answers import ClassAnswers
from quiz.serve.people.tokens import Person, TokenKind, person_of, use_link
from quiz.serve.shared_secret import derived, shared_secret
from quiz.serve.sync.asking import reading, writing

Result = TypeVar("Result")


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
        share_secret(derived(shared_secret(database), "media"))
        # A link in a message leads to the class, too.
        self.browsers = Browsers(database, TokenKind.BROWSER, "cookie", "lax", clock)
        self.answers = ClassAnswers()

    def close(self) -> None:
        """Finish what is waiting, and delete the copies."""
        self.browsers.close()
        self.seats.close()

    @property
    def now(self) -> int:
        """Milliseconds since 1970."""
        return self.clock().ms

    def seat(self, person: Person) -> MemberSeat:
        """Where this person sits."""
        return self.seats.of(person)

    async def name_of_link(self, token: str) -> str:
        """The name of the person whom a link lets in; "" if it is no good."""
        found = await self.read(lambda db: person_of(db, token, TokenKind.LINK, self.now))
        return found.name if found else ""

    async def enter(self, token: str, new: str) -> str | None:
        """Use up a link; returns the secret for the browser. None if the link is no good. new: as
        for `use_link`."""
        if not await self.name_of_link(token):
            return None
        return await self.change(lambda db: use_link(db, token, self.now, new=new))

    async def read(self, work: Callable[[Connection], Result]) -> Result:
        """Read from the database, while other requests come in."""
        return await reading(self.database, work)

    async def change(self, work: Callable[[Connection], Result]) -> Result:
        """Change the database in one transaction, while other requests come in."""
        return await writing(self.database, work)
