"""A live quiz in plain lines: what is said, and what lines do."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from queue import Queue
from typing import Any

import pytest

from quiz.card import Kind
from quiz.live.commands import GoOn, Join, Kick
from quiz.live.events import Opened
from quiz.plain.plain_live import PlainHost, PlainPlayer
from tests.factories import EVENING, card
from tests.live.cards import Log, given_for, questions
from tests.tui.test_live_screens import Table


class Out(io.StringIO):
    """What is said; each piece sets off what comes next."""

    def __init__(self, then: Callable[[str], None]) -> None:
        super().__init__()
        self._then = then

    def flush(self) -> None:
        said, self._seen = self.getvalue(), getattr(self, "_seen", 0)
        new, self._seen = said[self._seen :], len(said)
        if new:
            self._then(new)


def lines_of(queue: Queue[str | None]) -> Iterator[str]:
    yield from iter(queue.get, None)


@pytest.fixture
def log() -> Log:
    found = Log()
    for name in ("Ada", "Bo"):
        found.do(Join(f"key of {name}", name))
    return found


def line_for(given: object) -> str:
    if isinstance(given, list):
        return " ".join(str(step + 1) for step in given)
    return str(given + 1) if isinstance(given, int) else str(given)


def test_a_player_hears_and_answers_everything(log: Log) -> None:
    table = Table(log, 1)
    typed: Queue[str | None] = Queue()

    def then(said: str) -> None:
        if "You are in!" in said or said.startswith("Standings") or "Standings:" in said:
            log.do(GoOn(log.game.step))
            table.tell()
        if "Question" in said:
            asked = log.game.questions[log.game.asked]
            given = given_for(asked, right=True)
            typed.put("t" if asked.options == ("true", "false") else line_for(given))
        if "Your answer is in." in said or "Right!" in said:
            log.do(GoOn(log.game.step))
            table.tell()

    out = Out(then)
    PlainPlayer(table, lines_of(typed), out, keep=lambda: "Kept.").run()
    said = out.getvalue()
    assert said.count("Right!") == 4
    assert "  1) " in said
    assert said.rstrip().endswith("Kept.")
    assert "The quiz is over." in said


def test_a_cloze_is_told_without_gaps_to_player_and_host() -> None:
    gap = card(
        kind=Kind.CLOZE, prompt="[…] is a lake.", answers=("Balkhash",), whole="Balkhash is a lake."
    )
    log = Log(Opened("Gaps", questions([gap]), "host"))
    log.do(Join("a", "Ada"))
    log.do(GoOn(log.game.step))
    log.do(GoOn(log.game.step))
    for shell, table in ((PlainPlayer, Table(log, 1)), (PlainHost, Table(log))):
        out = Out(lambda said: None)
        shell(table, iter(()), out).run()
        assert out.getvalue().count("Balkhash is a lake.\nThe answer: Balkhash\n") == 1


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (["9"], "Please answer with a number from 1 to 4."),
        (["x"], "Please answer with a number from 1 to 4."),
        (["?"], "The first answer counts."),
        (["1", "2"], "Nothing is asked now."),
    ],
)
def test_what_a_line_says(log: Log, lines: list[str], said: str) -> None:
    log.do(GoOn(0))
    table = Table(log, 1)
    typed: Queue[str | None] = Queue()
    for line in [*lines, "/quit"]:
        typed.put(line)
    out = Out(lambda said: None)
    PlainPlayer(table, lines_of(typed), out).run()
    assert said in out.getvalue()


def test_an_answer_that_comes_too_late_is_told(log: Log) -> None:
    log.do(GoOn(0))
    table = Table(log, 1)
    view: dict[str, Any] = {}
    send = table.send

    def late(what: str, value: Any) -> Any:
        log.now += 60_000
        send(what, value)
        view.update(table.last)
        return view

    table.send = late  # type: ignore[method-assign]
    typed: Queue[str | None] = Queue()
    for line in ("1", "/quit"):
        typed.put(line)
    out = Out(lambda said: None)
    PlainPlayer(table, lines_of(typed), out).run()
    assert "That came too late." in out.getvalue()


def test_a_kicked_player_is_told(log: Log) -> None:
    table = Table(log, 1)
    log.do(Kick(1))
    out = Out(lambda said: None)
    PlainPlayer(table, lines_of(Queue()), out).run()
    assert "The host has sent you out" in out.getvalue()


def test_a_challenge_in_lines() -> None:
    log = Log(Opened("Week", questions()[:1], "host", (), EVENING + 86_400_000))
    log.do(Join("a", "Ada"))
    table = Table(log, 1)
    typed: Queue[str | None] = Queue()

    def then(said: str) -> None:
        if "Enter opens the first question" in said:
            typed.put("")
        if "Question 1" in said:
            typed.put(line_for(given_for(questions()[0], right=True)))
        if "That was the last question" in said:
            typed.put("/quit")

    out = Out(then)
    PlainPlayer(table, lines_of(typed), out).run()
    assert "Right!" in out.getvalue()


def test_the_host_leads_in_lines(log: Log) -> None:
    table = Table(log)
    typed: Queue[str | None] = Queue()
    for line in ("?", "names", "kick", "kick nobody", "kick bo", "lock", "unlock", "page", "what"):
        typed.put(line)
    for _ in range(12):
        typed.put("")
    out = Out(lambda said: None)
    PlainHost(table, lines_of(typed), out).run()
    said = out.getvalue()
    for part in (
        "Join at http://192.168.1.20:8765/live with the code 123456", "In: Ada", "Enter goes on.",
        "Ada, Bo", "Whom? kick NAME", "Nobody is called nobody.", "Bo is out.", "Locked.",
        "Unlocked.", "/live/123456/host?key=key", "? tells what you can type.", "Question 1 of 4",
        "0 of 1 answered.", "✓ Astana: 0", "Standings:", "The quiz is over.",
    ):  # fmt: skip
        assert part in said, part


def test_a_lost_connection_is_told_once(log: Log) -> None:
    table = Table(log, 1)
    typed: Queue[str | None] = Queue()

    def then(said: str) -> None:
        if "You are in!" in said:
            table.lose("the cable")
            table.lose("the cable")
            table.lose("")
        if "back" in said:
            typed.put("/quit")

    out = Out(then)
    PlainPlayer(table, lines_of(typed), out).run()
    assert out.getvalue().count("No connection (the cable)") == 1
    assert "The connection is back." in out.getvalue()
