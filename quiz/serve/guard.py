"""Stands before all pages: lets in only browsers that came by a link, and only requests that their
own pages made, and tells them to load nothing from elsewhere."""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable, Collection, Mapping
from ipaddress import ip_address
from typing import NamedTuple
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from quiz.errors import QuizError
from quiz.serve.outside import ENTRY, JOIN, outside_page
from quiz.serve.people.tokens import Person
from quiz.storage.sync.shared_server import SYNC

SAFE = ("GET", "HEAD")

OPEN = (ENTRY, JOIN, "/live", "/static/", f"/{SYNC}")
"""Where the addresses begin that everybody may ask for: they look themselves who asks."""


class Visitor(NamedTuple):
    """Who asks. who: for `quiz.serve.people.access`; "" for a stranger. person: None for a
    stranger, and for the owner of this machine's data."""

    who: str = ""
    person: Person | None = None


Known = Callable[[Mapping[str, str]], Awaitable[Visitor]]
"""Whose browser sends these cookies."""

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # Without a referrer at all, browsers would hide where a form comes from, too.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}

POLICY = (
    "default-src 'none'; script-src 'self'; style-src {styles}; img-src 'self'; media-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


class Guard:
    """Wraps the pages. names: host names by which this machine may be called, besides its
    addresses; a page of another name that leads here (DNS rebinding) gets nothing.

    known: None if nobody is. A request that comes in has the fields of `Visitor` in its scope.
    """

    def __init__(self, app: ASGIApp, names: Collection[str], known: Known | None = None) -> None:
        self._app = app
        self._names = {name.casefold() for name in names}
        self._known = known

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle a request, if it may be."""
        if scope["type"] != "http":
            # There are no WebSockets.
            await send({"type": "websocket.close", "code": 1008})
            return
        nonce = secrets.token_urlsafe(16)
        scope["nonce"] = nonce
        respond = await self._answer_to(scope, nonce)

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                _add_headers(MutableHeaders(scope=message), nonce)
            await send(message)

        await respond(scope, receive, guarded)

    async def _answer_to(self, scope: Scope, nonce: str) -> ASGIApp:
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        if not self._is_own_name(host):
            return PlainTextResponse("This machine has another name.", 421)
        if scope["method"] not in SAFE and not _is_from(host, headers):
            return PlainTextResponse("The request comes from another page.", 403)
        visitor = Visitor()
        if self._known:
            try:
                visitor = await self._known(HTTPConnection(scope).cookies)
            except QuizError as error:
                return PlainTextResponse(str(error), 503)
        scope["who"], scope["person"] = visitor
        if scope["who"] or scope["path"].startswith(OPEN):
            return self._app
        return outside_page(nonce)

    def _is_own_name(self, host: str) -> bool:
        try:
            name = urlsplit(f"//{host}").hostname or ""
        except ValueError:
            return False
        if name in self._names:
            return True
        try:
            ip_address(name.partition("%")[0])
        except ValueError:
            return False
        return True


def _is_from(host: str, headers: Headers) -> bool:
    """Whether a request comes from a page of this host, or from a terminal. A browser that says
    nothing about that is too old to be told apart from a trick."""
    if "authorization" in headers:
        # Pages of others cannot send this without asking first, and nobody says yes.
        return True
    origin = headers.get("origin")
    if origin is None:
        return headers.get("sec-fetch-site") == "same-origin"
    return origin in (f"http://{host}", f"https://{host}")


def _add_headers(headers: MutableHeaders, nonce: str) -> None:
    for name, value in HEADERS.items():
        headers[name] = value
    styles = f"'self' 'nonce-{nonce}'"
    headers["Content-Security-Policy"] = POLICY.format(styles=styles)
    # The back button asks for the page as it is now.
    headers.setdefault("Cache-Control", "no-store")
