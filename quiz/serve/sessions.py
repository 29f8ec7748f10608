"""Who may come in: links that work once, and the cookies of the browsers that used one.

Only hashes of them are kept, in memory: when the server ends, everybody has to come in anew.
"""

from __future__ import annotations

import hashlib
import secrets

TOKEN_BYTES = 32
MOST_BROWSERS = 1000
"""Browsers that are in at a time; then the first one has to come in anew."""


class Sessions:
    """Links and cookies of one server."""

    def __init__(self) -> None:
        self._links: set[bytes] = set()
        self._cookies: dict[bytes, None] = {}

    def new_link(self) -> str:
        """The token of a new link."""
        token = secrets.token_urlsafe(TOKEN_BYTES)
        self._links.add(_hash(token))
        return token

    def is_link(self, token: str) -> bool:
        """Whether this is the token of a link that nobody has used."""
        return _hash(token) in self._links

    def enter(self, token: str) -> str | None:
        """Use up a link; returns the cookie for the browser. None if the link is no good."""
        if not self.is_link(token):
            return None
        self._links.discard(_hash(token))
        cookie = secrets.token_urlsafe(TOKEN_BYTES)
        self._cookies[_hash(cookie)] = None
        while len(self._cookies) > MOST_BROWSERS:
            del self._cookies[next(iter(self._cookies))]
        return cookie

    def knows(self, cookie: str) -> bool:
        """Whether a browser with this cookie has come in."""
        return _hash(cookie) in self._cookies


def _hash(secret: str) -> bytes:
    # The secrets are long and random: a plain hash cannot be reversed by trying.
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).digest()
