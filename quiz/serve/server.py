"""Runs the pages on a port of this machine, and tells people how to reach them."""

from __future__ import annotations

import asyncio
import shutil
import signal
import socket
import ssl
import sys
import threading
import webbrowser
from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack, suppress
from functools import cache
from pathlib import Path
from textwrap import fill
from typing import NamedTuple
from urllib.parse import urlsplit

import uvicorn
from starlette.requests import Request
from starlette.types import ASGIApp
from uvicorn.protocols.http.h11_impl import H11Protocol

from quiz.errors import QuizError
from quiz.files import read_bytes
from quiz.game.game import Game
from quiz.game.local_server import announce, withdraw
from quiz.loading import search_rarely
from quiz.serve.database.database import Database
from quiz.serve.game_thread import GameThread
from quiz.serve.live.requests import has_key, key_of, opens_with
from quiz.serve.live.rooms import Rooms
from quiz.serve.live.site import LiveSite
from quiz.serve.members.members import Members
from quiz.serve.outside import ENTRY
from quiz.serve.people.access import OPERATOR
from quiz.serve.people.classes import may_host
from quiz.serve.people.server_notes import note_address
from quiz.serve.people.tokens import Person
from quiz.serve.qr import invitation
from quiz.serve.sessions import Sessions
from quiz.serve.site import Site, application
from quiz.serve.sync.class_routes import ClassRoutes
from quiz.serve.sync.device_commands import device_lines as device_lines
from quiz.serve.sync.device_commands import pairing_lines as pairing_lines
from quiz.serve.sync.device_commands import withdraw_device as withdraw_device
from quiz.serve.sync.owner import OwnerSync
from quiz.serve.sync.routes import SyncRoutes
from quiz.storage.log.backups import FOLDER as BACKUPS

if sys.platform != "win32":
    import resource

PORT = 8765
LOOPBACK, EVERYWHERE = "127.0.0.1", "0.0.0.0"
IDLE_SECONDS = 30
MOST_CONNECTIONS = 6000
"""Two for each of 2,000 players of a live quiz, and as many again; fewer if the system allows only
fewer open files."""

SPARE_FILES = 200
"""Open files that are kept for everything but connections, and for those that are just accepted."""

ACCEPTED_AT_ONCE = 32
MOST_KNOCKING = 1024
"""Connections that wait to be accepted: a whole school scans the code at once."""

_SOMEWHERE = ("192.0.2.1", 9)
"""An address for documentation (RFC 5737): which of our addresses would talk to it? Nothing is
sent."""


class Tls(NamedTuple):
    """The files of a certificate, with its chain, and of its private key."""

    certificate: Path
    key: Path


class Wanted(NamedTuple):
    """Where to listen. host: an address or a name; "" for all addresses of this machine. port: None
    for the usual one or, if it is taken, a free one; 0 for any free one. browser: whether to open
    the system's browser. address: where browsers reach the server, if a proxy stands before it.
    tls: None for no encryption."""

    host: str = ""
    port: int | None = None
    browser: bool = False
    address: str = ""
    tls: Tls | None = None


