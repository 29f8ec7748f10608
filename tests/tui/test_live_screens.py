"""A live quiz on the screens of the terminal; no server, but every message that it would send."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Static

from quiz.game.live_link import LiveLink
from quiz.live.commands import Begin, Command, Give, GoOn, Join, Kick, Lock
from quiz.live.events import Opened
from quiz.live.view import Views
from quiz.settings.settings import Settings
from quiz.tui.live_app import LiveApp
from quiz.tui.screens.live_host_screen import LiveHostScreen
from quiz.tui.screens.live_player_screen import LivePlayerScreen
from quiz.tui.screens.live_screen import LiveScreen
from tests.factories import EVENING
from tests.live.cards import Log, given_for, questions
from tests.patience import PATIENCE
from tests.tui.driving import in_sight


class Table(LiveLink):
    """Both ends of a connection: what a screen sends is done at once, and told."""

    def __init__(self, log: Log, player: int | None = None) -> None:
        super().__init__("http://127.0.0.1:9", "123456", "key", host=player is None)
        self.log = log
        self.player = player
        self.sent: list[str] = []
        self.last: Any = {}

    def listen(self, heard: Callable[[Any], None], lost: Callable[[str], None]) -> None:
        self._heard, self._lost = heard, lost
        self.tell()

    def send(self, what: str, value: Any) -> Any:
        self.sent.append(what)
        self.log.do(self._command(what, value))
        self.tell()
        return self.last

    def _command(self, what: str, value: Any) -> Command:
        player = self.player or 0
        match what:
            case "answer":
                return Give(player, value["question"], value["given"])
            case "begin":
                return Begin(player, value["question"])
            case "go-on":
                return GoOn(value["step"])
            case "lock":
                return Lock(value["locked"])
        return Kick(value["player"])

    def tell(self) -> None:
        views = Views(self.log.game, self.log.now)
        if self.player is not None:
            self.last = views.player(self.log.game.players[self.player])
            self.take(self.last)
            return
        more = {"code": "123456", "address": "http://192.168.1.20:8765", "qr": ["█▀█", "▀ ▀"]}
        self.last = {**views.host(), **more}
        self.take(self.last)

    def lose(self, why: str) -> None:
        self._lost(why)


@pytest.fixture
def log() -> Log:
    found = Log()
    for name in ("Ada", "Bo [red]"):
        found.do(Join(f"key of {name}", name))
    return found


def app_of(screen: Callable[[], LiveScreen]) -> LiveApp:
    return LiveApp(screen, Settings(animations=False))


def shown(pilot: Pilot[None]) -> str:
    """Everything that the screen tells."""
    screen = pilot.app.screen
    parts = [screen.query_one(f"#{name}", Static) for name in ("live-head", "prompt", "live-told")]
    return "\n".join(str(part.content) for part in parts if part.display)


async def settle(pilot: Pilot[None], true: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < deadline, shown(pilot)
        await pilot.pause()
        await asyncio.sleep(0.01)


async def test_a_player_answers_each_kind(log: Log) -> None:
    table = Table(log, 1)
    app = app_of(lambda: LivePlayerScreen(table))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot, lambda: "You are in!" in shown(pilot))
        keys = {0: None, 1: [*"zhaiyk", "minus", *"ural", "enter"], 2: None, 3: None}
        for number, asked in enumerate(questions()):
            log.do(GoOn(log.game.step))
            table.tell()
            await settle(pilot, lambda a=asked: a.card.prompt in shown(pilot))
            given = given_for(asked, right=True)
            if isinstance(given, int):
                pressed = ["t" if asked.options == ("true", "false") else str(given + 1)]
            elif isinstance(given, list):
                # The last step needs no key.
                pressed = [*(str(step + 1) for step in given[:-1]), "enter"]
            else:
                pressed = keys[number] or []
            await pilot.press(*pressed)
            await settle(pilot, lambda: "Your answer is in." in shown(pilot))
            log.do(Give(2, number, given_for(asked, right=False)))
            table.tell()
            await settle(pilot, lambda: "Right!" in shown(pilot))
            log.do(GoOn(log.game.step))
            table.tell()
            await settle(pilot, lambda: "1. Ada" in shown(pilot))
        assert "The quiz is over." in shown(pilot)
        assert log.game.players[1].points > 0
        assert table.sent == ["answer"] * 4
        await pilot.press("escape")
    assert app.return_code == 0


async def test_only_the_first_answer_is_sent(log: Log) -> None:
    table = Table(log, 1)
    async with app_of(lambda: LivePlayerScreen(table)).run_test() as pilot:
        log.do(GoOn(0))
        table.tell()
        await settle(pilot, lambda: "Capital" in shown(pilot))
        await pilot.press("1", "2", "3")
        await settle(pilot, lambda: "Your answer is in." in shown(pilot))
        assert table.sent == ["answer"]


async def test_when_the_time_is_up_nothing_can_be_answered(log: Log) -> None:
    table = Table(log, 1)
    async with app_of(lambda: LivePlayerScreen(table)).run_test() as pilot:
        log.do(GoOn(0))
        log.now += 20_000
        table.tell()
        await settle(pilot, lambda: "Time is up." in shown(pilot))
        await pilot.press("1")
        assert table.sent == []


async def test_a_lost_connection_is_told_and_a_kicked_player_knows(log: Log) -> None:
    table = Table(log, 1)
    async with app_of(lambda: LivePlayerScreen(table)).run_test() as pilot:
        await settle(pilot, lambda: "You are in!" in shown(pilot))
        table.lose("the cable")
        await settle(pilot, lambda: "No connection: the cable" in shown(pilot))
        table.lose("")
        await settle(pilot, lambda: "No connection" not in shown(pilot))
        log.do(Kick(1))
        table.tell()
        await settle(pilot, lambda: "sent you out" in shown(pilot))


async def test_a_challenge_is_opened_question_by_question() -> None:
    log = Log(Opened("Week", questions(), "host", (), EVENING + 86_400_000))
    log.do(Join("a", "Ada"))
    table = Table(log, 1)
    async with app_of(lambda: LivePlayerScreen(table)).run_test() as pilot:
        await settle(pilot, lambda: "Enter opens the first question" in shown(pilot))
        await pilot.press("enter")
        await settle(pilot, lambda: "Capital" in shown(pilot))
        await pilot.press("1")
        await settle(pilot, lambda: "Enter opens the next question" in shown(pilot))
        await pilot.press("enter")
        await settle(pilot, lambda: "Which river?" in shown(pilot))


@pytest.mark.parametrize("size", [(80, 24), (40, 12), (120, 40)])
async def test_the_host_leads_the_quiz(log: Log, size: tuple[int, int]) -> None:
    table = Table(log)
    app = app_of(lambda: LiveHostScreen(table))
    async with app.run_test(size=size) as pilot:
        await settle(pilot, lambda: "Bo [red]" in shown(pilot))
        assert pilot.app.screen.query_one("#lobby").display
        await pilot.press("enter")
        for number, asked in enumerate(questions()):
            await settle(pilot, lambda a=asked: a.card.prompt in shown(pilot))
            assert asked.card.answer not in shown(pilot) or asked.options
            log.do(Give(1, number, given_for(asked, right=True)))
            log.do(Give(2, number, given_for(asked, right=False)))
            table.tell()
            await settle(pilot, lambda: "✓" in shown(pilot))
            await pilot.press("space")
            await settle(pilot, lambda: "1. Ada" in shown(pilot))
            await pilot.press("enter")
        assert table.log.game.phase == "over"
        await pilot.press("escape")
    assert app.return_code == 0


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
@pytest.mark.parametrize("player", [None, 1])
async def test_a_question_stands_in_the_middle_and_stays_there(
    log: Log, size: tuple[int, int], player: int | None
) -> None:
    table = Table(log, player)
    make = LiveHostScreen if player is None else LivePlayerScreen
    async with app_of(lambda: make(table)).run_test(size=size) as pilot:
        log.do(GoOn(0))
        table.tell()
        await settle(pilot, lambda: "Capital" in shown(pilot))
        screen = pilot.app.screen
        prompt, told = screen.query_one("#prompt"), screen.query_one("#live-told")
        body = screen.query_one("#live-body").content_region
        before = prompt.region
        assert abs((before.y - body.y) - (body.bottom - told.region.bottom)) <= 2
        for one, right in ((1, True), (2, False)):
            log.do(Give(one, 0, given_for(questions()[0], right=right)))
        table.tell()
        await settle(pilot, lambda: "Since 1997." in shown(pilot))
        await pilot.pause()
        assert prompt.region == before


async def test_all_answers_with_their_counts_are_in_sight_in_a_small_window(log: Log) -> None:
    table = Table(log)
    async with app_of(lambda: LiveHostScreen(table)).run_test(size=(40, 12)) as pilot:
        log.do(GoOn(0))
        for one, right in ((1, True), (2, False)):
            log.do(Give(one, 0, given_for(questions()[0], right=right)))
        table.tell()
        await settle(pilot, lambda: "Since 1997." in shown(pilot))
        await pilot.pause()
        seen = in_sight(pilot.app)
        assert all(option in seen for option in questions()[0].options)
        assert "Since 1997." in seen


async def test_the_host_locks_and_sends_out(log: Log) -> None:
    table = Table(log)
    async with app_of(lambda: LiveHostScreen(table)).run_test() as pilot:
        await settle(pilot, lambda: "Ada" in shown(pilot))
        await pilot.press("l")
        await settle(pilot, lambda: "locked" in shown(pilot))
        await pilot.press("k")
        await pilot.pause()
        await pilot.press("down", "up", "enter")
        await settle(pilot, lambda: "1 player" in shown(pilot))
        assert log.game.players[1].kicked
        await pilot.press("question_mark")
        await pilot.press("escape")
        await pilot.press("escape", "n")
        assert isinstance(pilot.app.screen, LiveHostScreen)
