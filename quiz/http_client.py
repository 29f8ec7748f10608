"""Talks to a server of ours over HTTP, with the standard library alone.

Nothing that a server sends is trusted: answers are bounded in size and time, a redirection is not
followed, and every failure is one clear message.
"""

from __future__ import annotations

import gzip
import json
import ssl
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPException, HTTPResponse, IncompleteRead
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlencode, urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from quiz import __version__
from quiz.display import one_line, shortened
from quiz.errors import QuizError

SECONDS = 5.0
"""How long to wait for a connection, and for each part of an answer."""
MOST_SECONDS = 120.0
"""How long a whole answer may take."""
MOST_BYTES = 8 * 2**20
"""The longest answer that is read, unless more is asked for."""
_PART = 2**16
_WORTH_PACKING = 1_000
_LONGEST_MESSAGE = 200


class HttpError(QuizError):
    """A request failed. status: the server's, such as 404; 0 if there is no whole answer."""

    def __init__(self, message: str, status: int = 0) -> None:
        super().__init__(message)
        self.status = status


class _Refused(HTTPRedirectHandler):
    """Follows no redirection: the token and the answers are for this server only."""

    def redirect_request(self, *_: Any) -> None:
        """Nothing instead; then the redirection counts as an error."""


class Client:
    """Sends requests to one server. address: such as "https://quiz.example.org". token: of this
    device; "" to come as nobody. seconds: how long to wait for it to react."""

    def __init__(self, address: str, token: str = "", seconds: float = SECONDS) -> None:
        self.address = address.rstrip("/")
        self.host = urlsplit(address).netloc
        self._token = token
        self._seconds = seconds
        self._opener = build_opener(_Refused)

    def get(self, *path: str, most: int = MOST_BYTES, **query: Any) -> bytes:
        """The content at a path, of up to `most` bytes. Raises HttpError."""
        return self._ask("GET", path, query, None, most)

    def get_json(self, *path: str, **query: Any) -> Any:
        """The JSON at a path. Raises HttpError."""
        return self._json(self.get(*path, **query))

    def send(self, *path: str, data: bytes, packed: bool = True, **query: Any) -> Any:
        """Send a content; returns the JSON in the answer. packed: whether to try to make it
        smaller. Raises HttpError."""
        return self._json(self._ask("POST", path, query, data, MOST_BYTES, packed=packed))

    def send_json(self, *path: str, value: Any) -> Any:
        """Send JSON; returns the JSON in the answer. Raises HttpError."""
        return self.send(*path, data=json.dumps(value, ensure_ascii=False).encode())

    def _ask(
        self,
        method: str,
        path: tuple[str, ...],
        query: dict[str, Any],
        data: bytes | None,
        most: int,
        *,
        packed: bool = False,
    ) -> bytes:
        headers = {"User-Agent": f"quiz/{__version__}", "Accept-Encoding": "gzip"}
        # It also tells the server that this is no page in a browser.
        headers["Authorization"] = f"Bearer {self._token}"
        if data is not None:
            headers["Content-Type"] = "application/octet-stream"
            if packed and len(data) > _WORTH_PACKING:
                data = gzip.compress(data, 6, mtime=0)
                headers["Content-Encoding"] = "gzip"
        way = "/".join(quote(part, safe="") for part in path)
        asked = f"?{urlencode(query)}" if query else ""
        request = Request(f"{self.address}/{way}{asked}", data, headers, method=method)
        with self._explained(), self._opener.open(request, timeout=self._seconds) as answer:
            return self._content(answer, most)

    def _content(self, answer: HTTPResponse, most: int) -> bytes:
        """The whole answer, unpacked."""
        until = time.monotonic() + MOST_SECONDS
        content = bytearray()
        while part := answer.read1(_PART):
            content += part
            if len(content) > most:
                raise self._strange(f"its answer is longer than {most:,} bytes")
            if time.monotonic() > until:
                raise HttpError(f"{self.host} is too slow; everything is kept here")
        length = answer.headers.get("Content-Length", "")
        if length.isdecimal() and int(length) != len(content):
            raise self._broken()
        if answer.headers.get("Content-Encoding") != "gzip":
            return bytes(content)
        unpacker = zlib.decompressobj(zlib.MAX_WBITS | 16)
        unpacked = unpacker.decompress(content, most + 1)
        if len(unpacked) > most or not unpacker.eof:
            raise self._strange("its answer cannot be unpacked")
        return unpacked

    def _json(self, content: bytes) -> Any:
        try:
            return json.loads(content)
        except (ValueError, RecursionError) as error:
            raise self._strange("its answer is not JSON") from error

    def _broken(self) -> HttpError:
        return HttpError(f"{self.host}: the connection broke; everything is kept here")

    def _strange(self, why: str) -> HttpError:
        return HttpError(f"{self.host} does not answer as a quiz server does: {why}")

    @contextmanager
    def _explained(self) -> Iterator[None]:
        """Turn every failure into an HttpError that says what to do."""
        try:
            yield
        except HTTPError as error:
            with error:
                raise self._refused(error) from error
        except (URLError, OSError) as error:
            reason = getattr(error, "reason", error)
            if isinstance(reason, ssl.SSLCertVerificationError):
                raise HttpError(
                    f"{self.host} has no valid certificate ({reason.verify_message}), so it may be "
                    "another machine; nothing was sent"
                ) from error
            if isinstance(reason, ssl.SSLError):
                raise HttpError(
                    f"{self.host} does not speak https ({reason.reason}); nothing was sent"
                ) from error
            why = "no answer in time" if isinstance(reason, TimeoutError) else reason
            why = getattr(why, "strerror", None) or why
            raise HttpError(
                f"{self.host} cannot be reached ({_short(why)}); everything is kept here and goes "
                "along later"
            ) from error
        except IncompleteRead as error:
            raise self._broken() from error
        except (HTTPException, zlib.error, EOFError, ValueError) as error:
            raise self._strange(_short(error) or type(error).__name__) from error

    def _refused(self, error: HTTPError) -> HttpError:
        """What an answer with another status than 200 says."""
        if 300 <= error.code < 400:
            other = _short(error.headers.get("Location", "nowhere"))
            return HttpError(
                f"{self.host} sends on to {other}, where nothing was sent; set that address if it "
                "is right",
                error.code,
            )
        try:
            said = json.loads(self._content(error, _PART))["error"]  # type: ignore[arg-type]
        except (ValueError, TypeError, KeyError, RecursionError, OSError, HTTPException, HttpError,
                zlib.error):  # fmt: skip
            said = f"error {error.code} ({_short(error.reason)})"
        return HttpError(f"{self.host}: {_short(said)}", error.code)


def _short(said: object) -> str:
    """Words from elsewhere, fit for a message."""
    return shortened(one_line(str(said)), _LONGEST_MESSAGE)
