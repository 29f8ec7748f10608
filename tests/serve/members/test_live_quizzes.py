"""Live quizzes on a server with a class: who hosts, and where the answers land."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

import pytest
from httpx2 import Client
from starlette.requests import Request

from quiz.history.events import Mode
from quiz.serve.live.requests import key_of
from quiz.serve.live.rooms import Rooms
from quiz.serve.live.site import LiveSite
from quiz.serve.people.access import OPERATOR
from quiz.serve.people.classes import may_host
from quiz.serve.people.person_data import delete_person
from quiz.serve.server import BackgroundServer, Wanted, listen
from quiz.serve.site import Site
from quiz.serve.sync.tables import LISTS, PARTS
from tests.live.cards import given_for
from tests.patience import PATIENCE
from tests.serve.conftest import Browser
from tests.serve.members.conftest import School


class Stage:
    """The school's server with live quizzes, in one event loop."""

    def __init__(self, school: School) -> None:
        self.school = school
        server = school.server
        self.rooms = Rooms(school.database, lambda: school.now)

        async def may_open(request: Request) -> bool:
            who = request.scope["who"]
            if who == OPERATOR:
                return True
            return await server.members.read(
                lambda db: may_host(db, who, key_of(request), school.now)
            )

        live = LiveSite(self.rooms, may_open)
        site = Site(server.thread, server.sessions, members=server.members, live=live)
        self.rooms.learn = site.learn
        listening = listen(Wanted("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{listening.getsockname()[1]}"
        self._server = BackgroundServer(site.app(), listening)

    def as_seen_by(self, browser: Browser) -> Client:
        """The same server for the browser of somebody who came in before."""
        return Client(
            base_url=self.address, headers={"origin": self.address}, timeout=PATIENCE,
            cookies=dict(browser.client.cookies.items()), follow_redirects=True,
        )  # fmt: skip

    def close(self) -> None:
        self._server.close()
        self.rooms.close()


@pytest.fixture
def stage(school: School) -> Iterator[Stage]:
    found = Stage(school)
    yield found
    found.close()


def hosted(stage: Stage, browser: Browser, deck: str) -> tuple[str, dict[str, str]]:
    """Host a quiz from the page of a deck; the path of the quiz, and the host's headers."""
    client = stage.as_seen_by(browser)
    assert "Host a live quiz" in client.get(f"/deck?name={deck}").text
    came = client.post("/host", data={"deck": deck}, follow_redirects=False)
    assert came.status_code == 303
    page, _, key = came.headers["location"].partition("?key=")
    shown = client.get(came.headers["location"])
    assert (shown.status_code, shown.url.path) == (200, page)
    return page.removesuffix("/host"), {"authorization": f"Bearer {key}"}


def deck_of(stage: Stage, browser: Browser) -> str:
    """The name of the class's deck in the library of a member."""
    page = stage.as_seen_by(browser).get("/").text
    return unquote(page.partition('href="/deck?name=')[2].partition('"')[0])


def go_on(client: Client, path: str, host: dict[str, str]) -> Any:
    step = client.get(f"{path}/host/view", headers=host).json()["step"]
    return client.post(f"{path}/host/go-on", json={"step": step}, headers=host).json()


def play(stage: Stage, path: str, host: dict[str, str], client: Client) -> int:
    """Play the whole quiz with the cookies that the client has now; how many questions it had."""
    joined = client.post(f"{path}/join", json={"key": "k" * 30, "name": "Zoë"})
    assert joined.status_code == 200, joined.text
    room = stage.rooms.in_memory(path.rpartition("/")[2])
    assert room is not None
    for number, asked in enumerate(room.game.questions):
        go_on(client, path, host)
        given = given_for(asked, right=True)
        told = client.post(f"{path}/answer", json={"question": number, "given": given}).json()
        assert told["phase"] == "revealed", told
        go_on(client, path, host)
    return len(room.game.questions)


def test_a_teacher_hosts_in_the_browser_and_a_student_learns(stage: Stage) -> None:
    student, teacher = stage.school.student("Ada"), stage.school.teacher()
    path, host = hosted(stage, teacher, deck_of(stage, teacher))
    client = stage.as_seen_by(student)
    asked = play(stage, path, host, client)
    assert asked > 1
    deadline = time.monotonic() + PATIENCE
    while len(found := stage.school.answers("Ada")) < asked:
        assert time.monotonic() < deadline
        time.sleep(0.05)
    assert len(found) == asked
    assert {answer.mode for answer in found} == {Mode.QUIZ}
    assert all(answer.credit == 1.0 for answer in found)


def test_students_host_nothing(stage: Stage) -> None:
    student = stage.school.student("Ada")
    client = stage.as_seen_by(student)
    deck = deck_of(stage, student)
    assert "Host a live quiz" not in client.get(f"/deck?name={deck}").text
    assert client.post("/host", data={"deck": deck}).status_code == 403


def test_strangers_host_nothing(stage: Stage) -> None:
    client = stage.as_seen_by(stage.school.server.browser())
    assert client.post("/host", data={"deck": "kinds"}, follow_redirects=False).status_code != 303


def test_what_cannot_be_hosted_is_told(stage: Stage) -> None:
    client = stage.as_seen_by(stage.school.teacher())
    told = client.post("/host", data={"deck": "nowhere"})
    assert told.status_code == 503
    assert "none of these cards can be asked live" in told.text


def test_who_was_deleted_meanwhile_leaves_nothing(stage: Stage) -> None:
    student, teacher = stage.school.student("Ada"), stage.school.teacher()
    path, host = hosted(stage, teacher, deck_of(stage, teacher))
    client = stage.as_seen_by(student)
    client.post(f"{path}/join", json={"key": "k" * 30, "name": "Zoë"})
    with stage.school.database.begin() as connection:
        person = connection.exec_driver_sql("SELECT id FROM person WHERE name = 'Ada'").scalar_one()
        delete_person(connection, person, person)
    asked = play(stage, path, host, client)
    assert asked > 1
    with stage.school.database.read() as connection:
        for table in ("person", LISTS.name, PARTS.name):
            column = "id" if table == "person" else "person"
            statement = f"SELECT count(*) FROM {table} WHERE {column} = '{person}'"
            assert connection.exec_driver_sql(statement).scalar_one() == 0
