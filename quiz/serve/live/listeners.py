"""The devices that listen to a live quiz: each gets its whole view anew when something changes.

Messages go down as server-sent events (https://html.spec.whatwg.org/multipage/server-sent-events.html).
"""

from __future__ import annotations

import asyncio
import contextlib
from collections import defaultdict
from collections.abc import Callable

from starlette.types import Receive, Send

HOST_SECONDS = 0.2
"""A host gets at most so many views a second, however many answer."""

PING_SECONDS = 15.0
"""So often everybody gets their view anew: whoever hears nothing for longer has lost the
connection."""

MOST_OF_ONE = 4
"""Devices of one player; then the first one has to ask anew."""

_HEADERS = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    # Proxies of nginx's kind must not wait for more.
    (b"x-accel-buffering", b"no"),
]
HOST = 0
"""Listens as the host, instead of as a player with a number."""


class Listener:
    """One device. message: makes the next message."""

    def __init__(self, message: Callable[[], bytes]) -> None:
        self._message = message
        self._wake = asyncio.Event()
        self._wake.set()
        self.closed = False

    def tell(self) -> None:
        """Something has changed."""
        self._wake.set()

    def close(self) -> None:
        """End the connection; the device comes anew."""
        self.closed = True
        self._wake.set()

    async def run(self, receive: Receive, send: Send) -> None:
        """Send messages until the device has gone."""
        watch = asyncio.create_task(self._watch(receive))
        try:
            await send({"type": "http.response.start", "status": 200, "headers": _HEADERS})
            while True:
                self._wake.clear()
                if self.closed:
                    break
                body = self._message()
                await send({"type": "http.response.body", "body": body, "more_body": True})
                await self._wake.wait()
            await send({"type": "http.response.body", "body": b""})
        finally:
            watch.cancel()

    async def _watch(self, receive: Receive) -> None:
        while (await receive())["type"] != "http.disconnect":
            pass
        self.close()


class Listeners:
    """All devices that listen to one quiz."""

    def __init__(self) -> None:
        self._of: dict[int, list[Listener]] = defaultdict(list)
        self._soon: asyncio.TimerHandle | None = None
        self._pings: asyncio.TimerHandle | None = None

    @property
    def count(self) -> int:
        """How many devices listen."""
        return sum(map(len, self._of.values()))

    async def listen(
        self, who: int, message: Callable[[], bytes], receive: Receive, send: Send
    ) -> None:
        """Serve one device until it has gone. who: a player's number, or `HOST`."""
        found = Listener(message)
        if self._pings is None:
            self._ping_later()
        own = self._of[who]
        own.append(found)
        if who != HOST and len(own) > MOST_OF_ONE:
            own[0].close()
        try:
            await found.run(receive, send)
        finally:
            with contextlib.suppress(ValueError):
                own.remove(found)
            if not own and self._of.get(who) is own:
                del self._of[who]

    def tell_all(self) -> None:
        """Everybody gets a new view; the host's is first."""
        self.tell(HOST)
        for who in list(self._of):
            if who != HOST:
                self.tell(who)

    def tell_hosts(self) -> None:
        """The host gets a new view soon."""
        if self._soon is None:
            loop = asyncio.get_running_loop()
            self._soon = loop.call_later(HOST_SECONDS, self._tell_hosts_now)

    def _tell_hosts_now(self) -> None:
        self._soon = None
        self.tell(HOST)

    def tell(self, who: int) -> None:
        """A player, or the host, gets a new view."""
        for each in self._of.get(who, ()):
            each.tell()

    def _ping_later(self) -> None:
        self._pings = asyncio.get_running_loop().call_later(PING_SECONDS, self._ping)

    def _ping(self) -> None:
        self.tell_all()
        self._ping_later()

    def close(self) -> None:
        """End all connections."""
        for timer in (self._soon, self._pings):
            if timer is not None:
                timer.cancel()
        for own in self._of.values():
            for each in own:
                each.close()


def server_sent(data: str) -> bytes:
    """A message of one line as a server-sent event."""
    return f"data: {data}\n\n".encode()
