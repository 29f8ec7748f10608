"""Terminals as processes: `quiz join` and `quiz live` in plain lines."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

from quiz.live.question import LiveQuestion
from tests.live.cards import given_for
from tests.patience import PATIENCE
from tests.serve.live.conftest import Hosted

ROOT = Path(__file__).parents[3]


class Program:
    """A running `quiz`, with what it has said so far."""

    def __init__(self, home: Path, *arguments: str) -> None:
        home.mkdir(exist_ok=True)
        self.process = subprocess.Popen(
            [sys.executable, str(ROOT / "play.py"), *arguments, "--plain"],
            env={"QUIZ_HOME": str(home), "PATH": "", "PYTHONPATH": str(ROOT)},
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        )  # fmt: skip
        self.said = ""
        self._more = threading.Condition()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            with self._more:
                self.said += line
                self._more.notify_all()

    def sees(self, text: str, times: int = 1) -> None:
        """Wait until it has said this so often."""
        with self._more:
            assert self._more.wait_for(lambda: self.said.count(text) >= times, PATIENCE), self.said

    def types(self, line: str) -> None:
        """Type a line."""
        assert self.process.stdin
        self.process.stdin.write(f"{line}\n")
        self.process.stdin.flush()

    def ends(self) -> None:
        """Wait until it has ended well."""
        assert self.process.wait(PATIENCE) == 0, self.said


class Terminal(Program):
    """A player in a terminal."""

    def __init__(self, hosted: Hosted, name: str, home: Path) -> None:
        host = hosted.served.address.partition("://")[2]
        super().__init__(home, "join", f"{hosted.code}@{host}", "--name", name)

    def answer(self, question: LiveQuestion, *, right: bool = True) -> None:
        """Answer the open question."""
        given = given_for(question, right=right)
        if isinstance(given, int):
            truth = question.options == ("true", "false")
            self.types(question.options[given] if truth else str(given + 1))
        elif isinstance(given, list):
            self.types(" ".join(str(number + 1) for number in given))
        else:
            self.types(str(given))
