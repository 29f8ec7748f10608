from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from quiz.game.game import Game
from quiz.history.events import Answer
from quiz.serve.database.database import Database
from quiz.serve.game_thread import GameThread
from quiz.serve.people.tokens import Person
from quiz.serve.sessions import Sessions
from quiz.serve.site import Site
from quiz.settings.settings import Settings
from quiz.storage.log.store import Store
from tests.factories import Clock, plays
from tests.serve.decks import write_decks

ORIGIN = "http://testserver"


@dataclass
class Browser:
    """A browser that has come in, as far as a test sees it: what it shows, and what it sends."""

    client: TestClient
    thread: GameThread
    clock: Clock
    page: str = ""
    path: str = "/"

    def get(self, path: str = "") -> str:
        """Open a page, or load the current one anew."""
        return self._shown(self.client.get(path or self.path))

    def post(self, path: str = "", **fields: Any) -> str:
        """Send a form."""
        return self._shown(self.client.post(path or self.path, data=fields))

    def _shown(self, response: Any) -> str:
        self.page, self.path = response.text, response.url.path
        self.status = response.status_code
        return self.page

    def play(self, mode: str, deck: str = "") -> str:
        """Start a round."""
        return self.post("/play", mode=mode, deck=deck)

    def do(self, what: str, **fields: Any) -> str:
        """Press a button of the round's page."""
        self.clock.advance(2)
        return self.post(do=what, step=self.step, **fields)

    def _data(self, name: str) -> str:
        found = re.search(f'data-{name}="([^"]*)"', self.page)
        return found[1] if found else ""

    @property
    def step(self) -> str:
        return self._data("step")

    @property
    def stage(self) -> str:
        return self._data("stage")

    @property
    def text(self) -> str:
        """What the page says, without its marks."""
        return " ".join(unescape(re.sub(r"<[^>]*>", " ", self.page)).split())

    def option(self, text: str) -> str:
        """The number of the option that says this."""
        tiles = re.findall(r'value="answer:(\d+)".*?class="text">(.*?)</span>', self.page, re.S)
        return next(number for number, shown in tiles if text in shown)

    @property
    def answers(self) -> list[Answer]:
        """The answers that count, on disk."""
        return self.thread.do(lambda game: list(game.collection.answers))


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def library(tmp_path: Path) -> Path:
    folder = tmp_path / "library"
    folder.mkdir()
    write_decks(folder)
    return folder


@pytest.fixture
def new_thread(home: Path, library: Path, clock: Clock) -> Iterator[Callable[[str], GameThread]]:
    """Opens the game of a player, as each process of a server does."""
    threads: list[GameThread] = []

    def new(player: str) -> GameThread:
        def opened() -> Game:
            store = Store.open(home)
            plays(store, player)
            return Game(store, [library], Settings(), player, clock=clock, seed=7)

        threads.append(GameThread(opened))
        return threads[-1]

    yield new
    for thread in threads:
        thread.close()


@pytest.fixture
def thread(new_thread: Callable[[str], GameThread]) -> GameThread:
    return new_thread("ada")


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """The server's."""
    found = Database(tmp_path / "server" / "server.db")
    yield found
    found.close()


def owner_sessions(database: Database, thread: GameThread, clock: Clock) -> Sessions:
    player = thread.do(lambda game: Person(game.player, game.player_name))
    return Sessions(database, player, clock)


@pytest.fixture
def sessions(database: Database, thread: GameThread, clock: Clock) -> Sessions:
    return owner_sessions(database, thread, clock)


@pytest.fixture
def stranger(thread: GameThread, sessions: Sessions) -> TestClient:
    """A browser that has not come in."""
    app = Site(thread, sessions).app(["testserver"])
    return TestClient(app, base_url=ORIGIN, headers={"origin": ORIGIN})


@pytest.fixture
def browser(stranger: TestClient, thread: GameThread, sessions: Sessions, clock: Clock) -> Browser:
    stranger.post(f"/in/{sessions.new_link()}")
    return Browser(stranger, thread, clock)


@dataclass
class Served:
    """The pages on a port of this machine."""

    address: str
    sessions: Sessions
    thread: GameThread
    clock: Clock

    def link(self) -> str:
        return f"{self.address}/in/{self.sessions.new_link()}"


@pytest.fixture
def served(thread: GameThread, sessions: Sessions, clock: Clock) -> Iterator[Served]:
    """Runs a real server."""
    import uvicorn

    config = uvicorn.Config(
        Site(thread, sessions).app(), port=0, log_level="error", lifespan="off", ws="none"
    )
    server = uvicorn.Server(config)
    running = threading.Thread(target=server.run)
    running.start()
    while not server.started:
        assert running.is_alive()
        time.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield Served(f"http://127.0.0.1:{port}", sessions, thread, clock)
    server.should_exit = server.force_exit = True
    running.join()
