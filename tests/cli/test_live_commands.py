"""`quiz live` and `quiz join` from the command line."""

from __future__ import annotations

import re
import signal
from contextlib import closing
from pathlib import Path

import pytest

from quiz.cli.join import Target, target_of
from quiz.errors import QuizError
from quiz.history.events import Answer
from quiz.storage.log.store import Store
from tests.factories import Run
from tests.serve.live.terminals import Program

CITIES = ("live", "capital-cities", "--local", "--port", "0", "--limit", "2", "--seed", "1")


def target(host: Program) -> str:
    host.sees("quiz join ")
    found = re.search(r"quiz join (\S+)", host.said)
    assert found
    return found[1]


def test_a_host_whose_process_dies_goes_on_in_another_one(home: Path, tmp_path: Path) -> None:
    host = Program(home, *CITIES)
    where = target(host)
    ada = Program(tmp_path / "ada", "join", where, "--name", "Ada")
    ada.sees("You are in!")
    bo = Program(tmp_path / "bo", "join", where, "--name", "Bo")
    bo.sees("You are in!")
    host.types("")
    ada.sees("Question 1 of 2")
    host.process.kill()
    host.process.wait()
    ada.sees("No connection")
    # Typed while no server is there: it is sent when one is.
    ada.types("1")
    other = Program(home, "live", "--resume")
    other.sees("Question 1 of 2")
    assert target(other) == where
    ada.sees("Your answer is in.")
    bo.types("1")
    ada.sees("1st of 2")
    # Enter means the next step of what the host sees, so they have to see it first.
    other.sees("2 of 2 answered.")
    other.types("")
    ada.sees("Standings:")
    # A player's terminal may die, too; the same command is the same player.
    bo.process.kill()
    bo = Program(tmp_path / "bo", "join", where, "--name", "Bo")
    bo.sees("Standings:")
    other.types("")
    for player in (ada, bo):
        player.sees("Question 2 of 2")
        player.types("1")
    other.sees("2 of 2 answered.", times=2)
    other.types("")
    for player in (ada, bo, other):
        player.sees("The quiz is over.")
        player.ends()
    ada.sees("2 answers went into your own log.")
    store = Store.open(tmp_path / "ada")
    [player] = store.players()
    events = store.events(player.id)
    assert [isinstance(event, Answer) for event in events] == [True, True]
    store.close()


def test_a_running_server_is_used(home: Path, tmp_path: Path) -> None:
    first = Program(home, *CITIES)
    where = target(first)
    second = Program(home, *CITIES)
    assert target(second).partition("@")[2] == where.partition("@")[2]
    second.types("end")
    second.ends()
    first.process.send_signal(signal.SIGINT)
    first.process.wait()


def test_a_quiz_for_a_new_player(home: Path) -> None:
    for name in ("Ada", "Bo"):
        host = Program(home, *CITIES, "--player", name, "--yes")
        target(host)
        host.types("end")
        host.ends()
    with closing(Store.open(home)) as store:
        assert {player.name for player in store.players()} == {"Ada", "Bo"}


def test_another_machine_takes_over_by_the_hosts_page(home: Path, tmp_path: Path) -> None:
    first = Program(home, *CITIES)
    where = target(first)
    first.types("page")
    first.sees("?key=")
    page = re.search(r"http://\S+key=\S+", first.said)
    assert page
    second = Program(tmp_path / "other", "live", "--resume", page[0])
    assert target(second) == where
    second.types("end")
    for host in (second, first):
        host.sees("The quiz is over.")
        host.ends()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("live",), "expected a deck, as in `quiz list`, or --resume"),
        (("live", "--resume"), "no quiz was hosted from here"),
        (("live", "--resume", "http://x/live/1/host"), "is no host's page"),
        (("live", "nowhere"), "nowhere"),
        (("live", "welcome", "--teams", "1,"), "expected two teams or more"),
        (("live", "welcome", "--limit", "0"), "expected a whole number from 1 to 200"),
        (("live", "welcome", "--server", "http://127.0.0.1:9"), "cannot be reached"),
        (("join", "123456"), "expected CODE@HOST"),
        (("join", "123456@127.0.0.1:9"), "cannot be reached"),
    ],
)
def test_what_cannot_be_is_one_clear_line(
    quiz: Run, home: Path, arguments: tuple[str, ...], said: str
) -> None:
    status, _, errors = quiz(*arguments)
    assert status == 2
    assert said in errors
    assert "Traceback" not in errors


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("123456@192.168.1.20:8765", Target("123456", "http://192.168.1.20:8765")),
        ("123 456@192.168.1.20", Target("123456", "http://192.168.1.20:8765")),
        ("123456@localhost", Target("123456", "http://localhost:8765")),
        ("123456@laptop.local:99", Target("123456", "http://laptop.local:99")),
        ("123456@[::1]:99", Target("123456", "http://[::1]:99")),
        ("123456@quiz.example.org", Target("123456", "https://quiz.example.org")),
        ("123456@https://quiz.example.org/", Target("123456", "https://quiz.example.org")),
        ("ABCDEFGHJK@quiz.example.org", Target("ABCDEFGHJK", "https://quiz.example.org")),
    ],
)
def test_what_a_target_means(text: str, found: Target) -> None:
    assert target_of(text) == found


@pytest.mark.parametrize("text", ["", "123456", "@host", "123456@", "1@[::1", "1@a b"])
def test_a_target_that_is_none(text: str) -> None:
    with pytest.raises(QuizError):
        target_of(text)
