"""The server ends, in whatever way, and is started again: the phone is still in, and its round goes
on."""

from __future__ import annotations

import re
import signal
from collections.abc import Callable
from pathlib import Path

import httpx2
import pytest
from sqlalchemy import Connection
from starlette.testclient import TestClient

from quiz.game.game import Game
from quiz.scheduling.memory import CardMemory
from quiz.serve.database.database import Database
from quiz.serve.database.faults import DatabaseError
from quiz.serve.game_thread import GameThread
from quiz.serve.open_rounds import Change, OpenRounds
from quiz.serve.site import Site
from quiz.serve.sync.device_commands import device_lines, withdraw_device
from tests.factories import Clock
from tests.serve.conftest import ORIGIN, Browser, owner_sessions
from tests.serve.test_round_pages import answer_rightly, ask
from tests.serve.test_serve_command import started

Restart = Callable[..., Browser]


@pytest.fixture
def restart(new_thread: Callable[[str], GameThread], database: Database, clock: Clock) -> Restart:
    """Starts another process of the server, for the same browser with the same page."""

    def anew(browser: Browser, player: str = "ada") -> Browser:
        thread = new_thread(player)
        app = Site(thread, owner_sessions(database, thread, clock)).app(["testserver"])
        client = TestClient(app, base_url=ORIGIN, headers={"origin": ORIGIN})
        client.cookies.update(browser.client.cookies)
        return Browser(client, thread, clock, browser.page, browser.path)

    return anew


def test_a_browser_stays_in(browser: Browser, restart: Restart) -> None:
    assert "All kinds" in restart(browser).get("/")


def test_a_browser_of_one_player_is_not_in_as_another(browser: Browser, restart: Restart) -> None:
    other = restart(browser, player="ben")
    other.get("/")
    assert other.status == 403


def test_a_browser_can_be_shut_out(browser: Browser, restart: Restart, database: Database) -> None:
    (told,) = device_lines(database)
    assert "browser of ada: let in" in told
    assert withdraw_device(database, told.partition(" ")[0]) == "browser of ada"
    for each in (browser, restart(browser)):
        each.get("/")
        assert each.status == 403
    assert "No device is paired" in device_lines(database)[0]


def test_a_round_goes_on_where_it_was(browser: Browser, restart: Restart) -> None:
    before = browser.play("quiz", "kinds")
    again = restart(browser)
    assert again.get() == before
    again.do("skip")
    third = restart(again)
    assert third.get() == again.page
    third.do("next")
    assert third.stage == "asking"
    assert len(third.answers) == 1


def test_an_answer_from_the_page_of_an_edited_card_does_not_count(
    browser: Browser, restart: Restart, library: Path
) -> None:
    ask(browser, "choice")
    answers, right = len(browser.answers), browser.option("Astana")
    deck = library / "kinds.yaml"
    deck.write_text(deck.read_text().replace("answer: Astana", "answer: Aqmola"))
    again = restart(browser)
    assert "Aqmola" in again.do(f"answer:{right}")
    assert again.stage == "asking"
    assert len(again.answers) == answers
    again.do(f"answer:{again.option('Aqmola')}")
    assert "right" in again.page
    assert len(again.answers) == answers + 1


def memories(game: Game) -> list[CardMemory | None]:
    return [game.collection.memory(card.key) for card in game.cards_of()]


def test_two_processes_take_turns_with_a_round(browser: Browser, restart: Restart) -> None:
    other = restart(browser)
    browser.play("quiz", "kinds")
    for number in range(1, 4):
        before = other.thread.do(memories)
        browser.do("skip")
        other.path = browser.path
        assert other.get() == browser.page
        assert before != other.thread.do(memories) == browser.thread.do(memories)
        assert len(other.answers) == number
        other.do("next")
        browser, other = other, browser


def test_a_board_goes_on_where_it_was(browser: Browser, restart: Restart) -> None:
    browser.play("match", "kinds")
    answer_rightly(browser)
    again = restart(browser)
    assert again.get() == browser.page
    answer_rightly(again)
    assert len(again.answers) == 2


