"""A live quiz over HTTP: who may do what, and what is told to whom."""

from __future__ import annotations

import base64
import re
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import Queue
from random import Random
from typing import Any
from urllib.parse import quote

import httpx2
import pytest

from quiz.clock import now_ms
from quiz.game.game import Game
from quiz.game.live_answers import keep_answers
from quiz.game.live_link import GoneError, LiveLink, RefusedError
from quiz.history.events import Answer
from quiz.http_client import HttpError
from quiz.live.question import live_questions, to_json
from quiz.serve.database.database import Database
from quiz.settings.settings import Settings
from quiz.storage.log.store import Store
from tests.factories import plays
from tests.live.cards import given_for, questions
from tests.patience import PATIENCE
from tests.serve.live.conftest import OPENER, Hosted, Served, serve


def test_a_quiz_from_the_lobby_to_the_podium(served: Served) -> None:
    host = served.open()
    ada, bo = host.join("Ada"), host.join("Bo")
    assert [each["name"] for each in host.view()["players"]] == ["Ada", "Bo"]
    for number, asked in enumerate(questions()):
        assert host.go_on()["phase"] == "asking"
        assert ada.view()["question"]["number"] == number
        assert ada.answer(given_for(asked, right=True), number)["given"]
        assert bo.answer(given_for(asked, right=False), number)["phase"] == "revealed"
        assert host.view()["told"]["answer"].casefold() == asked.card.answer.casefold()
        assert host.go_on()["phase"] in ("standings", "over")
    told = ada.view()
    assert told["you"]["place"] == 1
    assert told["you"]["right"] == 4
    assert bo.view()["you"]["points"] < told["you"]["points"]


def test_joining_again_with_the_same_key_is_one_player(served: Served) -> None:
    host = served.open()
    host.join("Ada", "k" * 30)
    host.join("Another", "k" * 30)
    host.join("ada", "l" * 30)
    assert [each["name"] for each in host.view()["players"]] == ["Ada", "ada 2"]


def test_the_same_answer_sent_again_counts_once(served: Served) -> None:
    host = served.open()
    ada, _ = host.join("Ada"), host.join("Bo")
    host.go_on()
    first = ada.answer(0)
    assert ada.answer(0)["given"] == ada.answer(1)["given"] == first["given"]
    assert host.view()["answers"] == 1


def test_to_go_on_from_a_step_that_is_past_changes_nothing(served: Served) -> None:
    host = served.open()
    host.join("Ada")
    step = host.view()["step"]
    for _ in range(3):
        assert host.ask("host/go-on", {"step": step})["phase"] == "asking"


def test_strangers_see_no_question_and_host_nothing(served: Served) -> None:
    host = served.open()
    ada = host.join("Ada")
    host.go_on()
    path = f"/live/{host.code}"
    status, told = served.ask(f"{path}/view")
    assert (status, told["you"]) == (200, None)
    assert "question" not in told
    for what in ("stream", "answers", "host", "host/view", "host/stream"):
        assert served.ask(f"{path}/{what}")[0] == 403, what
    for what in ("answer", "begin", "host/go-on", "host/kick", "host/lock", "host/end"):
        assert served.ask(f"{path}/{what}", "somebody else's key", {"question": 0})[0] == 403, what
    # A player is no host, and a host is no player.
    assert ada.ask("host/view")[0] == 403
    assert ada.ask("host/end", {})[0] == 403
    assert served.ask(f"{path}/answer", host.key, {"question": 0, "given": 0})[0] == 403
    assert ada.ask("picture/0")[0] == 404


def test_a_quiz_is_opened_only_with_the_key_of_the_server(served: Served) -> None:
    for key in ("", "another key", "Bearer"):
        assert served.ask("/live", key, {"questions": []})[0] == 403


@pytest.mark.parametrize(
    "value",
    [
        {}, {"questions": []}, {"questions": "x", "title": 1, "teams": 1, "closes": 0},
        {"questions": [[]], "title": "", "teams": [], "closes": 0},
        {"questions": [[[1], "typed", [], 1]], "title": "", "teams": [], "closes": 0}, [], "x", 1,
    ],
)  # fmt: skip
def test_an_opening_that_is_none_is_refused(served: Served, value: object) -> None:
    assert served.ask("/live", OPENER, value)[0] == 400


@pytest.mark.parametrize("closes", [10**30, float("inf"), -1, "1", None, True])
def test_an_end_that_is_no_time_is_refused(served: Served, closes: object) -> None:
    sent = {"title": "", "teams": [], "closes": closes, "questions": [to_json(questions()[0])]}
    assert served.ask("/live", OPENER, sent)[0] == 400


@pytest.mark.parametrize("seconds", [0, -1, 10**9, 1.5, float("inf"), "20"])
def test_a_question_without_a_time_is_refused(served: Served, seconds: object) -> None:
    asked = [*to_json(questions()[0])[:-1], seconds]
    sent = {"title": "", "teams": [], "closes": 0, "questions": [asked]}
    assert served.ask("/live", OPENER, sent)[0] == 400


