"""How long a browser waits for an acknowledged answer, from one player on the loopback."""

from __future__ import annotations

import os
import re
import signal
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from urllib.parse import urlencode, urlsplit

ROOT = Path(__file__).parents[3]
ANSWERS = 300
WARM = 20


class _Page:
    """A browser as thin as can be: one connection, one cookie, the last page."""

    def __init__(self, link: str) -> None:
        parts = urlsplit(link)
        self._connection = HTTPConnection(parts.netloc)
        self._headers = {
            "Origin": f"http://{parts.netloc}",
            "Content-Type": "application/x-www-form-urlencoded",
            "Quiz-Script": "1",
        }
        self.path = parts.path
        self.text = ""
        self._headers["Cookie"] = (self._ask({}).headers["Set-Cookie"] or "").partition(";")[0]

    def _ask(self, form: dict[str, str] | None) -> HTTPResponse:
        method, body = ("GET", None) if form is None else ("POST", urlencode(form))
        self._connection.request(method, self.path, body, self._headers)
        response = self._connection.getresponse()
        self.text = response.read().decode()
        return response

    def send(self, path: str, form: dict[str, str]) -> None:
        """Send a form, and go where it leads."""
        self.path = path
        response = self._ask(form)
        if response.status == 303:
            self.path = response.headers["Location"] or ""
            self._ask(None)

    def data(self, name: str) -> str:
        """A fact about the round."""
        found = re.search(f'data-{name}="([^"]*)"', self.text)
        return found[1] if found else ""

    def do(self, what: str, **more: str) -> None:
        """Press a button."""
        self.send(self.path, {"step": self.data("step"), "do": what, **more})


def _cpu_seconds(process: int) -> float:
    """What a process has taken of the processor so far; of Linux."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def measure_serving(add: Callable[..., None], library: Path, home: Path) -> None:
    """Answers to a `quiz serve` of its own, from the request to the whole page with the verdict:
    median and 99th percentile in milliseconds, and those of the page of the next question."""
    process = subprocess.Popen(
        [sys.executable, str(ROOT / "play.py"), "serve", "--local", "--port", "0", str(library)],
        env={**os.environ, "QUIZ_HOME": str(home)},
        stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stdout
    link = next(found[0] for line in process.stdout if (found := re.search(r"http://\S+", line)))
    page = _Page(link)
    before = _cpu_seconds(process.pid)
    answered: list[float] = []
    went_on: list[float] = []
    while len(answered) < ANSWERS + WARM:
        stage = page.data("stage")
        if stage not in ("asking", "feedback"):
            page.send("/play", {"mode": "cram", "deck": ""})
            continue
        began = time.perf_counter()
        if stage == "feedback":
            page.do("next")
            went_on.append(time.perf_counter() - began)
            continue
        if "data-order" in page.text:
            page.do("skip")
        else:
            page.do("answer" if 'name="text"' in page.text else "answer:1", text="Astana")
        answered.append(time.perf_counter() - began)
    for name, taken in (("acknowledged answer", answered), ("next question", went_on)):
        ms = [1000 * each for each in taken[WARM:]]
        add(
            f"in the browser, {name}",
            "p99 50 ms",
            ms=statistics.median(ms),
            p99_ms=statistics.quantiles(ms, n=100)[98],
            kB=len(page.text) / 1000,
        )
    requests = len(answered) + len(went_on)
    spent = 1000 * (_cpu_seconds(process.pid) - before) / requests
    add("in the browser, CPU of a request", "", ms=spent)
    found = re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{process.pid}/status").read_text())
    add("in the browser, memory of the server", "", MB=int(found[1]) / 1024 if found else 0)
    process.send_signal(signal.SIGINT)
    process.wait()
