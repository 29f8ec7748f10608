"""A live round is learning: who has a log on the server finds the answers there."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from random import Random

import httpx2
import pytest

from quiz.game.game import Game
from quiz.live.question import live_questions, to_json
from quiz.serve.database.database import Database
from quiz.serve.game_thread import GameThread
from quiz.serve.live.requests import opens_with
from quiz.serve.live.rooms import Rooms
from quiz.serve.live.site import LiveSite
from quiz.serve.server import BackgroundServer, Wanted, listen
from quiz.serve.sessions import Sessions
from quiz.serve.site import Site
from tests.factories import Clock
from tests.patience import PATIENCE
from tests.serve.live.conftest import OPENER


def until(true: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.02)


@pytest.mark.parametrize("comes_in", [True, False])
def test_the_owner_learns_in_a_browser_and_a_guest_leaves_nothing(
    database: Database, thread: GameThread, sessions: Sessions, clock: Clock, *, comes_in: bool
) -> None:
    def ask(game: Game) -> object:
        [card] = [each for each in game.cards_of() if each.prompt.startswith("Which city")]
        return live_questions([card], game.answers.distractors, Random(1))[0]

    asked = thread.do(ask)
    rooms = Rooms(database, lambda: clock().ms)
    live = LiveSite(rooms, opens_with(OPENER))
    site = Site(thread, sessions, live=live)
    rooms.learn = site.learn
    listening = listen(Wanted("127.0.0.1", 0))
    address = f"http://127.0.0.1:{listening.getsockname()[1]}"
    server = BackgroundServer(site.app(), listening)
    with httpx2.Client(base_url=address, headers={"origin": address}, timeout=PATIENCE) as browser:
        if comes_in:
            browser.post(f"/in/{sessions.new_link()}")
        opening = {"title": "T", "teams": [], "closes": 0, "questions": [to_json(asked)] * 2}  # type: ignore[arg-type]
        bearer = {"authorization": f"Bearer {OPENER}"}
        opened = browser.post("/live", json=opening, headers=bearer).json()
        path = f"/live/{opened['code']}"
        assert browser.post(f"{path}/join", json={"key": "k" * 30, "name": "Me"}).status_code == 200
        host = {"authorization": f"Bearer {opened['key']}"}
        assert re.fullmatch(r"\d{6}", opened["code"])
        for number in range(2):
            step = browser.get(f"{path}/host/view", headers=host).json()["step"]
            browser.post(f"{path}/host/go-on", json={"step": step}, headers=host)
            told = browser.post(f"{path}/answer", json={"question": number, "given": 0}).json()
            assert told["phase"] == "revealed"
            step = browser.get(f"{path}/host/view", headers=host).json()["step"]
            browser.post(f"{path}/host/go-on", json={"step": step}, headers=host)
        assert browser.get(f"{path}/view").json()["phase"] == "over"
        if comes_in:
            until(lambda: thread.do(lambda game: len(list(game.collection.answers))) == 2)
        else:
            assert thread.do(lambda game: len(list(game.collection.answers))) == 0
    server.close()
    rooms.close()
