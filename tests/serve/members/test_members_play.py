"""Members play in any process of a server."""

from __future__ import annotations

import re
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from quiz.serve.database.faults import DatabaseError
from quiz.serve.members import member_seat
from quiz.serve.members.replica import Replica
from quiz.serve.members.tables import ROUNDS
from quiz.serve.sync.tables import LISTS, PARTS
from quiz.storage.index import deck_reader
from quiz.storage.index.database import FILE_NAME
from tests.serve.conftest import Browser
from tests.serve.decks import KINDS
from tests.serve.members.conftest import School


def play_on(browser: Browser) -> None:
    """Give the next answer, or go on."""
    browser.do("skip" if browser.stage == "asking" else "next")


def test_a_whole_round(school: School) -> None:
    ada = school.student()
    ada.play("quiz")
    while ada.stage != "over":
        play_on(ada)
    asked = len(school.answers())
    assert asked >= 5
    assert f"0 of {asked} right" in ada.text
    # What was missed comes back, and can be undone.
    ada.do("undo")
    assert ada.stage == "asking"
    ada.get("/")
    assert "Go on: Quiz" in ada.text


def test_a_round_goes_on_in_another_process(school: School) -> None:
    """Each step in another one, as behind a proxy that forgets who was where."""
    servers = [school.server, school.new_server(), school.new_server()]
    ada = school.student()
    ada.play("quiz", "7b/kinds")
    browsers = [ada, *(server.browser(ada.client) for server in servers[1:])]
    steps = 0
    while browsers[steps % 3].get(ada.path) and browsers[steps % 3].stage != "over":
        here = browsers[steps % 3]
        text = here.text
        there = browsers[(steps + 1) % 3]
        there.get(ada.path)
        assert there.text == text, "all processes show the same page"
        play_on(here)
        steps += 1
        assert steps < 100
    answers = school.answers()
    assert len(answers) == len({answer.card for answer in answers})
    assert len({answer.round for answer in answers}) == 1


def test_a_board_goes_on_in_another_process(school: School) -> None:
    cards = "".join(f"  - {{prompt: Town {n}, answer: Land {n}}}\n" for n in range(6))
    school.publish(f"title: Towns\ncards:\n{cards}", "towns")
    ada = school.student()
    ada.play("match", "7b/towns")
    browsers = [ada, *(school.new_server().browser(ada.client) for _ in range(2))]
    picked = [f"{number}{letter}" for number in "123456" for letter in "abcdef"]
    for turn, key in enumerate("".join(picked)):
        here, there = browsers[turn % 3], browsers[(turn + 1) % 3]
        here.get(ada.path)
        if here.stage == "over":
            break
        before = here.step
        here.do(f"pick:{key}")
        there.post(ada.path, do=f"pick:{key}", step=before)
        assert there.text == here.text, "sent again to another process, it changes nothing"
    assert here.stage == "over"
    answers = school.answers()
    assert sum(answer.correct for answer in answers) == 6
    assert {answer.mode.value for answer in answers} == {"match"}
    here.do("again")
    assert f"record {sum(answer.ms for answer in answers) / 1000 + 3 * (len(answers) - 6):.1f}" in (
        here.text
    )


def test_one_answer_sent_to_all_processes_counts_once(school: School) -> None:
    ada = school.student()
    ada.play("quiz", "7b/kinds")
    others = [school.new_server().browser(ada.client) for _ in range(2)]
    for number in range(1, 6):
        ada.get(ada.path)
        fields = {"do": "skip", "step": ada.step}
        with ThreadPoolExecutor() as pool:
            sent = [
                pool.submit(each.client.post, ada.path, data=fields)
                for each in (ada, *others)
                for _ in range(2)
            ]
        assert {each.result().status_code for each in sent} == {200}
        assert len(school.answers()) == number
        ada.get(ada.path)
        assert ada.stage == "feedback"
        ada.do("next")


def test_two_rounds_at_once_in_two_processes_lose_no_answer(school: School) -> None:
    ada = school.student()
    other = school.new_server().browser(ada.client)
    for each in (ada, other):
        each.play("cram", "7b/kinds")
    assert ada.path != other.path

    def play(browser: Browser) -> int:
        given = 0
        for _ in range(6):
            given += browser.stage == "asking"
            browser.post(do="skip" if browser.stage == "asking" else "next", step=browser.step)
            assert browser.status == 200
        return given

    with ThreadPoolExecutor() as pool:
        given = sum(pool.map(play, (ada, other)))
    assert len(school.answers()) == given
    ada.get("/statistics")
    other.get("/statistics")
    assert ada.text == other.text


def test_progress_is_the_same_in_a_new_process(school: School) -> None:
    ada = school.student()
    ada.play("quiz", "7b/kinds")
    for _ in range(6):
        play_on(ada)
    ada.get("/statistics")
    again = school.new_server().browser(ada.client)
    again.get("/statistics")
    assert again.text == ada.text
    again.get("/")
    assert "Go on: Quiz" in again.text