class Connection(H11Protocol):
    """A connection of a browser. Those that only stay open cannot keep others out: if there are too
    many, some that are not being answered end, of the address with most of them the oldest."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Make room for a new connection."""
        super().connection_made(transport)
        self.opened = self.loop.time()
        if len(self.connections) > most_connections():
            self._make_room()

    def _make_room(self) -> None:
        """End some connections at once, so that this is seldom needed."""
        idle = [
            each
            for each in self.connections
            if isinstance(each, Connection)
            and not each.transport.is_closing()
            and (each.cycle is None or each.cycle.response_complete)
        ]
        crowd = Counter(each.address for each in idle)
        idle.sort(key=lambda each: (-crowd[each.address], each.opened))
        for each in idle[: 1 + most_connections() // 10]:
            each.transport.abort()

    @property
    def address(self) -> str:
        """Where the browser is."""
        return self.client[0] if self.client else ""


@cache
def most_connections() -> int:
    """How many connections may be open, with as many open files as the system allows."""
    if sys.platform == "win32":
        return MOST_CONNECTIONS
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = MOST_CONNECTIONS + SPARE_FILES
    if soft < wanted:
        soft = wanted if hard == resource.RLIM_INFINITY else min(hard, wanted)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    return max(SPARE_FILES, min(MOST_CONNECTIONS, soft - SPARE_FILES))


def serve(
    opened: Callable[[], Game],
    wanted: Wanted,
    say: Callable[[str], None],
    home: Path,
    database_address: str,
) -> None:
    """Serve a game until the player ends it with Ctrl+C. say: shows lines to the player. home: the
    data directory.

    Raises QuizError if the game, the database or the certificate cannot be opened, or if the port
    is taken.
    """
    if wanted.tls:
        _check(wanted.tls)
    # With 200 games open, a search among all objects stops everybody for 0.2 s.
    search_rarely()
    listening = listen(wanted)
    port: int = listening.getsockname()[1]
    thread = GameThread(opened)
    with ExitStack() as at_end:
        at_end.callback(listening.close)
        at_end.callback(thread.close)
        database = Database(database_address, home / BACKUPS)
        at_end.callback(database.close)
        rooms = Rooms(database)
        at_end.callback(rooms.close)
        owner = thread.do(lambda game: Person(game.player, game.player_name))
        sessions = Sessions(database, owner)
        at_end.callback(sessions.close)
        base = _base(wanted, port)
        # A certificate is good for the public name only.
        here = announce(home, base if wanted.tls else address_of(wanted, port))
        at_end.callback(withdraw, home, here)
        with database.begin() as connection:
            note_address(connection, base)

        def new_link() -> str:
            return f"{base}{ENTRY}{sessions.new_link()}"

        def came_in() -> None:
            say("\nA browser came in. For another one:\n" + invitation(new_link()))

        link = new_link()
        say(f"{_wrapped(_where(wanted, port))}\n{invitation(link)}")
        say("Ctrl+C ends it; every answer is on disk as soon as it is shown.")
        if wanted.browser:
            webbrowser.open(link)
        members = Members(database, base=base)
        at_end.callback(members.close)

        async def may_open(request: Request) -> bool:
            who = request.scope["who"]
            if who == OPERATOR or has_key(request, here.key):
                return True
            return await members.read(lambda db: may_host(db, who, key_of(request), members.now))

        syncing = OwnerSync(home, database, say)
        at_end.callback(syncing.close)
        more = [
            *SyncRoutes(database, syncing.before_reading).routes(),
            *ClassRoutes(database).routes(),
        ]
        live = LiveSite(rooms, may_open, base)
        site = Site(thread, sessions, came_in, say, more, members, live)
        rooms.learn = site.learn
        app = site.app([*names_of(wanted.host), urlsplit(base).hostname or ""])
        # A service manager ends it like this, and everything is to be closed then, too.
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        with suppress(KeyboardInterrupt):
            _Server(_config(app, wanted.tls)).run(sockets=[listening])


def _base(wanted: Wanted, port: int) -> str:
    """Where browsers reach the server."""
    scheme = "https" if wanted.tls else "http"
    return wanted.address or f"{scheme}://{shown_host(wanted.host)}:{port}"


def _check(tls: Tls) -> None:
    """Raise QuizError if a certificate and its key cannot be used."""
    for path in tls:
        read_bytes(path)
    try:
        ssl.create_default_context(ssl.Purpose.CLIENT_AUTH).load_cert_chain(*tls)
    except (ssl.SSLError, OSError) as error:
        reason = getattr(error, "reason", None) or str(error)
        raise QuizError(
            f"{tls.certificate} and {tls.key} cannot be used ({reason}); expected a certificate "
            "and its private key without a password, both as PEM files"
        ) from error


def _config(app: ASGIApp, tls: Tls | None = None) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        # It would show tracebacks; the pages complain themselves.
        log_level="critical",
        access_log=False,
        server_header=False,
        lifespan="off",
        ws="none",
        timeout_keep_alive=IDLE_SECONDS,
        http=Connection,
        timeout_graceful_shutdown=2,
        backlog=ACCEPTED_AT_ONCE,
        ssl_certfile=tls.certificate if tls else None,
        ssl_keyfile=tls.key if tls else None,
    )


