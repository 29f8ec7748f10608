"""Fetches a web page within limits of time and size; from private networks only if asked.

Every address is checked before the game connects to it, again after each redirect, so that no web
page can make the game contact a machine on the player's own network. Proxies are not used, as they
would hide the address.
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
"""Time limit for each step (connecting, waiting for data) and for the whole response."""
MOST_REDIRECTS = 5

_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)
_GZIP_OR_ZLIB = 47
_KEPT = "/%:=&?~+!$,;'@()*[]"
_REDIRECTS = (301, 302, 303, 307, 308)
_TYPES = ("text/", "application/xhtml+xml", "application/xml")
_AS_IPV4 = IPv6Network("64:ff9b::/96")
"""Addresses that stand for an IPv4 address, their last 32 bits (NAT64, RFC 6052)."""


def is_web_address(name: str) -> bool:
    """Whether this is a web address rather than the name of a file."""
    return bool(_ADDRESS.match(name))


def fetch(address: str, most: int, allow_private: bool = False, seconds: float = SECONDS) -> bytes:
    """The content of a page of at most `most` bytes; in UTF-8 with a byte order mark if the server
    names its encoding. Raises QuizError if the page cannot be fetched."""
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
    """Why an address is not contacted, or its response is not used."""


def _fault(address: str, reason: str) -> QuizError:
    return QuizError(f"{address}: cannot fetch: {reason}")


def _parts(address: str) -> SplitResult:
    try:
        parts = urlsplit(address)
        known = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError as error:
        raise _RefusedError(f"not a web address: {error}") from error
    if not known:
        raise _RefusedError(f"'{address}' is not an address that begins with https:// or http://")
    return parts


def _ask(parts: SplitResult, allow_private: bool, seconds: float) -> HTTPResponse:
    """The response of a server; only its headers have been read."""
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
    """A connection to the first address of the host that is allowed and answers."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (socket.gaierror, UnicodeError) as error:
        raise _RefusedError(f"host {host} not found") from error
    fault: Exception = _RefusedError(f"host {host} not found")
    for family, kind, protocol, _, there in found:
        if not allow_private and not is_public(str(there[0])):
            fault = _RefusedError(
                f"{host} is on a private network ({there[0]}); --allow-private fetches it anyway"
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
    """Whether an IP address belongs to the public internet."""
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
        raise _RefusedError(f"the page is {kind}, expected text or HTML")
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
        raise _RefusedError("the response was cut off")
    return bytes(data)


def _unpacked(data: bytes, packed: str | None, most: int) -> bytes:
    if packed in (None, "", "identity"):
        return data
    if packed not in ("gzip", "x-gzip", "deflate"):
        raise _RefusedError(f"the response is compressed as {packed}, expected gzip or deflate")
    try:
        packing = zlib.decompressobj(_GZIP_OR_ZLIB)
        whole = packing.decompress(data, most + 1)
    except zlib.error as error:
        raise _RefusedError("the response cannot be decompressed") from error
    if not packing.eof and len(whole) <= most:
        raise _RefusedError("the response was cut off")
    return whole


def _in_utf8(data: bytes, charset: str | None) -> bytes:
    """The data converted from the encoding that the server names; unchanged if that is wrong."""
    if charset is None or charset in ("utf-8", "iso-8859-1", "us-ascii"):
        # Many servers name these for every page, whatever its encoding.
        return data
    try:
        return data.decode(charset).encode("utf-8-sig")
    except (LookupError, UnicodeError):
        return data