def test_nothing_counts_while_the_database_is_away(
    school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada = school.student()
    ada.play("quiz", "7b/kinds")
    path, step = ada.path, ada.step
    with monkeypatch.context() as away:

        def begin(_: object) -> object:
            raise DatabaseError("the database does not answer")

        away.setattr(type(school.database), "begin", begin)
        ada.post(do="skip", step=step)
        assert ada.status == 503
        assert "does not answer" in ada.text
        answer = ada.client.post(path, data={"do": "skip", "step": step})
        assert answer.headers["retry-after"] == "1"
    assert not school.answers()
    ada.get(path)
    assert (ada.stage, ada.step) == ("asking", step)
    ada.do("skip")
    assert ada.stage == "feedback"
    assert len(school.answers()) == 1


def test_a_new_edition_of_a_deck_keeps_progress(school: School) -> None:
    ada = school.student()
    ada.play("quiz", "7b/kinds")
    while ada.stage != "over":
        play_on(ada)
    school.publish(
        KINDS.replace("All kinds", "All sorts") + '  - {prompt: "Yes?", answer: "Yes"}\n'
    )
    school.clock.advance(60)
    ada.get("/deck?name=7b/")
    assert "All sorts" in ada.text
    assert "1 new" in ada.text


def test_pictures_have_one_address_in_all_processes(school: School) -> None:
    ada = school.student()
    other = school.new_server().browser(ada.client)
    ada.play("cram", "7b/kinds")
    seen = 0
    while ada.stage != "over" and not seen:
        for address in re.findall(r'src="(/media/[^"]+)"', ada.page):
            seen += 1
            assert other.client.get(address).status_code == 200
            assert other.client.get(address[:-1] + "x").status_code == 404
        play_on(ada)
    assert seen


def test_nobody_plays_the_round_of_another(school: School) -> None:
    ada, bob = school.student("Ada"), school.student("Bob")
    ada.play("quiz", "7b/kinds")
    bob.get(ada.path)
    assert bob.status == 410
    bob.post(ada.path, do="skip", step="0")
    assert bob.status == 410
    assert not school.answers()
    assert not school.answers("Bob")


def test_a_game_that_nobody_plays_is_closed_and_opens_again(
    school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed: list[str] = []
    close = Replica.close
    monkeypatch.setattr(member_seat, "THREADS", 1)
    monkeypatch.setattr(
        Replica, "close", lambda replica: (closed.append(replica.person.name), close(replica))
    )
    school.server = school.new_server()
    ada, bob = school.student("Ada"), school.student("Bob")
    ada.play("quiz", "7b/kinds")
    text = ada.text
    school.clock.advance(member_seat.IDLE_SECONDS - 1)
    bob.get("/")
    assert not closed
    school.clock.advance(2)
    bob.get("/")
    assert closed == ["Ada"]
    ada.get(ada.path)
    assert ada.text == text


def test_the_decks_of_a_class_are_read_once_for_all_members(
    school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[int] = []
    read_decks = deck_reader.read_decks
    monkeypatch.setattr(member_seat, "THREADS", 1)
    monkeypatch.setattr(
        deck_reader, "read_decks", lambda *given: (read.append(1), read_decks(*given))[1]
    )
    school.server = school.new_server()
    members = [school.student(name) for name in ("Ada", "Bob", "Eve")]
    for number, member in enumerate(members):
        member.play("quiz", "7b/kinds")
        for _ in range(2 * number):
            play_on(member)
    assert len(read) == 1
    school.publish(KINDS.replace("All kinds", "All sorts"))
    school.clock.advance(60)
    for member in members:
        member.get("/deck?name=7b/")
        assert "All sorts" in member.text
    assert len(read) == 2


def test_members_of_one_library_have_their_own_progress(school: School) -> None:
    ada, bob = school.student("Ada"), school.student("Bob")
    ada.play("quiz", "7b/kinds")
    while ada.stage != "over":
        play_on(ada)
    bob.get("/statistics")
    before = bob.text
    ada.get("/statistics")
    assert ada.text != before
    again = school.new_server()
    ada, bob = again.browser(ada.client), again.browser(bob.client)
    ada.get("/")
    bob.get("/statistics")
    assert bob.text == before


def test_someone_who_is_gone_leaves_nothing_in_the_library_of_their_class(
    school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(member_seat, "THREADS", 1)
    school.server = school.new_server()
    ada, bob = school.student("Ada"), school.student("Bob")
    for each in (ada, bob):
        each.play("cram", "7b/kinds")
        play_on(each)
    files = sorted(school.server.members.seats.folder.rglob(FILE_NAME))
    assert [players_in(file) for file in files] == [2]
    ada.post("/me", do="delete", sure="delete")
    assert [players_in(file) for file in files] == [1]
    play_on(bob)
    assert len(school.answers("Bob")) == 1


def players_in(file: Path) -> int:
    """How many players have a folded state in this index."""
    with closing(sqlite3.connect(file)) as index:
        return int(index.execute("SELECT count(DISTINCT player) FROM states").fetchone()[0])


def test_a_copy_that_is_ahead_of_the_database_is_made_anew(school: School) -> None:
    """The database was filled from an older backup."""
    ada = school.student()
    ada.play("cram", "7b/kinds")
    for _ in range(4):
        play_on(ada)
    with school.database.begin() as connection:
        for table in (ROUNDS, PARTS, LISTS):
            connection.execute(table.delete())
    ada.play("cram", "7b/kinds")
    assert ada.stage == "asking"
    play_on(ada)
    assert (ada.stage, len(school.answers())) == ("feedback", 1)
    ada.get("/statistics")
    assert "1 answer" in ada.text
