"""A live quiz in Chromium: a host, phones and terminals; reloads, locked phones, lost networks, and
axe's rules for pages that everybody can use."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from quiz.live.events import Answered
from quiz.live.question import LiveQuestion
from tests.live.cards import given_for, questions
from tests.patience import PATIENCE
from tests.serve.live.conftest import Hosted, Served
from tests.serve.live.terminals import Program, Terminal
from tests.serve.test_in_a_browser import CHROMIUM, NOT_OURS, PHONE, sync_api
from tests.serve.test_serve_command import started

ROOT = Path(__file__).parents[3]
PROJECTOR = {"width": 1280, "height": 720}


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


class Page:
    """A page that must not complain."""

    def __init__(self, chromium: Any, hosted: Hosted, **options: Any) -> None:
        self.hosted = hosted
        address = hosted.served.address
        self.context = chromium.new_context(base_url=address, **options)
        self.context.set_default_timeout(PATIENCE * 1000)
        self.page = self.context.new_page()
        self.complaints: list[str] = []
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("console", self._heard)

    def _heard(self, message: Any) -> None:
        if message.type in ("error", "warning") and not message.text.startswith(NOT_OURS):
            self.complaints.append(message.text)

    def sees(self, text: str) -> None:
        self.page.get_by_text(text).first.wait_for()

    def close(self) -> None:
        self.context.close()
        assert self.complaints == []


class Phone(Page):
    """A player's phone."""

    def __init__(
        self, chromium: Any, hosted: Hosted, name: str, inside: str = "You are in!", **options: Any
    ) -> None:
        options = {"viewport": PHONE, "has_touch": True, "is_mobile": True, **options}
        super().__init__(chromium, hosted, **options)
        self.page.goto(f"/live/{hosted.code}")
        self.page.fill("#name", name)
        self.page.get_by_role("button", name="Join").click()
        self.sees(inside)

    def waits_for_question(self, number: int) -> None:
        self.page.locator(".mode", has_text=f"{number + 1} of").wait_for()
        self.page.locator("#answer").wait_for()

    def answer(self, question: LiveQuestion, *, right: bool = True) -> None:
        given = given_for(question, right=right)
        if isinstance(given, str):
            self.page.fill("#text", given)
            self.page.get_by_role("button", name="Send").click()
        elif isinstance(given, int):
            self.page.locator(".tile").nth(given).click()
        else:
            for place, number in enumerate(given):
                self._move(question.options[number], place)
            self.page.get_by_role("button", name="This is the order").click()

    def _move(self, step: str, place: int) -> None:
        steps = self.page.locator("[data-order] .text")
        while steps.all_inner_texts().index(step) > place:
            self.page.get_by_role("button", name=f"Move {step} up").click()


class Projector(Page):
    """The host's page."""

    def __init__(self, chromium: Any, hosted: Hosted, **options: Any) -> None:
        super().__init__(chromium, hosted, **{"viewport": PROJECTOR, **options})
        self.page.goto(f"/live/{hosted.code}/host?key={hosted.key}")
        assert "key=" not in self.page.url

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=name, exact=True).click()


def test_three_browsers_and_two_terminals(chromium: Any, served: Served, tmp_path: Path) -> None:
    hosted = served.open()
    projector = Projector(chromium, hosted)
    phones = [Phone(chromium, hosted, name) for name in ("Ada", "O'Brien <b>")]
    terminals = [Terminal(hosted, name, tmp_path / name) for name in ("Bo", "👩🏽‍🚀")]
    for terminal in terminals:
        terminal.sees("You are in!")
    projector.sees("4 players")
    projector.press("Start")
    for number, asked in enumerate(questions()):
        for phone in phones:
            phone.waits_for_question(number)
        for terminal in terminals:
            terminal.sees(f"Question {number + 1} of 4")
        if not asked.options:
            for page in (projector, *phones):
                assert asked.card.answer not in page.page.content()
        phones[0].answer(asked)
        phones[1].answer(asked, right=False)
        terminals[0].answer(asked)
        terminals[1].answer(asked, right=False)
        phones[0].sees("Right!")
        phones[1].page.locator(".verdict").wait_for()
        projector.press("Podium" if number == 3 else "Standings")
        if number < 3:
            projector.press("Next question")
    for phone in phones:
        phone.page.locator(".podium").wait_for()
    for terminal in terminals:
        terminal.sees("The quiz is over.")
        terminal.ends()
    places = {each["name"]: each["place"] for each in hosted.view()["top"]}
    assert set(places) == {"Ada", "O'Brien <b>", "Bo", "👩🏽‍🚀"}
    assert {places["Ada"], places["Bo"]} <= {1, 2}
    for page in (projector, *phones):
        page.close()


