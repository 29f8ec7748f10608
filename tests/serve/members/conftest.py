from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from quiz.history.events import Answer
from quiz.serve.database.database import Database
from quiz.serve.game_thread import GameThread
from quiz.serve.members.members import Members
from quiz.serve.people.access import OPERATOR
from quiz.serve.people.classes import create_class, invite
from quiz.serve.people.members import add_teacher
from quiz.serve.people.publishing import publish
from quiz.serve.sessions import Sessions
from quiz.serve.site import Site
from quiz.serve.sync.shared_rows import lists_of, read_lines_of
from quiz.storage.sync.lines import read_lines
from tests.factories import Clock
from tests.serve.conftest import ORIGIN, Browser, owner_sessions
from tests.serve.decks import KINDS, write_decks


@dataclass
class Server:
    """One process of a server, as far as one test can hold several."""

    members: Members
    thread: GameThread
    sessions: Sessions
    clock: Clock

    def __post_init__(self) -> None:
        self.app = Site(self.thread, self.sessions, members=self.members).app(["testserver"])

    def browser(self, cookies: TestClient | None = None) -> Browser:
        """A browser that has not come in, or one with the cookies of another."""
        client = TestClient(self.app, base_url=ORIGIN, headers={"origin": ORIGIN})
        if cookies is not None:
            client.cookies.update(cookies.cookies)
        return Browser(client, self.thread, self.clock)


@dataclass
class School:
    """A class on a server with a deck of all kinds. servers: its processes."""

    database: Database
    new_server: Callable[[], Server]
    clock: Clock
    library: Path
    servers: list[Server] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.server = self.new_server()
        with self.database.begin() as connection:
            self.class_id = create_class(connection, OPERATOR, "7b", self.now).id
            self.teacher_link = add_teacher(
                connection, OPERATOR, self.class_id, "Ms Gray", self.now
            )
        self.publish()

    @property
    def now(self) -> int:
        return self.clock().ms

    def publish(self, text: str = KINDS, name: str = "kinds") -> None:
        files = {each: (self.library / each).read_bytes() for each in ("map.png", "beep.wav")}
        with self.database.begin() as connection:
            publish(connection, OPERATOR, self.class_id, name, text, files, self.now)

    def new_code(self, class_id: str = "") -> str:
        with self.database.begin() as connection:
            return invite(connection, OPERATOR, class_id or self.class_id, self.now)

    def student(self, name: str = "Ada") -> Browser:
        """A browser that has joined the class with a name alone."""
        browser = self.server.browser()
        browser.post(f"/join/{self.new_code()}", name=name)
        assert browser.status == 200, browser.text
        return browser

    def teacher(self) -> Browser:
        """The browser of the class's teacher."""
        browser = self.server.browser()
        browser.post(f"/in/{self.teacher_link}")
        assert browser.status == 200
        return browser

    def answers(self, name: str = "Ada") -> list[Answer]:
        """The answers of a student that the database has."""
        found: list[Answer] = []
        with self.database.read() as connection:
            person = connection.exec_driver_sql(
                f"SELECT id FROM person WHERE name = '{name}'"
            ).scalar_one()
            for path, size in lists_of(connection, person).items():
                data = b""
                while len(data) < size:
                    data += read_lines_of(connection, person, path, len(data))
                events = read_lines(data, "", self.now).events
                found += [event for event in events if isinstance(event, Answer)]
        return found


@pytest.fixture
def school(address: str, thread: GameThread, clock: Clock, library: Path) -> Iterator[School]:
    database = Database(address)
    made: list[Members] = []

    def new_server() -> Server:
        made.append(Members(Database(address), clock))
        return Server(made[-1], thread, owner_sessions(made[-1].database, thread, clock), clock)

    write_decks(library)
    yield School(database, new_server, clock, library)
    for members in made:
        members.close()
        members.database.close()
    database.close()
