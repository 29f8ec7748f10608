"""`quiz serve` from the command line."""

from __future__ import annotations

import re
import resource
import signal
import socket
import subprocess
import sys
from pathlib import Path

import httpx2
import pytest

from quiz.serve import server
from quiz.serve.qr import invitation
from quiz.storage.log.store import Store
from tests.factories import Run

ROOT = Path(__file__).parents[2]


def started(home: Path, *arguments: str) -> tuple[subprocess.Popen[str], str]:
    """A running `quiz serve`, and the first link that it shows."""
    process = subprocess.Popen(
        [sys.executable, str(ROOT / "play.py"), "serve", "--port", "0", *arguments],
        env={"QUIZ_HOME": str(home), "PATH": "", "PYTHONPATH": str(ROOT)},
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    return process, next_link(process)


def next_link(process: subprocess.Popen[str]) -> str:
    assert process.stdout
    for line in process.stdout:
        if found := re.search(r"http://\S+/in/\S+", line):
            return found[0]
    process.wait()
    assert process.stderr
    pytest.fail(process.stderr.read())


def test_a_player_comes_in_plays_and_ends_it(home: Path) -> None:
    process, link = started(home, "--local", "--player", "Ada", "--yes")
    assert link.startswith("http://127.0.0.1:")
    origin = link.partition("/in/")[0]
    with httpx2.Client(
        base_url=origin, headers={"origin": origin}, follow_redirects=True
    ) as browser:
        assert browser.get("/").status_code == 403
        home_page = browser.post(link)
        assert home_page.status_code == 200
        assert "World capitals" in home_page.text
        # The next browser gets a link of its own.
        assert next_link(process) != link
        shown = browser.post("/play", data={"deck": "capital-cities", "mode": "quiz"})
        step = re.search(r'data-step="(\d+)"', shown.text)
        assert step
        told = browser.post(shown.url, data={"do": "skip", "step": step[1]})
        assert "Now you know" in told.text
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate()
    assert process.returncode == 0, errors
    store = Store.open(home)
    assert not store.unclean
    assert [player.name for player in store.players()] == ["Ada"]
    assert len(store.events(store.players()[0].id)) == 1
    store.close()


def test_it_says_plainly_that_the_network_can_reach_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "own_address", lambda: "192.168.1.20")
    told = server._where(server.Wanted(), 8765)
    assert "all addresses of this machine, port 8765" in told
    assert "--local" in told
    assert "not encrypted" in told
    assert "listens on 127.0.0.1" in server._where(server.Wanted("127.0.0.1"), 1)


def test_small_answers_are_sent_at_once() -> None:
    """asyncio sets TCP_NODELAY only on such sockets."""
    with server.listen(server.Wanted("127.0.0.1", 0)) as listening:
        assert listening.proto == socket.IPPROTO_TCP


def test_connections_that_only_stay_open_keep_nobody_out(home: Path) -> None:
    process, link = started(home, "--local")
    # The system lets it open few files.
    resource.prlimit(process.pid, resource.RLIMIT_NOFILE, (400, 400))
    origin = link.partition("/in/")[0]
    place = ("127.0.0.1", int(origin.rpartition(":")[2]))
    silent = []
    for number in range(600):
        silent.append(socket.create_connection(place))
        silent[-1].sendall(b"POST / HTTP/1.1\r\nHost: x"[: number % 27])
    with httpx2.Client(base_url=origin, headers={"origin": origin}) as browser:
        assert browser.post(link).status_code == 303
        assert browser.get("/").status_code == 200
    for each in silent:
        each.close()
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate()
    assert (process.returncode, errors) == (0, "")


def test_a_port_that_is_taken_is_one_clear_message(quiz: Run, home: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        status, out, errors = quiz("serve", "--local", "--port", port)
    assert (status, out) == (2, "")
    assert f"cannot listen on 127.0.0.1, port {port}" in errors
    assert errors.count("\n") == 1


@pytest.mark.parametrize("port", ["x", "-1", "65536", "²"])
def test_a_port_is_a_number(quiz: Run, home: Path, port: str) -> None:
    status, _, errors = quiz("serve", "--port", port)
    assert status == 2
    assert "expected a whole number from 0 to 65535" in errors or "expected one argument" in errors


def test_an_address_that_is_not_ours_is_one_clear_message(quiz: Run, home: Path) -> None:
    status, _, errors = quiz("serve", "--host", "192.0.2.1")
    assert status == 2
    assert "cannot listen on 192.0.2.1" in errors


def test_without_the_extra_it_says_how_to_add_it(
    quiz: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [name for name in sys.modules if name.startswith("quiz.serve")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "uvicorn", None)
    monkeypatch.delattr("quiz.serve", "server", raising=False)
    status, _, errors = quiz("serve")
    assert status == 2
    assert "quiz serve needs the extra serve (uvicorn is not installed)" in errors
    assert quiz("serve", "--help")[0] == 0


def test_a_terminal_shows_the_link_as_a_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    monkeypatch.setenv("TERM", "xterm")
    link = "http://192.168.1.20:8765/in/" + "x" * 43
    *rows, last = invitation(link).split("\n")
    assert last.strip() == link
    assert all(row.startswith("\x1b[") for row in rows)
    monkeypatch.setenv("NO_COLOR", "1")
    *rows, _ = invitation(link).split("\n")
    assert len({len(row) for row in rows}) == 1
    assert set("".join(rows)) <= set(" ▀▄█")
    # It fits beside other text in a window of 80 × 24.
    assert len(rows) <= 22
    monkeypatch.setenv("TERM", "dumb")
    assert invitation(link) == f"  {link}"
