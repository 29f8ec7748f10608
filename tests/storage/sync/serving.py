"""A real server on the loopback for tests of the sync, whose connections can be made to break."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.types import ASGIApp, Receive, Scope, Send

from quiz.clock import now_ms
from quiz.history.events import Event
from quiz.serve.database.database import Database
from quiz.serve.people.server_notes import note_owner
from quiz.serve.people.tables import PERSON
from quiz.serve.sync.class_routes import ClassRoutes
from quiz.serve.sync.pairing import add_device, new_pairing
from quiz.serve.sync.routes import SyncRoutes
from quiz.serve.sync.shared_rows import lists_of, parts_of
from quiz.storage.sync.lines import read_lines
from quiz.storage.sync.tokens import keep_token
from tests.patience import PATIENCE


class SyncServer:
    """A server with one person, its owner, whose devices sync. broken: after so many requests, the
    answer of one breaks off; handled: whether that request was carried out."""

    def __init__(self, address: str | Path) -> None:
        self.database = Database(address)
        self.broken = 0
        self.handled = True
        self.person = self.new_person("Ada")
        with self.database.begin() as connection:
            note_owner(connection, self.person)
        app = Starlette(
            routes=[*SyncRoutes(self.database).routes(), *ClassRoutes(self.database).routes()]
        )
        config = uvicorn.Config(
            self._breaking(app), port=0, log_level="critical", lifespan="off", ws="none"
        )
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, daemon=True)
        self._thread.start()
        waited = threading.Event()
        for _ in range(int(PATIENCE * 100)):
            if self._server.started:
                break
            waited.wait(0.01)
        self.address = f"http://127.0.0.1:{self._server.servers[0].sockets[0].getsockname()[1]}"

    def new_person(self, name: str) -> str:
        key = f"person-{name}"
        with self.database.begin() as connection:
            connection.execute(PERSON.insert().values(id=key, name=name, made=0))
        return key

    def code(self, person: str = "") -> str:
        """A new pairing code."""
        with self.database.begin() as connection:
            return new_pairing(connection, person or self.person, now_ms())

    def know(self, home: Path, person: str = "", name: str = "device") -> str:
        """Make a data directory that of a device of the person; returns its token."""
        with self.database.begin() as connection:
            token = add_device(connection, person or self.person, name, now_ms())
        keep_token(home, self.address, token)
        return token

    def events_of(self, person: str) -> list[Event]:
        """All events that a person's devices and browsers have sent."""
        with self.database.read() as connection:
            lists = [
                b"".join(parts_of(connection, person, path))
                for path in lists_of(connection, person)
            ]
        return [event for data in lists for event in read_lines(data, "", now_ms()).events]

    def close(self) -> None:
        self._server.should_exit = True
        self._thread.join(PATIENCE)
        self.database.close()

    @contextmanager
    def breaking_after(self, requests: int, *, handled: bool) -> Iterator[None]:
        """Let the connection of one request break, before or after the server has done it."""
        self.broken, self.handled = requests, handled
        try:
            yield
        finally:
            self.broken = 0

    def _breaking(self, app: ASGIApp) -> ASGIApp:
        async def asked(scope: Scope, receive: Receive, send: Send) -> None:
            self.broken -= 1
            if self.broken != 0:
                await app(scope, receive, send)
                return

            async def nowhere(_: Any) -> None:
                pass

            if self.handled:
                await app(scope, receive, nowhere)
            # The answer is shorter than it says.
            headers = [(b"content-length", b"100"), (b"content-type", b"application/json")]
            await send({"type": "http.response.start", "status": 200, "headers": headers})
            await send({"type": "http.response.body", "body": b"{", "more_body": True})
            raise ConnectionResetError

        return asked
