"""The owner's other devices sync with `quiz serve`, from the command line."""

from __future__ import annotations

import re
import shlex
import signal
from contextlib import closing
from pathlib import Path

import pytest

from quiz.storage.log.store import Store
from tests.factories import Run
from tests.serve.live.terminals import Program
from tests.serve.test_serve_command import started
from tests.storage.sync.devices import ADA, Device

DECK = "title: Words\ncards:\n  - {prompt: gato, answer: cat}\n"


def test_a_device_is_paired_syncs_and_is_withdrawn(
    quiz: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here, there = Device(tmp_path / "server", 1), Device(tmp_path / "laptop", 2)
    here.write(DECK)
    here.play(2)
    process, _ = started(here.home, "--local")
    try:
        monkeypatch.setenv("QUIZ_HOME", str(here.home))
        assert "No device is paired" in quiz("serve", "--devices")[1]
        out = quiz("serve", "--pair")[1]
        (command,) = re.findall(r"quiz (sync --set http://127\S+ --code \S+)", out)
        monkeypatch.setenv("QUIZ_HOME", str(there.home))
        with monkeypatch.context() as patched:
            patched.setattr("quiz.cli.sync.warning_about", lambda _: "This is not encrypted.")
            status, out, error = quiz(*shlex.split(command))
        assert status == 2
        assert "is not encrypted" in out
        assert "nothing was set" in error
        there.play(1)
        with monkeypatch.context() as patched:
            patched.setattr("quiz.cli.sync.at_terminal", lambda: True)
            status, out, error = quiz(*shlex.split(command), answer="n\n")
        assert (
            f"There: data of Ada, devices: {here.name}.\nHere: 1 answer or change, of Ada." in out
        )
        assert (status, error.count("nothing was joined")) == (2, 1)
        assert quiz("sync")[0] == 1
        assert len(there.log) == 1
        monkeypatch.setenv("QUIZ_HOME", str(here.home))
        (command,) = re.findall(r"quiz (sync --set \S+ --code \S+)", quiz("serve", "--pair")[1])
        monkeypatch.setenv("QUIZ_HOME", str(there.home))
        status, out, error = quiz(*shlex.split(command), "--yes")
        assert (status, error) == (0, "")
        assert "Paired: this is now a device of Ada." in out
        assert "2 answers and changes received" in out
        assert there.cards() == ["gato cat"]
        events = there.play(3)
        assert "3 sent" in quiz("sync")[1]
        there.write(DECK.replace("cat", "tomcat"))
        assert "0 sent.\nwords.yaml: passed on" in quiz("sync")[1]
        assert "syncing with: http://127.0.0.1:" in quiz("sync", "--status")[1]
        address = command.split()[2]
        host = Program(there.home, "live", "words", "--server", address)
        host.sees(f"Join at {address}/live")
        host.types("end")
        host.ends()
        monkeypatch.setenv("QUIZ_HOME", str(here.home))
        (told,) = quiz("serve", "--devices")[1].splitlines()
        device = told.partition(" ")[0]
        assert quiz("serve", "--withdraw", "nobody")[0] == 2
        assert "is let in no more" in quiz("serve", "--withdraw", device)[1]
        monkeypatch.setenv("QUIZ_HOME", str(there.home))
        status, _, error = quiz("sync")
        assert status == 2
        assert "does not know this device (any more)" in error
        status, _, error = quiz("live", "words", "--server", address)
        assert status == 2
        assert "lets only its owner and its teachers open quizzes" in error
        assert "all data stay" in quiz("sync", "--unset")[1]
    finally:
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate()
    assert process.returncode == 0, errors
    with closing(Store.open(here.home)) as store:
        assert set(events) < set(store.events(ADA))


@pytest.mark.parametrize(
    ("target", "told"),
    [
        ("https://", "is no address of a server"),
        ("https://user@example.org", "is no address of a server"),
        ("https://example.org:99999", "is no address"),
        ("https://example.org/?a=b", "is no address of a server"),
        ("http://192.0.2.300", "is not known"),
        ("http://93.184.215.14", "is on the internet"),
        ("https://127.0.0.1:1", "needs a code"),
    ],
)
def test_an_address_that_cannot_be_used_is_not_set(quiz: Run, target: str, told: str) -> None:
    status, _, error = quiz("sync", "--set", target, "--yes")
    assert status == 2
    assert told in error
    assert quiz("sync")[0] == 1


def test_a_server_that_is_away_is_one_line(quiz: Run) -> None:
    status, _, error = quiz("sync", "--set", "https://127.0.0.1:1", "--code", "aaaaa-aaaaa")
    assert status == 2
    assert "127.0.0.1:1 cannot be reached" in error
    assert len(error.splitlines()) == 1