class _Server(uvicorn.Server):
    """Many may knock at once, while few are let in at a time."""

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to listen."""
        await super().startup(sockets)
        for each in sockets or ():
            each.listen(MOST_KNOCKING)


class BackgroundServer:
    """Serves an app in a thread of its own, from now until it is closed."""

    def __init__(self, app: ASGIApp, listening: socket.socket) -> None:
        self._listening = listening
        self._server = _Server(_config(app))
        self._thread = threading.Thread(target=self._run, name="quiz-server", daemon=True)
        self._thread.start()

    def _run(self) -> None:
        self._server.run(sockets=[self._listening])

    def close(self) -> None:
        """End it; whoever is connected comes again when another server takes its place."""
        self._server.should_exit = True
        self._thread.join()
        self._listening.close()


class OwnServer:
    """What `quiz live` starts where no server runs: for live quizzes alone.

    It serves from now until it is closed; the quizzes stay in the database of the data directory.

    complain: called with one line about an internal error. Raises QuizError if the port is taken or
    the database cannot be opened.
    """

    def __init__(
        self, home: Path, database_address: str, wanted: Wanted, complain: Callable[[str], None]
    ) -> None:
        listening = listen(wanted)
        port: int = listening.getsockname()[1]
        self._home = home
        self._database = Database(database_address, home / BACKUPS)
        self._rooms = Rooms(self._database)
        self.here = announce(home, address_of(wanted, port))
        site = LiveSite(
            self._rooms, opens_with(self.here.key), f"http://{shown_host(wanted.host)}:{port}"
        )
        names = names_of(wanted.host)
        app = application(site.routes(), names, complain)
        self._server = BackgroundServer(app, listening)

    def close(self) -> None:
        """End it."""
        withdraw(self._home, self.here)
        self._server.close()
        self._rooms.close()
        self._database.close()


def listen(wanted: Wanted) -> socket.socket:
    """A socket that listens there. Raises QuizError if the port is taken."""
    host = wanted.host or EVERYWHERE
    for port in (PORT, 0) if wanted.port is None else (wanted.port,):
        try:
            family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
            found = socket.create_server((host, port), family=family, backlog=MOST_KNOCKING)
            # asyncio sends small answers at once only if a socket says that it is TCP; else a
            # browser waits 40 ms for the second half of a page.
            return socket.socket(found.family, found.type, socket.IPPROTO_TCP, found.detach())
        except (OSError, OverflowError) as error:
            fault = error
    reason = getattr(fault, "strerror", None) or str(fault)
    raise QuizError(f"cannot listen on {host}, port {wanted.port or PORT}: {reason}; try --port 0")


def address_of(wanted: Wanted, port: int) -> str:
    """The address at which commands on this machine reach the server."""
    everywhere = wanted.host in ("", EVERYWHERE)
    return f"http://{LOOPBACK if everywhere else shown_host(wanted.host)}:{port}"


def shown_host(host: str) -> str:
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


def _where(wanted: Wanted, port: int) -> str:
    plain = not wanted.tls and not wanted.address.startswith("https:")
    if wanted.host in ("", EVERYWHERE) and own_address() != LOOPBACK:
        told = (
            f"quiz listens on all addresses of this machine, port {port}, so that your phone can "
            "reach it in the same network; --local keeps it to this machine. Nobody comes in "
            "without this link, which works once"
        )
        return f"{told}. What is sent is not encrypted:" if plain else f"{told}:"
    return f"quiz listens on {shown_host(wanted.host)}, port {port}. This link works once:"


def names_of(host: str) -> list[str]:
    """The names under which this machine may be called."""
    own = socket.gethostname()
    return ["localhost", own, f"{own}.local", *([host] if host else [])]
