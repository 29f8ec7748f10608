"""Fetches the page of an article in bounded time and size; from private networks only if asked.

Every address is checked before it is connected to, also behind each redirect, so that a page of the
web cannot make the game ask a machine of the player's own network. Proxies are not used: behind one
nobody could tell the address.
"""

from __future__ import annotations

import re
import socket
import ssl
import time
import zlib
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from ipaddress import IPv6Address, IPv6Network, ip_address
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from quiz import __version__
from quiz.errors import QuizError

SECONDS = 20.0
"""Limit on each step: connecting, waiting for a part of the answer; and on the whole answer."""
MOST_REDIRECTS = 5

_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)
_GZIP_OR_ZLIB = 47
_KEPT = "/%:=&?~+!$,;'@()*[]"
_REDIRECTS = (301, 302, 303, 307, 308)
_TYPES = ("text/", "application/xhtml+xml", "application/xml")
_AS_IPV4 = IPv6Network("64:ff9b::/96")
"""Addresses behind which a network reaches one of IPv4, its last 32 bits."""


def is_web_address(name: str) -> bool:
    """Whether this names a page rather than a file."""
    return bool(_ADDRESS.match(name))


def fetch(address: str, most: int, allow_private: bool = False, seconds: float = SECONDS) -> bytes:
    """The content of a page of at most `most` bytes; in UTF-8 with a byte order mark if the server
    tells its encoding. Raises QuizError."""
    until = time.monotonic() + seconds
    there = address
    try:
        for _ in range(MOST_REDIRECTS + 1):
            with _ask(_parts(there), allow_private, seconds) as response:
                if response.status not in _REDIRECTS:
                    return _content(response, most, until)
                there = urljoin(there, response.getheader("Location") or "")
    except TimeoutError as error:
        raise _fault(address, f"no answer within {seconds:.0f} seconds") from error
    except ssl.SSLCertVerificationError as error:
        raise _fault(address, f"its certificate is not valid: {error.verify_message}") from error
    except (OSError, ValueError, HTTPException, _RefusedError) as error:
        reason = getattr(error, "strerror", "") or str(error) or type(error).__name__
        raise _fault(address, reason) from error
    raise _fault(address, f"more than {MOST_REDIRECTS} redirects")


class _RefusedError(Exception):
    """Why an address is not asked, or its answer not taken."""


def _fault(address: str, reason: str) -> QuizError:
    return QuizError(f"{address}: cannot fetch: {reason}")


def _parts(address: str) -> SplitResult:
    try:
        parts = urlsplit(address)
        known = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError as error:
        raise _RefusedError(f"not a web address: {error}") from error
    if not known:
        raise _RefusedError(f"'{address}' is no address that begins with https:// or http://")
    return parts


def _ask(parts: SplitResult, allow_private: bool, seconds: float) -> HTTPResponse:
    """The answer of a server, of which only the head was read."""
    secure = parts.scheme == "https"
    host = parts.hostname or ""
    port = parts.port or (443 if secure else 80)
    connection = (HTTPSConnection if secure else HTTPConnection)(host, port)
    connection.sock = _connected(host, port, allow_private, seconds)
    try:
        if secure:
            context = ssl.create_default_context()
            connection.sock = context.wrap_socket(connection.sock, server_hostname=host)
        path = quote(parts.path or "/", safe=_KEPT)
        path += f"?{quote(parts.query, safe=_KEPT)}" if parts.query else ""
        headers = {
            "User-Agent": f"quiz/{__version__}",
            "Accept": "text/html, text/*;q=0.9, */*;q=0.1",
            "Accept-Encoding": "identity",
            "Connection": "close",
        }
        connection.request("GET", path, headers=headers)
        return connection.getresponse()
    except BaseException:
        connection.close()
        raise


def _connected(host: str, port: int, allow_private: bool, seconds: float) -> socket.socket:
    """A connection to the first of the host's addresses that may be asked and answers."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (socket.gaierror, UnicodeError) as error:
        raise _RefusedError(f"the host {host} is not found") from error
    fault: Exception = _RefusedError(f"the host {host} is not found")
    for family, kind, protocol, _, there in found:
        if not allow_private and not is_public(str(there[0])):
            fault = _RefusedError(
                f"{host} is in a private network ({there[0]}); --allow-private fetches it"
            )
            continue
        connection = socket.socket(family, kind, protocol)
        connection.settimeout(seconds)
        try:
            connection.connect(there)
        except OSError as error:
            connection.close()
            fault = error
        else:
            return connection
    raise fault


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public internet."""
    found = ip_address(address.partition("%")[0])
    if isinstance(found, IPv6Address):
        inner = found.ipv4_mapped or found.sixtofour
        if found in _AS_IPV4:
            inner = ip_address(found.packed[-4:])  # type: ignore[assignment]
        found = inner or found
    return found.is_global and not found.is_multicast


def _content(response: HTTPResponse, most: int, until: float) -> bytes:
    if response.status != 200:
        raise _RefusedError(f"the server answered {response.status} {response.reason}".rstrip())
    kind = response.headers.get_content_type() if response.getheader("Content-Type") else ""
    if kind and not kind.startswith(_TYPES):
        raise _RefusedError(f"it is of the type {kind}, expected a text or HTML page")
    data = _unpacked(_read(response, most, until), response.getheader("Content-Encoding"), most)
    if len(data) > most:
        raise _RefusedError(f"more than {most // 2**20} MB, expected an article")
    return _in_utf8(data, response.headers.get_content_charset())


def _read(response: HTTPResponse, most: int, until: float) -> bytes:
    data = bytearray()
    while len(data) <= most and (part := response.read1(2**16)):
        data += part
        if time.monotonic() > until:
            raise TimeoutError
    if response.length and len(data) <= most:
        raise _RefusedError("the answer broke off")
    return bytes(data)


def _unpacked(data: bytes, packed: str | None, most: int) -> bytes:
    if packed in (None, "", "identity"):
        return data
    if packed not in ("gzip", "x-gzip", "deflate"):
        raise _RefusedError(f"the answer is packed as {packed}")
    try:
        packing = zlib.decompressobj(_GZIP_OR_ZLIB)
        whole = packing.decompress(data, most + 1)
    except zlib.error as error:
        raise _RefusedError("the answer cannot be unpacked") from error
    if not packing.eof and len(whole) <= most:
        raise _RefusedError("the answer broke off")
    return whole


def _in_utf8(data: bytes, charset: str | None) -> bytes:
    """The data with what the server says of its encoding, if that is true."""
    if charset is None or charset in ("utf-8", "iso-8859-1", "us-ascii"):
        # Many servers name these without having looked.
        return data
    try:
        return data.decode(charset).encode("utf-8-sig")
    except (LookupError, UnicodeError):
        return data