def test_the_home_page_offers_the_round_that_waits(browser: Browser, restart: Restart) -> None:
    ask(browser, "typed")
    path = browser.path
    assert f'href="{path}"' in restart(browser).get("/")


def do_nothing(self: OpenRounds, now: int) -> None:
    """Instead of `OpenRounds.save`, in a process that ends before it."""


@pytest.mark.parametrize("mode", ["quiz", "exam", "cram", "survival"])
def test_an_answer_counts_once_if_the_process_ends_between_log_and_round(
    browser: Browser, restart: Restart, monkeypatch: pytest.MonkeyPatch, mode: str
) -> None:
    browser.play(mode, "kinds")
    answers = 0
    while browser.stage == "asking" and len(browser.answers) < 3:
        page, step = browser.page, browser.step
        is_flashcard = 'value="reveal"' in page
        if is_flashcard:
            browser.do("reveal")
            page, step = browser.page, browser.step
        with monkeypatch.context() as ended:
            ended.setattr(OpenRounds, "save", do_nothing)
            browser.do("answer:3" if is_flashcard else "skip")
        answers += 1
        browser = restart(browser)
        # The page had no answer, so its script sends the same again.
        browser.post(do="answer:3" if is_flashcard else "skip", step=step)
        assert len(browser.answers) == answers
        if browser.stage == "feedback":
            browser.do("next")
    assert answers == 3
    assert len({answer.card for answer in browser.answers}) == 3


def test_a_pair_counts_once_if_the_process_ends_between_log_and_board(
    browser: Browser, restart: Restart, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser.play("match", "kinds")
    with monkeypatch.context() as ended:
        ended.setattr(OpenRounds, "save", do_nothing)
        browser.do("pick:a", picked="1")
    again = restart(browser)
    # The page had no answer, so its script sends the same again.
    again.post(do="pick:a", picked="1", step="0")
    assert len(again.answers) == 1
    assert again.step == "1"


@pytest.mark.parametrize("mode", ["quiz", "match"])
def test_a_round_is_saved_later_if_the_database_was_away(
    browser: Browser, restart: Restart, monkeypatch: pytest.MonkeyPatch, mode: str
) -> None:
    def away(self: OpenRounds, connection: Connection, change: Change, now: int) -> None:
        raise DatabaseError("the database is away")

    if mode == "quiz":
        ask(browser, "typed")
    else:
        browser.play(mode, "kinds")
    given, step, page = len(browser.answers), browser.step, browser.page
    with monkeypatch.context() as broken:
        broken.setattr(OpenRounds, "write", away)
        answer_rightly(browser)
        assert browser.status == 503
        assert "the database is away" in browser.text
    browser.page = page
    answer_rightly(browser)
    assert browser.status == 200
    assert browser.step != step
    assert len(browser.answers) == given + 1
    assert restart(browser).get() == browser.page


def test_a_server_that_is_killed_goes_on_after_its_start(home: Path) -> None:
    arguments = ("--local", "--player", "Ada", "--yes")
    process, link = started(home, *arguments)
    origin = link.partition("/in/")[0]
    with httpx2.Client(base_url=origin, headers={"origin": origin}, follow_redirects=True) as phone:
        phone.post(link)
        shown = phone.post("/play", data={"deck": "capital-cities", "mode": "quiz"})
        process.send_signal(signal.SIGKILL)
        process.communicate()
        process, _ = started(home, *arguments, "--port", origin.rpartition(":")[2])
        assert phone.get(shown.url).text == shown.text
        step = re.search(r'data-step="(\d+)"', shown.text)
        assert step
        told = phone.post(shown.url, data={"do": "skip", "step": step[1]})
        assert "Now you know" in told.text
    process.send_signal(signal.SIGINT)
    assert "your history was checked and is intact" in process.communicate()[1]
