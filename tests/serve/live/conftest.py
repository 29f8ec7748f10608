from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from quiz.live.question import LiveQuestion, to_json
from quiz.serve.database.database import Database
from quiz.serve.live.requests import opens_with
from quiz.serve.live.rooms import Rooms
from quiz.serve.live.site import LiveSite
from quiz.serve.server import BackgroundServer, Wanted, listen
from quiz.serve.site import application
from tests.live.cards import questions
from tests.patience import PATIENCE

OPENER = "a key of the server itself"


@dataclass
class Served:
    """A server of live quizzes on a port of this machine."""

    address: str
    rooms: Rooms
    complaints: list[str] = field(default_factory=list)

    def ask(
        self, path: str, key: str = "", value: Any = None, method: str = "", origin: str = ""
    ) -> tuple[int, Any]:
        """Send a request; returns the status, and the JSON or text of the answer."""
        headers = {"Authorization": f"Bearer {key}"} if key else {}
        if origin:
            headers["Origin"] = origin
        data = None if value is None else json.dumps(value).encode()
        request = Request(self.address + path, data, headers, method=method or None)
        try:
            with urlopen(request, timeout=PATIENCE) as answer:
                body, status = answer.read(), answer.status
        except HTTPError as error:
            with error:
                body, status = error.read(), error.code
        try:
            return status, json.loads(body)
        except ValueError:
            return status, body.decode(errors="replace")

    def open(self, asked: tuple[LiveQuestion, ...] | None = None, **more: Any) -> Hosted:
        """Open a quiz."""
        sent = {
            "title": "Test", "teams": [], "closes": 0,
            "questions": [to_json(each) for each in asked or questions()], **more,
        }  # fmt: skip
        status, told = self.ask("/live", OPENER, sent)
        assert status == 200, told
        return Hosted(self, told["code"], told["key"])


@dataclass
class Hosted:
    """An open quiz, as its host knows it."""

    served: Served
    code: str
    key: str

    def view(self) -> Any:
        return self.ask("host/view")

    def ask(self, path: str, value: Any = None) -> Any:
        status, told = self.served.ask(f"/live/{self.code}/{path}", self.key, value)
        assert status == 200, told
        return told

    def go_on(self) -> Any:
        return self.ask("host/go-on", {"step": self.view()["step"]})

    def join(self, name: str, key: str = "", **more: Any) -> Joined:
        """Somebody comes in."""
        key = key or f"key of {name} ".ljust(24, "x")
        player = Joined(self, key)
        status, told = player.ask("join", {"name": name, **more})
        assert status == 200, told
        return player


@dataclass
class Joined:
    """A player's device."""

    hosted: Hosted
    key: str

    def ask(self, path: str, value: Any = None) -> tuple[int, Any]:
        return self.hosted.served.ask(f"/live/{self.hosted.code}/{path}", self.key, value)

    def view(self) -> Any:
        status, told = self.ask("view")
        assert status == 200, told
        return told

    def answer(self, given: Any, question: int = 0, trip: int = 0) -> Any:
        sent = {"question": question, "given": given, "trip": trip}
        status, told = self.ask("answer", sent)
        assert status == 200, told
        return told


def serve(database: Database, complaints: list[str]) -> Iterator[Served]:
    # A minute never ends in the middle of a test.
    rooms = Rooms(database, monotonic=lambda: 0.0)
    site = LiveSite(rooms, opens_with(OPENER))
    app = application(site.routes(), ["localhost"], complaints.append)
    listening = listen(Wanted("127.0.0.1", 0))
    server = BackgroundServer(app, listening)
    yield Served(f"http://127.0.0.1:{listening.getsockname()[1]}", rooms, complaints)
    server.close()
    rooms.close()


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    found = Database(tmp_path / "server.db")
    yield found
    found.close()


@pytest.fixture
def served(database: Database) -> Iterator[Served]:
    complaints: list[str] = []
    yield from serve(database, complaints)
    assert complaints == []
