"""Real processes on one PostgreSQL: one of them is killed, and nobody loses an answer."""

from __future__ import annotations

import re
import signal
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import httpx
import pytest

from quiz.clock import system_clock
from quiz.history.events import Answer
from quiz.serve.database.database import Database
from quiz.serve.people.access import OPERATOR
from quiz.serve.people.classes import create_class, invite
from quiz.serve.people.publishing import publish
from quiz.serve.sync.shared_database import SharedDatabase
from quiz.storage.sync.lines import read_lines
from tests.benchmarks.members.load import DECK, Process
from tests.patience import PATIENCE

PEOPLE, ANSWERS = 4, 8


@pytest.fixture
def database(new_address: Callable[[str], str]) -> Iterator[Database]:
    found = Database(new_address("postgresql"))
    yield found
    found.close()


@pytest.fixture
def servers(database: Database, tmp_path: Path) -> Iterator[list[Process]]:
    address = database.url.render_as_string(hide_password=False).replace("+psycopg", "")
    found = [Process.start(tmp_path / f"home{n}", address) for n in range(2)]
    yield found
    for server in found:
        server.process.kill()
        server.process.wait()


class Student:
    """A browser that tries one server after another, as behind a proxy."""

    def __init__(self, name: str, servers: list[Process]) -> None:
        self.name = name
        self.acknowledged = 0
        self._servers = list(servers)
        self._client = httpx.Client(timeout=PATIENCE)

    def send(self, method: str, path: str, **form: str) -> httpx.Response:
        """Send a request until it is answered."""
        while True:
            base = f"http://127.0.0.1:{self._servers[0].port}"
            headers = {"origin": base, "quiz-script": "1"}
            try:
                response = self._client.request(
                    method, base + path, data=form or None, headers=headers
                )
            except httpx.TransportError:
                self._servers.append(self._servers.pop(0))
                continue
            if response.status_code < 500:
                return response

    def join(self, code: str) -> None:
        self.send("POST", f"/join/{code}", name=self.name)

    def start(self) -> None:
        response = self.send("POST", "/play", mode="cram", deck="")
        self.path = response.headers["location"]
        self.page = self.send("GET", self.path).text

    def step(self) -> None:
        """Give the next answer, or go on."""
        stage = re.search(r'data-stage="(\w+)"', self.page)
        step = re.search(r'data-step="(\d+)"', self.page)
        assert stage
        assert step
        asking = stage[1] == "asking"
        do = "skip" if asking else "next"
        self.page = self.send("POST", self.path, do=do, step=step[1]).text
        self.acknowledged += asking


def test_nobody_loses_an_answer_when_a_server_is_killed(
    database: Database, servers: list[Process]
) -> None:
    now = system_clock().ms
    with database.begin() as connection:
        class_id = create_class(connection, OPERATOR, "7b", now).id
        publish(connection, OPERATOR, class_id, "numbers", DECK, {}, now)
        code = invite(connection, OPERATOR, class_id, now)
    students = [Student(f"Student {n}", servers) for n in range(PEOPLE)]
    in_the_middle = Barrier(PEOPLE + 1)

    def play(student: Student) -> None:
        student.join(code)
        student.start()
        for _ in range(ANSWERS):
            student.step()
        in_the_middle.wait(PATIENCE)
        for _ in range(ANSWERS):
            student.step()

    with ThreadPoolExecutor(PEOPLE) as pool:
        done = [pool.submit(play, student) for student in students]
        in_the_middle.wait(PATIENCE)
        servers[0].process.send_signal(signal.SIGKILL)
        for each in done:
            each.result(PATIENCE)
    with database.read() as connection:
        rows = connection.exec_driver_sql("SELECT name, id FROM person").all()
    people = {row.name: row.id for row in rows}
    for student in students:
        place = SharedDatabase(database, people[student.name])
        found = [
            event
            for path, size in place.lists().items()
            for event in read_lines(place.read(path, 0, size) or b"", "", now + 10**8).events
            if isinstance(event, Answer)
        ]
        assert len(found) == student.acknowledged == ANSWERS
        assert len({answer.card for answer in found}) == ANSWERS
        assert len({answer.round for answer in found}) == 1