def answered(served: Served, hosted: Hosted) -> list[Answered]:
    key = served.rooms.ledger.find(hosted.code)
    assert key
    events = [dated.event for dated in served.rooms.ledger.since(key, 0)]
    return [event for event in events if isinstance(event, Answered)]


def test_a_reload_at_every_step(chromium: Any, served: Served) -> None:
    hosted = served.open()
    phone, projector = Phone(chromium, hosted, "Ada"), Projector(chromium, hosted)

    def reload() -> None:
        for page in (phone, projector):
            page.page.wait_for_timeout(0)
            shown = page.page.locator("#main h1").first.inner_text()
            page.page.reload()
            page.page.locator("#main h1").first.wait_for()
            page.page.get_by_text(shown).first.wait_for()

    reload()
    phone.sees("You are in!")
    for number, asked in enumerate(questions()):
        hosted.go_on()
        phone.waits_for_question(number)
        reload()
        phone.waits_for_question(number)
        phone.answer(asked)
        phone.sees("Right!")
        reload()
        phone.sees("Right!")
        hosted.go_on()
        phone.page.locator(".standings").wait_for()
        reload()
        phone.page.locator(".standings .me").wait_for()
    assert len(answered(served, hosted)) == 4
    phone.close()
    projector.close()


def test_a_locked_phone_in_the_middle_of_a_question(chromium: Any, served: Served) -> None:
    hosted = served.open()
    phone = Phone(chromium, hosted, "Ada")
    phone.context.set_offline(True)
    hosted.join("Bo")
    hosted.go_on()
    phone.page.evaluate(
        """() => {
            Object.defineProperty(document, "hidden", { value: false, configurable: true });
            document.dispatchEvent(new Event("visibilitychange"));
        }"""
    )
    phone.sees("No connection.")
    phone.context.set_offline(False)
    phone.waits_for_question(0)
    phone.answer(questions()[0])
    phone.sees("Your answer is in")
    phone.close()


def test_an_answer_without_a_network_is_sent_when_it_is_back(chromium: Any, served: Served) -> None:
    hosted = served.open()
    phone = Phone(chromium, hosted, "Ada")
    hosted.join("Bo")
    hosted.go_on()
    phone.waits_for_question(0)
    phone.context.set_offline(True)
    phone.answer(questions()[0])
    phone.sees("Sending your answer")
    phone.sees("No connection.")
    assert answered(served, hosted) == []
    phone.context.set_offline(False)
    phone.sees("Your answer is in")
    assert len(answered(served, hosted)) == 1
    phone.close()


def test_an_answer_survives_a_reload_before_it_arrived(chromium: Any, served: Served) -> None:
    hosted = served.open()
    phone = Phone(chromium, hosted, "Ada")
    hosted.join("Bo")
    hosted.go_on()
    phone.waits_for_question(0)
    away = True

    def pass_on(route: Any) -> None:
        if away:
            route.abort()
        else:
            route.continue_()

    phone.page.route("**/answer?*", pass_on)
    phone.answer(questions()[0])
    phone.sees("No connection.")
    away = False
    phone.page.reload()
    phone.sees("Your answer is in")
    assert len(answered(served, hosted)) == 1
    phone.close()


def test_an_answer_whose_acknowledgement_is_lost_counts_once(chromium: Any, served: Served) -> None:
    hosted = served.open()
    phone = Phone(chromium, hosted, "Ada")
    hosted.join("Bo")
    hosted.go_on()
    phone.waits_for_question(0)
    lost = []

    def lose(route: Any) -> None:
        if len(lost) < 2:
            route.fetch()
            lost.append(route)
            route.abort()
        else:
            route.continue_()

    phone.page.route("**/answer?*", lose)
    phone.answer(questions()[0])
    phone.sees("Your answer is in")
    assert len(answered(served, hosted)) == 1
    phone.close()


def test_a_message_that_was_missed_is_asked_for(chromium: Any, served: Served) -> None:
    """The stream is silent, as behind a proxy that keeps everything: the tab asks when it is looked
    at."""
    hosted = served.open()
    phone = Phone(chromium, hosted, "Ada")
    phone.page.evaluate("line.source.close()")
    hosted.join("Bo")
    hosted.go_on()
    phone.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    phone.waits_for_question(0)
    phone.close()


def test_the_host_sends_out_and_locks(chromium: Any, served: Served) -> None:
    hosted = served.open()
    phone, projector = Phone(chromium, hosted, "<i>Eve</i>"), Projector(chromium, hosted)
    projector.page.on("dialog", lambda dialog: dialog.accept())
    projector.page.get_by_role("button", name="Send <i>Eve</i> out").click()
    phone.sees("The host has sent you out of this quiz.")
    projector.sees("0 players")
    projector.press("Lock")
    projector.sees("locked")
    other = Page(chromium, hosted)
    other.page.goto(f"/live/{hosted.code}")
    other.sees("The host has locked this quiz")
    for page in (phone, projector, other):
        page.close()


