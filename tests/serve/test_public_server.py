"""`quiz serve` for others: its database, encryption, and a proxy before it."""

from __future__ import annotations

import json
import re
import signal
import ssl
import subprocess
import sys
from collections.abc import Callable
from http.client import HTTPConnection
from pathlib import Path
from urllib.request import HTTPCookieProcessor, HTTPSHandler, Request, build_opener, urlopen

import pytest

from quiz.serve import server
from quiz.serve.database.database import Database
from quiz.serve.people.server_notes import noted_address
from tests.factories import Run

RunServer = Callable[..., subprocess.Popen[str]]

ROOT = Path(__file__).parents[2]
# Made for these tests; it opens nothing anywhere.
CERTIFICATE = ROOT / "tests" / "serve" / "certificate" / "localhost.pem"
KEY = CERTIFICATE.with_name("localhost-key.pem")


@pytest.fixture
def run_server(home: Path) -> RunServer:
    def run(*arguments: str | Path, **variables: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, ROOT / "play.py", "serve", "--port", "0", "--local", *arguments],
            env={"QUIZ_HOME": str(home), "PATH": "", "PYTHONPATH": str(ROOT), **variables},
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip

    return run


def shown_link(process: subprocess.Popen[str]) -> str:
    assert process.stdout
    assert process.stderr
    for line in process.stdout:
        if found := re.search(r"https?://\S+/in/\S+", line):
            return found[0]
    pytest.fail(process.stderr.read())


def ended(process: subprocess.Popen[str], by: signal.Signals = signal.SIGTERM) -> None:
    process.send_signal(by)
    _, errors = process.communicate()
    assert (process.returncode, errors) == (0, "")


def announced(home: Path) -> str:
    address: str = json.loads((home / "server.json").read_text())["address"]
    return address


def test_it_encrypts_with_a_certificate(home: Path, run_server: RunServer) -> None:
    process = run_server("--tls", CERTIFICATE, KEY)
    link = shown_link(process)
    assert link.startswith("https://127.0.0.1:")
    trusted = ssl.create_default_context(cafile=CERTIFICATE)
    origin = link.partition("/in/")[0]
    browser = build_opener(HTTPCookieProcessor(), HTTPSHandler(context=trusted))
    with browser.open(link) as page:
        assert b"<form" in page.read()
    with browser.open(Request(link, data=b"", headers={"Origin": origin})) as page:
        assert page.status == 200
    assert announced(home) == origin
    ended(process)
    assert not (home / "server.json").exists()


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_it_serves_behind_a_proxy_from_a_database_of_its_own(
    home: Path,
    run_server: RunServer,
    new_address: Callable[[str], str],
    kind: str,
) -> None:
    address = new_address(kind)
    process = run_server("--address", "https://quiz.example.org", QUIZ_DATABASE=address)
    link = shown_link(process)
    assert link.startswith("https://quiz.example.org/in/")
    here = announced(home)
    headers = {
        "Host": "quiz.example.org",
        "Origin": "https://quiz.example.org",
        "X-Forwarded-Proto": "https",
        "X-Forwarded-For": "198.51.100.7",
    }
    path = link.removeprefix("https://quiz.example.org")
    with urlopen(Request(here + path, headers=headers)) as page:
        assert b"<form" in page.read()
    connection = HTTPConnection(here.removeprefix("http://"))
    connection.request("POST", path, headers=headers)
    response = connection.getresponse()
    assert response.status == 303
    # A cookie for an encrypted connection is sent on no other.
    assert "Secure" in (response.getheader("Set-Cookie") or "")
    connection.close()
    ended(process)
    database = Database(address)
    with database.read() as connection_:
        assert noted_address(connection_) == "https://quiz.example.org"
    database.close()
    assert not (home / "server.db").exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--tls", "none.pem", "none.pem"], "none.pem: cannot read"),
        (["--tls", KEY, CERTIFICATE], "cannot be used"),
        (["--database", "mysql://x/y"], "expected postgresql"),
        (["--address", "quiz.example.org"], "expected an address such as"),
        (["--address", "https://quiz.example.org/quiz"], "expected an address such as"),
        (["--address", "https://[x"], "expected an address such as"),
    ],
)
def test_what_cannot_be_used_is_one_clear_message(
    quiz: Run, home: Path, arguments: list[str], said: str
) -> None:
    status, out, errors = quiz("serve", "--local", "--port", "0", *arguments)
    assert (status, out) == (2, "")
    assert said in errors
    assert "Traceback" not in errors


def test_a_database_moves_to_postgresql_and_back(
    quiz: Run, home: Path, tmp_path: Path, new_address: Callable[[str], str]
) -> None:
    assert quiz("class", "create", "7b")[0] == 0
    small, large = tmp_path / "small.gz", tmp_path / "large.gz"
    status, out, errors = quiz("serve", "--pack", small)
    assert (status, errors) == (0, "")
    assert "into" in out
    postgresql = new_address("postgresql")
    status, out, errors = quiz("serve", "--unpack", small, "--database", postgresql)
    assert (status, errors) == (0, "")
    assert "7b: 0 students" in quiz("class", "list", "--database", postgresql)[1]
    assert quiz("serve", "--pack", large, "--database", postgresql)[0] == 0
    back = new_address("sqlite")
    assert quiz("serve", "--unpack", large, "--database", back)[0] == 0
    assert "7b: 0 students" in quiz("class", "list", "--database", back)[1]
    # Nothing is mixed, and nothing overwritten unasked.
    status, _, errors = quiz("serve", "--unpack", large, "--database", back)
    assert status == 2
    assert "empty database" in errors
    assert quiz("serve", "--pack", large, lines="n\n")[0] == 1
    status, _, errors = quiz("serve", "--unpack", tmp_path / "none.gz", "--database", back)
    assert status == 2
    assert "none.gz" in errors


def test_a_database_that_is_away_is_one_clear_message(quiz: Run, home: Path) -> None:
    away = "postgresql://quiz:secret@127.0.0.1:1/quiz"
    status, out, errors = quiz("serve", "--local", "--port", "0", "--database", away)
    assert (status, out) == (2, "")
    assert "does not answer" in errors
    assert "secret" not in errors


def test_it_says_whether_what_is_sent_is_encrypted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "own_address", lambda: "192.168.1.20")
    tls = server.Tls(CERTIFICATE, KEY)
    assert "not encrypted" in server._where(server.Wanted(), 8765)
    assert "not encrypted" not in server._where(server.Wanted(tls=tls), 8765)
    assert "not encrypted" not in server._where(server.Wanted(address="https://x"), 8765)