@pytest.mark.parametrize(
    "value", [None, {}, [], {"question": "x"}, {"question": 10**30}, {"given": {"a": []}}, "x"]
)
def test_any_answer_is_taken_without_harm(served: Served, value: object) -> None:
    host = served.open()
    ada = host.join("Ada")
    host.go_on()
    assert ada.ask("answer", value or {})[0] == 200
    assert host.view()["answers"] == 0


def test_another_page_cannot_act(served: Served) -> None:
    host = served.open()
    path = f"/live/{host.code}/join"
    sent = {"key": "k" * 30, "name": "Eve"}
    assert served.ask(path, "", sent, origin="http://evil.example")[0] == 403
    assert served.ask(path, "", sent)[0] == 403
    assert served.ask(path, "", sent, origin=served.address)[0] == 200


def test_what_is_too_long_is_refused(served: Served) -> None:
    host = served.open()
    assert host.join("Ada").ask("answer", {"given": "x" * 20_000})[0] == 413
    assert served.ask(f"/live/{host.code}/join", "k" * 300, {"name": "x"})[0] == 400
    assert served.ask(f"/live/{host.code}/join", "k", {"name": "x"})[0] == 400


def test_codes_cannot_be_guessed_but_a_school_comes_in(served: Served) -> None:
    host = served.open()
    for number in range(400):
        served.ask(f"/live/{host.code}/join", f"{number}".rjust(24, "k"), {"name": f"P{number}"})
    assert len(host.view()["players"]) == 400
    wrong = next(code for code in ("000000", "000001") if code != host.code)
    statuses = [served.ask(f"/live/{wrong}/view")[0] for _ in range(70)]
    assert statuses[0] == 404
    assert statuses[-1] == 429
    # Who guesses from the school's address shuts nobody of the school out.
    late = host.join("Late")
    assert late.view()["you"]["name"] == "Late"
    assert host.go_on()["phase"] == "asking"


def test_after_too_many_wrong_codes_an_address_learns_of_no_other_quiz(served: Served) -> None:
    known, other = served.open(), served.open()
    player = other.join("Ada")
    room = served.rooms.in_memory(other.code)
    assert room is not None
    room.addresses.clear()
    wrong = next(c for c in ("000000", "000001", "000002") if c not in (known.code, other.code))
    while served.ask(f"/live/{wrong}/view")[0] != 429:
        pass
    assert served.ask(f"/live/{other.code}/view")[0] == 429
    assert served.ask(f"/live/{other.code}/view", "no key of anybody's")[0] == 429
    assert not room.addresses
    assert player.view()["you"]["name"] == "Ada"
    assert other.view()["phase"] == "lobby"
    assert served.ask(f"/live/{known.code}/view")[0] == 200


def test_many_wrong_codes_at_once(served: Served) -> None:
    with ThreadPoolExecutor(8) as pool:
        asked = [pool.submit(served.ask, "/live/000000/view") for _ in range(32)]
    assert {each.result()[0] for each in asked} == {404}


@pytest.mark.parametrize("key", ["ü" * 30, "k" * 30 + "\r\nSet-Cookie: a=b", "\ud800" * 30])
def test_a_key_that_no_cookie_can_hold_is_refused(served: Served, key: str) -> None:
    host = served.open()
    assert served.ask(f"/live/{host.code}/join", value={"name": "x", "key": key})[0] in (400, 403)
    assert served.ask(f"/live/{host.code}/host?key={quote(key, errors='replace')}")[0] == 403


def test_a_browser_keeps_its_key_until_the_end_of_a_challenge(served: Served) -> None:
    days = 60 * 86_400
    host = served.open(closes=now_ms() + days * 1000)
    path = f"{served.address}/live/{host.code}/join"
    sent = {"name": "Ada", "key": "k" * 30}
    with httpx2.Client(headers={"origin": served.address}, timeout=PATIENCE) as browser:
        cookie = browser.post(path, json=sent).headers["set-cookie"]
    age = re.search(r"Max-Age=(\d+)", cookie)
    assert age
    assert int(age[1]) > days


@pytest.mark.parametrize(
    "code", ["12345", "1234567", "abcdef", "１２３４５６", "%00", "..%2f..", "x" * 99]
)
def test_a_code_that_is_none_leads_nowhere(served: Served, code: str) -> None:
    assert served.ask(f"/live/{quote(code)}/view")[0] == 404
    assert served.ask(f"/live?code={quote(code)}")[0] in (200, 404)


def test_the_picture_of_a_question_is_shown_once_it_is_asked(served: Served) -> None:
    content = base64.b64encode(b"\x89PNG...").decode()
    host = served.open(pictures={"1": ["image/png", content]})
    ada = host.join("Ada")
    host.go_on()
    assert ada.ask("picture/1")[0] == 404
    for _ in range(3):
        host.go_on()
    assert ada.ask("picture/1")[0] == 200