def test_a_challenge_at_ones_own_pace(chromium: Any, served: Served) -> None:
    hosted = served.open(closes=served.rooms.now() + 7 * 86_400_000)
    phone = Phone(chromium, hosted, "Ada", "At your own pace")
    phone.page.get_by_role("button", name="First question").click()
    for number, asked in enumerate(questions()):
        phone.page.locator("#answer").wait_for()
        phone.page.reload()
        phone.page.locator("#answer").wait_for()
        phone.answer(asked)
        phone.sees("Right!")
        if number < 3:
            phone.page.get_by_role("button", name="Next question").click()
    phone.sees("That was the last question")
    assert hosted.view()["done"] == 1
    phone.close()


@pytest.mark.parametrize("scheme", ["dark", "light"])
def test_axe_finds_nothing(chromium: Any, served: Served, scheme: str) -> None:
    axe = pytest.importorskip(
        "axe_playwright_python.sync_playwright", reason="axe is missing"
    ).Axe()
    options = {"color_scheme": scheme, "reduced_motion": "reduce", "bypass_csp": True}
    hosted = served.open(teams=["Red", "Blue"])
    found = {}

    def look(page: Page, name: str) -> None:
        page.page.wait_for_timeout(0)
        result = axe.run(page.page)
        if result.violations_count:
            found[name] = result.generate_report()
        assert page.page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, name

    door = Page(chromium, hosted, viewport={"width": 320, "height": 568}, **options)
    door.page.goto("/live?code=000000")
    look(door, "door")
    door.page.goto(f"/live/{hosted.code}")
    door.page.locator("#name").wait_for()
    look(door, "name")
    phone = Phone(chromium, hosted, "Ada", **options)
    projector = Projector(chromium, hosted, **options)
    bo = hosted.join("Bo")
    projector.sees("2 players")
    look(phone, "lobby")
    look(projector, "host lobby")
    for number, asked in enumerate(questions()):
        hosted.go_on()
        phone.waits_for_question(number)
        projector.page.locator("#clock").wait_for()
        look(phone, f"asking {number}")
        look(projector, f"host asking {number}")
        phone.answer(asked)
        phone.sees("Your answer is in")
        look(phone, f"waiting {number}")
        bo.answer(given_for(asked, right=False), number)
        phone.sees("Right!")
        projector.page.locator(".bars").wait_for()
        look(phone, f"told {number}")
        look(projector, f"host told {number}")
        hosted.go_on()
        projector.page.locator(".standings").first.wait_for()
        phone.page.locator(".standings .me").wait_for()
        look(phone, f"standings {number}")
        look(projector, f"host standings {number}")
    for page in (door, phone, projector):
        page.close()
    assert found == {}


def test_keys_alone_answer_and_host(chromium: Any, served: Served) -> None:
    hosted = served.open(questions()[:1])
    phone, projector = Phone(chromium, hosted, "Ada"), Projector(chromium, hosted)
    projector.sees("1 player")
    projector.page.keyboard.press("Enter")
    phone.waits_for_question(0)
    place = given_for(questions()[0], right=True)
    assert isinstance(place, int)
    phone.page.keyboard.press(str(place + 1))
    phone.sees("Right!")
    projector.page.locator(".bars").wait_for()
    projector.page.keyboard.press("ArrowRight")
    projector.page.locator(".podium").wait_for()
    for page in (phone, projector):
        page.close()


def test_a_quiz_is_hosted_from_the_page_of_a_deck(chromium: Any, home: Path) -> None:
    process, link = started(home, "--local")
    try:
        context = chromium.new_context(viewport=PROJECTOR)
        context.set_default_timeout(PATIENCE * 1000)
        page = context.new_page()
        page.goto(link)
        page.get_by_role("button").first.click()
        page.get_by_text("World capitals").first.click()
        page.get_by_text("Host a live quiz").click()
        page.get_by_text("Join at").wait_for()
        address, _, code = page.url.removesuffix("/host").rpartition("/live/")
        player = Program(home.parent / "ada", "join", f"{code}@{address}", "--name", "Ada")
        player.sees("You are in!")
        page.get_by_text("Ada").wait_for()
        page.get_by_role("button", name="Start").click()
        player.sees("Question 1 of 10")
        player.types("/quit")
        player.ends()
        context.close()
    finally:
        process.send_signal(signal.SIGINT)
        process.communicate()
