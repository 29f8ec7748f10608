"""Runs the pages on a port of this machine, and tells people how to reach them."""

from __future__ import annotations

import asyncio
import os
import shutil
import socket
import sys
import webbrowser
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from textwrap import fill
from typing import NamedTuple

import segno
import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from quiz.errors import QuizError
from quiz.game.game import Game
from quiz.serve.game_thread import GameThread
from quiz.serve.outside import ENTRY
from quiz.serve.sessions import Sessions
from quiz.serve.site import Site

PORT = 8765
LOOPBACK, EVERYWHERE = "127.0.0.1", "0.0.0.0"
IDLE_SECONDS = 30
MOST_CONNECTIONS = 200

_SOMEWHERE = ("192.0.2.1", 9)
"""An address for documentation (RFC 5737): which of our addresses would talk to it? Nothing is
sent."""


class Wanted(NamedTuple):
    """Where to listen. host: an address or a name; "" for all addresses of this machine. port: None
    for the usual one or, if it is taken, a free one; 0 for any free one. browser: whether to open
    the system's browser."""

    host: str = ""
    port: int | None = None
    browser: bool = False


class Connection(H11Protocol):
    """A connection of a browser. Those that only stay open cannot keep others out: if there are too
    many, one that is not being answered ends, of the address with most of them the oldest."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Make room for a new connection."""
        super().connection_made(transport)
        self.opened = self.loop.time()
        others = [
            each
            for each in self.connections
            if isinstance(each, Connection) and not each.transport.is_closing()
        ]
        if len(others) > MOST_CONNECTIONS:
            crowd = Counter(each.address for each in others)
            idle = [each for each in others if each.cycle is None or each.cycle.response_complete]
            min(idle, key=lambda each: (-crowd[each.address], each.opened)).transport.abort()

    @property
    def address(self) -> str:
        """Where the browser is."""
        return self.client[0] if self.client else ""


def serve(opened: Callable[[], Game], wanted: Wanted, say: Callable[[str], None]) -> None:
    """Serve a game until the player ends it with Ctrl+C. say: shows lines to the player.

    Raises QuizError if the game cannot be opened or the port is taken.
    """
    listening = _listen(wanted)
    port: int = listening.getsockname()[1]
    thread = GameThread(opened)
    try:
        sessions = Sessions()
        base = f"http://{_shown_host(wanted.host)}:{port}"

        def new_link() -> str:
            return f"{base}{ENTRY}{sessions.new_link()}"

        def came_in() -> None:
            say("\nA browser came in. For another one:\n" + invitation(new_link()))

        link = new_link()
        say(f"{_wrapped(_where(wanted.host, port))}\n{invitation(link)}")
        say("Ctrl+C ends it; every answer is on disk as soon as it is shown.")
        if wanted.browser:
            webbrowser.open(link)
        # Cookies are shared by all ports of a machine.
        site = Site(thread, sessions, f"quiz{port}", came_in, say)
        config = uvicorn.Config(
            site.app(_names(wanted.host)),
            # It would show tracebacks; the pages complain themselves.
            log_level="critical",
            access_log=False,
            server_header=False,
            lifespan="off",
            ws="none",
            timeout_keep_alive=IDLE_SECONDS,
            http=Connection,
            timeout_graceful_shutdown=2,
        )
        with suppress(KeyboardInterrupt):
            uvicorn.Server(config).run(sockets=[listening])
    finally:
        thread.close()
        listening.close()


def invitation(link: str) -> str:
    """A link, with its QR code where there is a terminal to show it."""
    if not sys.stdout.isatty() or os.environ.get("TERM") == "dumb":
        return f"  {link}"
    rows = _blocks(
        [list(row) for row in segno.make(link, micro=False, error="l").matrix_iter(border=2)]
    )
    if not os.environ.get("NO_COLOR"):
        # Black on white, whatever the terminal's colours are.
        rows = [f"\x1b[38;2;0;0;0m\x1b[48;2;255;255;255m{row}\x1b[0m" for row in rows]
    return "\n".join([*rows, f"  {link}"])


def _blocks(matrix: list[list[int]]) -> list[str]:
    """Two rows of dots in each line of half blocks."""
    if len(matrix) % 2:
        matrix = [*matrix, [0] * len(matrix[0])]
    signs = {(0, 0): " ", (1, 0): "▀", (0, 1): "▄", (1, 1): "█"}
    return [
        "".join(signs[bool(top), bool(bottom)] for top, bottom in zip(upper, lower, strict=True))
        for upper, lower in zip(matrix[::2], matrix[1::2], strict=True)
    ]


def _listen(wanted: Wanted) -> socket.socket:
    host = wanted.host or EVERYWHERE
    for port in (PORT, 0) if wanted.port is None else (wanted.port,):
        try:
            family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
            found = socket.create_server((host, port), family=family, backlog=128)
            # asyncio sends small answers at once only if a socket says that it is TCP; else a
            # browser waits 40 ms for the second half of a page.
            return socket.socket(found.family, found.type, socket.IPPROTO_TCP, found.detach())
        except (OSError, OverflowError) as error:
            fault = error
    reason = getattr(fault, "strerror", None) or str(fault)
    raise QuizError(f"cannot listen on {host}, port {wanted.port or PORT}: {reason}; try --port 0")


def _shown_host(host: str) -> str:
    """The name or address that a browser uses to reach this machine."""
    if not host or host == EVERYWHERE:
        return own_address()
    return f"[{host}]" if ":" in host else host


def own_address() -> str:
    """This machine's address in its network; the loopback address without a network."""
    with suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.connect(_SOMEWHERE)
        address: str = probe.getsockname()[0]
        return address
    return LOOPBACK


def _wrapped(text: str) -> str:
    return fill(text, max(20, shutil.get_terminal_size().columns - 1))


def _where(host: str, port: int) -> str:
    if host in ("", EVERYWHERE) and own_address() != LOOPBACK:
        return (
            f"quiz listens on all addresses of this machine, port {port}, so that your phone can "
            "reach it in the same network; --local keeps it to this machine. Nobody comes in "
            "without this link, which works once. What is sent is not encrypted:"
        )
    return f"quiz listens on {_shown_host(host)}, port {port}. This link works once:"


def _names(host: str) -> list[str]:
    """The names under which this machine may be called."""
    own = socket.gethostname()
    return ["localhost", own, f"{own}.local", *([host] if host else [])]