def test_a_quiz_goes_on_after_the_server_was_started_anew(database: Database) -> None:
    first = serve(database, [])
    host = next(first).open()
    ada, bo = host.join("Ada"), host.join("Bo")
    host.go_on()
    ada.answer(given_for(questions()[0], right=True))
    first.close()
    second = serve(database, [])
    host.served = next(second)
    assert ada.view()["given"]
    assert bo.view()["phase"] == "asking"
    bo.answer(given_for(questions()[0], right=False))
    assert host.view()["phase"] == "revealed"
    assert ada.view()["you"]["points"] > 0
    second.close()


def test_two_servers_on_one_database_serve_one_quiz(address: str) -> None:
    databases = [Database(address) for _ in range(2)]
    runs = [serve(each, []) for each in databases]
    one, other = (next(run) for run in runs)
    host = one.open()
    elsewhere = Hosted(other, host.code, host.key)
    ada, bo = host.join("Ada"), elsewhere.join("Bo")
    for number, asked in enumerate(questions()):
        # The host's requests go to one server or the other, as behind any proxy.
        (host if number % 2 else elsewhere).go_on()
        until(lambda n=number: ada.view().get("question", {}).get("number") == n)
        ada.answer(given_for(asked, right=True), number)
        bo.answer(given_for(asked, right=True), number)
        assert elsewhere.view()["phase"] == "revealed"
        until(lambda: host.view()["phase"] == "revealed")
        (elsewhere if number % 2 else host).go_on()
    until(lambda: host.view()["phase"] == elsewhere.view()["phase"] == "over")
    assert [each["points"] for each in host.view()["top"]] == [
        each["points"] for each in elsewhere.view()["top"]
    ]
    assert ada.view()["you"]["right"] == bo.view()["you"]["right"] == 4
    for run in runs:
        run.close()
    for each in databases:
        each.close()


def until(true: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_a_device_hears_the_whole_view_again_and_again(served: Served) -> None:
    host = served.open()
    heard: Queue[Any] = Queue()
    ada = host.join("Ada")
    link = LiveLink(served.address, host.code, ada.key)
    link.listen(heard.put, lambda why: None)
    assert heard.get(timeout=PATIENCE)["phase"] == "lobby"
    host.go_on()
    while (view := heard.get(timeout=PATIENCE))["phase"] != "asking":
        pass
    link.measure()
    sent = {"question": 0, "given": given_for(questions()[0], right=True), "trip": link.trip}
    assert link.send("answer", sent)["phase"] == "revealed"
    while (view := heard.get(timeout=PATIENCE))["phase"] != "revealed":
        pass
    assert view["you"]["points"] > 0
    link.close()


def test_a_link_says_what_is_wrong(served: Served) -> None:
    host = served.open()
    with pytest.raises(GoneError, match="no quiz with the code 999999"):
        LiveLink(served.address, "999999" if host.code != "999999" else "999998", "k" * 30).look()
    with pytest.raises(GoneError, match="does not know this device"):
        LiveLink(served.address, host.code, "k" * 30, host=True).look()
    with pytest.raises(RefusedError, match="type a name"):
        LiveLink(served.address, host.code, "k" * 30).send("join", {"name": " "})
    with pytest.raises(HttpError, match="cannot be reached"):
        LiveLink("http://127.0.0.1:9", host.code, "k" * 30).look()


def test_the_answers_land_in_the_players_own_log_once(
    served: Served, home: Path, tmp_path: Path
) -> None:
    library = tmp_path / "library"
    library.mkdir()
    (library / "rivers.yaml").write_text(
        "title: Rivers\ncards:\n  - {id: a, prompt: Which river?, answer: Zhaiyk-Ural}\n"
    )
    store = Store.open(home)
    plays(store, "ada")
    game = Game(store, [library], Settings(), "ada")
    [card] = game.cards_of()
    [asked] = live_questions([card], game.answers.distractors, Random(1))
    [other] = questions()[:1]
    host = served.open((asked, other))
    ada = host.join("Ada")
    host.go_on()
    ada.answer("Zhaiyk-Ural", 0)
    link = LiveLink(served.address, host.code, ada.key)
    assert keep_answers(game, link.own_answers()) == 1
    for _ in range(2):
        host.go_on()
    ada.answer(0, 1)
    # The other card is in no library here.
    assert keep_answers(game, link.own_answers()) == 0
    [kept] = store.events("ada")
    assert isinstance(kept, Answer)
    assert (kept.card, kept.credit, kept.response) == (card.key, 1.0, "Zhaiyk-Ural")
    odd = link.own_answers()
    first = odd["answers"][0]
    odd["answers"] = [{**first, "at": first["at"] + 1, "response": ["\ud800"]}]
    assert keep_answers(game, odd) == 1
    for strange in ({}, {"game": "x"}, {"game": kept.round, "answers": [{}, {"card": card.key}]}):
        assert keep_answers(game, strange) == 0
    game.close()
