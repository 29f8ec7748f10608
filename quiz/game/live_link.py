"""A device in a live quiz: hears views from the server, and sends what its player or host wants.

With the standard library alone. What it sends it sends again until an answer comes; what it hears
is whole, so that it only ever needs the newest.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from http.client import HTTPException
from typing import Any
from urllib.request import Request

from quiz.clock import now_ms
from quiz.http_client import Client, HttpError
from quiz.live.view import View

SILENCE = 40.0
"""After so many seconds without a word the connection is opened anew: the server says something
every fifteen."""

WAITS = (0.2, 0.5, 1.0, 2.0)
"""Seconds before each further try; the last one again and again."""

_PINGS = 3
_LONGEST_LINE = 2**23


class GoneError(HttpError):
    """The server answers, but not with this quiz: its code is not known, or the key is not."""


class RefusedError(HttpError):
    """The server said why it does not do something."""


class _Streaming(Client):
    def lines(self, *path: str) -> Iterator[bytes]:
        """The lines of an answer that never ends, as they come. Raises HttpError."""
        with self._explained(), self._open(path) as answer:
            while line := answer.readline(_LONGEST_LINE):
                yield line

    def _open(self, path: tuple[str, ...]) -> Any:
        headers = {"Authorization": f"Bearer {self._token}"}
        request = Request(f"{self.address}/{'/'.join(path)}", headers=headers)
        return self._opener.open(request, timeout=SILENCE)


class LiveLink:
    """The connection of one device. address: of the server. key: its secret; see `quiz.serve.live`.

    host: whether it is the host's. wait: sleeps, but returns True as soon as it need not any more.
    """

    def __init__(self, address: str, code: str, key: str, *, host: bool = False) -> None:
        self.address = address
        self.code = code
        self.key = key
        self._path = ("live", code, "host") if host else ("live", code)
        self._asks = Client(address, key)
        self._hears = _Streaming(address, key, SILENCE)
        self._ended = threading.Event()
        self._lock = threading.Lock()
        self._newest = (-1, -1)
        self._heard: Callable[[View], None] = lambda view: None
        self._lost: Callable[[str], None] = lambda why: None
        self.trip = 0
        """The measured way to the server and back, in milliseconds."""
        self.ahead = 0
        """How far the server's clock is ahead of this machine's, in milliseconds."""

    @property
    def page(self) -> str:
        """The host's page in a browser; the address holds the key."""
        return f"{self.address}/live/{self.code}/host?key={self.key}"

    # ── hearing ─────────────────────────────────────────────────────────────────

    def look(self) -> View:
        """The view as it is now. Raises HttpError."""
        try:
            found: View = self._asks.get_json(*self._path, "view")
        except HttpError as error:
            raise self._meant(error) from error
        return found

    def listen(self, heard: Callable[[View], None], lost: Callable[[str], None]) -> None:
        """Have `heard` called, in a thread, with each view that is news, and `lost` with the reason
        when the connection is lost; with "" when it is back, and for good after a `GoneError`."""
        self._heard, self._lost = heard, lost
        threading.Thread(target=self._listen, daemon=True, name="quiz-live").start()

    def _listen(self) -> None:
        tries = 0
        while not self._ended.is_set():
            try:
                for line in self._hears.lines(*self._path, "stream"):
                    if self._ended.is_set():
                        return
                    if line.startswith(b"data: "):
                        tries = 0
                        self._lost("")
                        self.take(json.loads(line[6:]))
                fault: HttpError = HttpError("The connection was closed.")
            except HttpError as error:
                fault = self._meant(error)
            except (HTTPException, OSError, ValueError) as error:
                fault = HttpError(str(error))
            if self._ended.is_set():
                return
            self._lost(str(fault))
            if isinstance(fault, GoneError):
                return
            self._ended.wait(WAITS[min(tries, len(WAITS) - 1)])
            tries += 1

    def take(self, view: View) -> None:
        """Pass a view on, unless a newer one was passed on before."""
        with self._lock:
            age = (view["number"], view["now"])
            if age < self._newest:
                return
            self._newest = age
            self.ahead = view["now"] - now_ms()
            self._heard(view)

    # ── sending ─────────────────────────────────────────────────────────────────

    def send(self, what: str, value: Any) -> View:
        """Send something until there is an answer; returns the view after it, and passes it on.

        Raises RefusedError if the server says no, GoneError if it does not know the quiz any more,
        and HttpError if the link was closed meanwhile.
        """
        tries = 0
        while True:
            try:
                view: View = self._asks.send_json(*self._path, what, value=value)
            except HttpError as error:
                meant = self._meant(error)
                if isinstance(meant, GoneError | RefusedError):
                    raise meant from error
                self._lost(str(meant))
                if self._ended.wait(WAITS[min(tries, len(WAITS) - 1)]):
                    raise
                tries += 1
                continue
            self._lost("")
            self.take(view)
            return view

    def measure(self) -> None:
        """Measure the way to the server and back, as the shortest of a few."""
        found = []
        for _ in range(_PINGS):
            start = time.monotonic()
            try:
                self._asks.get("live", self.code, "ping")
            except HttpError:
                return
            found.append(round((time.monotonic() - start) * 1000))
        self.trip = min(found)

    def own_answers(self) -> Any:
        """The player's answers so far, see `quiz.live.view.own_answers`. Raises HttpError."""
        return self._asks.get_json(*self._path, "answers")

    def close(self) -> None:
        """Hear and send no more."""
        self._ended.set()

    def _meant(self, error: HttpError) -> HttpError:
        said = str(error).removeprefix(f"{self._asks.host}: ")
        if error.status == 404:
            return GoneError(
                f"There is no quiz with the code {self.code} on {self._asks.host}.", 404
            )
        if error.status == 403:
            return GoneError("This quiz does not know this device.", 403)
        if 400 <= error.status < 500:
            return RefusedError(said, error.status)
        return HttpError(said, error.status)
