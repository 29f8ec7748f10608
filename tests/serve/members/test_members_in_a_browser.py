"""Joining, playing and teaching in Chromium, against real servers: reloads at every step, a network
that goes away, and axe's rules for pages that everybody can use."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from quiz.clock import system_clock
from quiz.serve.database.database import Database
from quiz.serve.people.access import OPERATOR
from quiz.serve.people.class_answers import ClassAnswers
from quiz.serve.people.classes import create_class, invite, set_ranking
from quiz.serve.people.members import add_teacher
from quiz.serve.people.publishing import assign, publish
from quiz.serve.people.tokens import TokenKind, add_token
from tests.benchmarks.members.load import Process
from tests.patience import PATIENCE
from tests.serve.test_in_a_browser import CHROMIUM, NOT_OURS, PHONE, sync_api

SMALL = """\
title: Capitals
cards:
  - {prompt: "Capital of Kazakhstan?", answer: Astana, distractors: [Almaty, Shymkent, Bishkek]}
  - {prompt: "Capital of Kyrgyzstan?", answer: Bishkek, distractors: [Osh, Almaty, Tokmok]}
  - {prompt: "Capital of Uzbekistan?", answer: Tashkent, distractors: [Bukhara, Khiva, Nukus]}
"""


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


class School:
    """A class on a running server."""

    def __init__(self, folder: Path) -> None:
        self.server = Process.start(folder / "home", str(folder / "server.db"))
        self.database = Database(folder / "server.db")
        now = system_clock()
        with self.database.begin() as connection:
            self.class_id = create_class(connection, OPERATOR, "7b", now.ms).id
            publish(connection, OPERATOR, self.class_id, "capitals", SMALL, {}, now.ms)
            assign(connection, OPERATOR, self.class_id, "capitals", now.day())
            set_ranking(connection, OPERATOR, self.class_id, shown=True)
            add_teacher(connection, OPERATOR, self.class_id, "Ms Gray", now.ms)
            self.code = invite(connection, OPERATOR, self.class_id, now.ms)

    def teachers_link(self) -> str:
        with self.database.begin() as connection:
            teacher = connection.exec_driver_sql(
                "SELECT person FROM member WHERE role = 'teacher'"
            ).scalar_one()
            return f"/in/{add_token(connection, teacher, TokenKind.LINK, system_clock().ms)}"

    def close(self) -> None:
        self.server.process.terminate()
        self.server.process.wait()
        self.database.close()


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Iterator[School]:
    found = School(tmp_path_factory.mktemp("school"))
    yield found
    found.close()


class Phone:
    """A page that must not complain."""

    def __init__(self, chromium: Any, school: School, **options: Any) -> None:
        options = {"viewport": PHONE, "has_touch": True, "is_mobile": True, **options}
        address = f"http://127.0.0.1:{school.server.port}"
        self.context = chromium.new_context(base_url=address, **options)
        self.context.set_default_timeout(PATIENCE * 1000)
        self.page = self.context.new_page()
        self.complaints: list[str] = []
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("console", self._heard)

    def _heard(self, message: Any) -> None:
        if message.type in ("error", "warning") and not message.text.startswith(NOT_OURS):
            self.complaints.append(message.text)

    def join(self, school: School, name: str) -> None:
        self.page.goto("/join")
        self.page.fill("#code", school.code)
        self.page.get_by_role("button", name="Go on").click()
        self.page.fill("#name", name)
        self.page.get_by_role("button", name="Join").click()
        self.page.locator("#decks").wait_for()

    def data(self, name: str) -> str:
        return str(self.page.locator("#main").get_attribute(f"data-{name}") or "")

    def then(self, act: Any) -> None:
        """Do something, and wait until the page has gone on."""
        step = self.data("step")
        act()
        self.page.locator(f'#main:not([data-step="{step}"])').wait_for(state="attached")

    def close(self) -> None:
        self.context.close()
        assert self.complaints == []


@pytest.fixture
def phone(chromium: Any, school: School) -> Iterator[Phone]:
    found = Phone(chromium, school)
    yield found
    found.close()


def answers(school: School, name: str) -> int:
    """How many answers of a student the teacher sees."""
    with school.database.read() as connection:
        folds = ClassAnswers().folds_of_class(
            connection, OPERATOR, school.class_id, system_clock().ms
        )
    fold = next(fold for student, fold in folds.items() if student.name == name)
    return sum(state.asked for state in fold.states.values())


def test_a_whole_round_with_a_reload_at_every_step(phone: Phone, school: School) -> None:
    phone.join(school, "Reloading")
    phone.page.get_by_role("button", name="Capitals for today").wait_for()
    phone.page.locator('button[name=mode][value="quiz"]').click()
    phone.page.locator("#main.round").wait_for()
    given = 0
    while phone.data("stage") != "over":
        stage, step = phone.data("stage"), phone.data("step")
        phone.page.reload()
        assert (phone.data("stage"), phone.data("step")) == (stage, step)
        if stage == "asking":
            given += 1
            phone.then(phone.page.locator(".tile, [value=skip]").first.click)
        else:
            phone.then(phone.page.locator("[data-next]").click)
    assert answers(school, "Reloading") == given >= 3
    phone.page.reload()
    assert phone.data("stage") == "over"


def test_an_answer_given_without_a_network_arrives_once(phone: Phone, school: School) -> None:
    phone.join(school, "Offline")
    phone.page.goto("/deck?name=7b/capitals")
    phone.page.locator('button[name=mode][value="quiz"]').click()
    phone.page.locator("#main.round").wait_for()
    for number in range(1, 4):
        phone.context.set_offline(True)
        phone.page.locator(".tile").first.click()
        phone.page.locator("#offline").wait_for(state="visible")
        phone.then(lambda: phone.context.set_offline(False))
        assert answers(school, "Offline") == number
        phone.then(phone.page.locator("[data-next]").click)


@pytest.mark.parametrize(
    "answer",
    [{"status": 502, "body": "Bad gateway"}, {"status": 503, "headers": {"Retry-After": "1"}}],
)
def test_an_answer_is_sent_again_while_the_server_is_away(
    phone: Phone, school: School, answer: dict[str, Any]
) -> None:
    name = f"Waiting {answer['status']}"
    phone.join(school, name)
    phone.page.goto("/deck?name=7b/capitals")
    phone.page.locator('button[name=mode][value="quiz"]').click()
    phone.page.locator("#main.round").wait_for()
    phone.page.route("**/round/*", lambda route: route.fulfill(**answer), times=2)
    phone.then(phone.page.locator(".tile").first.click)
    assert phone.data("stage") == "feedback"
    assert answers(school, name) == 1


def test_a_teacher_at_work(chromium: Any, school: School, phone: Phone) -> None:
    phone.join(school, "Zoë O'Brien")
    desk = Phone(chromium, school, viewport={"width": 1280, "height": 800}, is_mobile=False)
    page = desk.page
    page.goto(school.teachers_link())
    page.get_by_role("button", name="Let me in").click()
    page.get_by_role("link", name="7b").last.click()
    page.get_by_role("rowheader", name="Zoë O'Brien").wait_for()
    page.get_by_role("button", name="New code").click()
    code = page.locator(".code").inner_text()
    assert len(code) == 11
    with page.expect_download() as download:
        page.get_by_role("link", name="Table as CSV").click()
    assert "Zoë O'Brien" in Path(download.value.path()).read_text(encoding="utf-8-sig")
    page.on("dialog", lambda dialog: dialog.accept())
    row = page.locator("li", has_text="Zoë O'Brien")
    row.get_by_role("button", name="Remove").click()
    page.get_by_text("Zoë O'Brien is no longer in the class.").wait_for()
    # The page is no wider than the window, whatever the table is.
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280
    desk.close()


@pytest.mark.parametrize("scheme", ["dark", "light"])
def test_axe_finds_nothing(chromium: Any, school: School, scheme: str) -> None:
    axe = pytest.importorskip(
        "axe_playwright_python.sync_playwright", reason="axe is missing"
    ).Axe()
    phone = Phone(chromium, school, color_scheme=scheme, reduced_motion="reduce", bypass_csp=True)
    found = {}

    def look(name: str, path: str = "") -> None:
        if path:
            phone.page.goto(path)
        width = phone.page.evaluate("document.documentElement.scrollWidth")
        assert width <= PHONE["width"], f"{name} is {width} wide"
        result = axe.run(phone.page)
        if result.violations_count:
            found[name] = result.generate_report()

    look("code", "/join")
    look("wrong code", "/join?code=wrong")
    look("name", f"/join/{school.code}")
    phone.join(school, f"Axe {scheme}")
    look("home")
    look("class", f"/class/{school.class_id}")
    look("me", "/me")
    phone.page.get_by_role("button", name="Let in another device").click()
    phone.page.locator(".qr").wait_for()
    look("my link")
    look("joining again", f"/join/{school.code}")
    look("door", school.teachers_link())
    phone.page.get_by_role("button", name="Let me in").click()
    phone.page.locator("#classes").wait_for()
    look("teacher's class", f"/class/{school.class_id}")
    phone.page.get_by_role("button", name="New code").click()
    phone.page.locator(".qr").wait_for()
    look("new code")
    phone.close()
    assert not found, "\n".join(f"{name}: {report}" for name, report in found.items())
