"""The browsers that are let in: each keeps the secret of a token in a cookie."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Literal

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from quiz.clock import Clock
from quiz.serve.database.database import Database
from quiz.serve.people.tokens import LIFETIMES, WITHDRAWN, Person, TokenKind, holder_of
from quiz.serve.shared_secret import derived, shared_secret

REMEMBERED_SECONDS = 10.0
"""How long a withdrawn token may still let in if no notice of it comes: to a file of SQLite, other
processes such as `quiz class withdraw` can send none."""
MOST_REMEMBERED = 5_000


class Browsers:
    """Whose browser sends a cookie. kind: of their tokens. whose: for which a cookie is: the same
    for all processes on a database, and for nothing else. samesite: of the cookie."""

    def __init__(
        self,
        database: Database,
        kind: TokenKind,
        whose: str,
        samesite: Literal["lax", "strict"],
        clock: Clock,
    ) -> None:
        self._database = database
        self._kind = kind
        self._samesite = samesite
        self._clock = clock
        # Cookies are shared by all ports of a machine, but one server may have several.
        self.cookie = f"quiz-{derived(shared_secret(database), whose).hex()[:8]}"
        self._remembered: dict[str, tuple[Person, float]] = {}
        self._stop = database.listen(WITHDRAWN, lambda _: self.forget())

    def close(self) -> None:
        """Listen no more."""
        self._stop()

    async def holder(self, cookies: Mapping[str, str]) -> Person | None:
        """The person whose browser sends these cookies; None for nobody."""
        secret = cookies.get(self.cookie, "")
        if not secret:
            return None
        found = self._remembered.get(secret)
        if found and time.monotonic() < found[1]:
            return found[0]
        return await run_in_threadpool(self._look_up, secret)

    async def again(self, request: Request, response: Response, secret: str) -> bool:
        """Let a browser in that came by this secret already, and has not heard of it: its form came
        twice. Returns whether it did."""
        if await self.holder({self.cookie: secret}) is None:
            return False
        self.let_in(request, response, secret)
        return True

    def _look_up(self, secret: str) -> Person | None:
        remembered = self._remembered
        found = holder_of(self._database, secret, self._kind, self._clock().ms)
        if len(remembered) >= MOST_REMEMBERED:
            remembered.clear()
        if found is not None:
            # If tokens were withdrawn meanwhile, this is not looked at any more.
            remembered[secret] = found, time.monotonic() + REMEMBERED_SECONDS
        return found

    def forget(self) -> None:
        """Look up everyone anew: a token was withdrawn, or someone is gone."""
        self._remembered = {}

    def let_in(self, request: Request, response: Response, secret: str) -> None:
        """Have a browser keep the secret by which it is known."""
        response.set_cookie(
            self.cookie,
            secret,
            max_age=(LIFETIMES[self._kind] or 0) // 1000,
            httponly=True,
            samesite=self._samesite,
            secure=request.url.scheme == "https",
        )
