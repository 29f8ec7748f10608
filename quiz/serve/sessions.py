"""How the owner of this machine's data comes in: by links that work once, which only this process
knows, and then by the token of a browser, which outlives it."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.concurrency import run_in_threadpool

from quiz.clock import Clock, system_clock
from quiz.serve.browsers import Browsers
from quiz.serve.database.database import Database
from quiz.serve.people.members import note_player
from quiz.serve.people.secrets import hash_of, new_token
from quiz.serve.people.tokens import Person, TokenKind, add_token


class Sessions:
    """Links and browsers of one owner. player: who they are in the log of this machine: the tokens
    of another player, or of another machine on the same database, do not let in here."""

    def __init__(self, database: Database, player: Person, clock: Clock = system_clock) -> None:
        self.database = database
        self._player = player
        self._clock = clock
        self._links: set[str] = set()
        self.browsers = Browsers(database, TokenKind.OWNER, f"owner {player.id}", "strict", clock)

    def close(self) -> None:
        """Listen no more."""
        self.browsers.close()

    def new_link(self) -> str:
        """The token of a new link."""
        token = new_token()
        self._links.add(hash_of(token))
        return token

    def is_link(self, token: str) -> bool:
        """Whether this is the token of a link that nobody has used."""
        return hash_of(token) in self._links

    async def enter(self, token: str, new: str = "") -> str | None:
        """Use up a link; returns the secret for the browser. None if the link is no good. new: as
        for `use_link`. Raises DatabaseError; then the link is as good as before."""
        if not self.is_link(token):
            return None
        self._links.discard(hash_of(token))
        try:
            return await run_in_threadpool(self._new_secret, new)
        except BaseException:
            self._links.add(hash_of(token))
            raise

    def _new_secret(self, new: str) -> str:
        now = self._clock().ms
        with self.database.begin() as connection:
            note_player(connection, self._player, now)
            return add_token(connection, self._player.id, TokenKind.OWNER, now, new)

    async def knows(self, cookies: Mapping[str, str]) -> bool:
        """Whether the owner's browser sends these cookies."""
        holder = await self.browsers.holder(cookies)
        return holder is not None and holder.id == self._player.id
