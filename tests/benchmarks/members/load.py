"""People play rounds in browsers at once: from a key to the acknowledged answer.

    python -m tests.benchmarks.members.load
    python -m tests.benchmarks.members.load --postgresql --processes 2 --kill

Starts real servers, lets people join a class with a name alone, and has each play rounds as fast as
a quick student does: two to four seconds for a question, one to two for its feedback. Prints how
long answers took, and compares what was acknowledged with what is in the database. `--kill` ends
one of the servers with SIGKILL in the middle; its people go on at the others at once, as behind the
proxy of `.github/docs/server.md`.

All people live in one thread on this machine: what their own work costs is printed, and how late
they noticed that they had read enough, which is about as late as they notice an answer.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from statistics import quantiles
from urllib.parse import urlencode

from quiz.history.events import Answer
from quiz.serve.database.database import Database
from quiz.serve.people.access import OPERATOR
from quiz.serve.people.classes import create_class, invite
from quiz.serve.people.publishing import publish
from quiz.serve.sync.shared_database import SharedDatabase
from quiz.storage.sync.lines import read_lines
from tests.benchmarks.command import command
from tests.postgresql import Server as Postgres
from tests.postgresql import programs

CARDS = 200
READING, FEEDBACK = (2.0, 4.0), (1.0, 2.0)
"""Seconds that a person looks at a question, and at its feedback."""
BEGIN = 10.0
"""Seconds in which all begin to play; opening a round is much more work than a step of it."""
RETRY = 0.25
DECK = "title: Numbers\ncards:\n" + "".join(
    f"  - {{prompt: 'How much is {n} times 7?', answer: '{7 * n}', category: numbers}}\n"
    for n in range(1, CARDS + 1)
)


@dataclass
class Process:
    """A running server."""

    process: subprocess.Popen[str]
    port: int

    @classmethod
    def start(cls, home: Path, database: str) -> Process:
        """Start one, and wait until it listens."""
        process = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "quiz",
                "serve",
                "--local",
                "--port",
                "0",
                "--database",
                database,
            ],
            env={**os.environ, "QUIZ_HOME": str(home)},
            stdout=subprocess.PIPE,
            text=True,
        )
        assert process.stdout is not None
        for line in process.stdout:
            found = re.search(r"http://127\.0\.0\.1:(\d+)/in/", line)
            if found:
                return cls(process, int(found[1]))
        raise SystemExit("the server did not start")

    def cpu(self) -> float:
        """Seconds of processor time used so far; 0 where nobody can tell."""
        try:
            fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            return 0.0
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def memory(self) -> float:
        """Megabytes in use; 0 where nobody can tell."""
        try:
            text = Path(f"/proc/{self.process.pid}/status").read_text()
        except OSError:
            return 0.0
        found = re.search(r"VmRSS:\s+(\d+)", text)
        return int(found[1]) / 1024 if found else 0.0


@dataclass
class Page:
    """What a server answered."""

    status: int
    text: str
    headers: str

    def data(self, name: str) -> str:
        """A mark of the round's page."""
        found = re.search(rf'data-{name}="([^"]*)"', self.text)
        return found[1] if found else ""


@dataclass
class Figures:
    """What all people saw. times: milliseconds of each answer. early: of those while others still
    began. late: milliseconds that people woke too late. acknowledged: answers by person.
    requests: all that were answered. retried: why requests were sent again."""

    early: list[float] = field(default_factory=list)
    late: list[float] = field(default_factory=list)
    times: list[float] = field(default_factory=list)
    others: list[float] = field(default_factory=list)
    acknowledged: Counter[str] = field(default_factory=Counter)
    requests: int = 0
    retried: Counter[str] = field(default_factory=Counter)


class Person:
    """A person with a browser. ports: of the servers; the first one that answers is used."""

    def __init__(self, name: str, ports: list[int], random: Random, figures: Figures) -> None:
        self.name = name
        self._ports = ports
        self._random = random
        self._figures = figures
        self._cookie = ""
        self._reader: asyncio.StreamReader | None = None
        self._writer: asyncio.StreamWriter | None = None

    async def join(self, code: str) -> None:
        """Join the class."""
        page = await self._send("POST", f"/join/{code}", {"name": self.name})
        found = re.search(r"set-cookie: ([^;]+)", page.headers, re.I)
        assert page.status == 303, page
        assert found
        self._cookie = found[1]
        await self._send("GET", "/")

    async def play(self, until: float) -> None:
        """Play rounds until this time."""
        all_play = time.monotonic() + BEGIN
        await asyncio.sleep(self._random.uniform(0, BEGIN - READING[1]))
        while time.monotonic() < until:
            page = await self._send("POST", "/play", {"mode": "cram", "deck": ""})
            path = re.search(r"location: (\S+)", page.headers, re.I)
            assert path, page
            page = await self._send("GET", path[1])
            while page.data("stage") in ("asking", "feedback") and time.monotonic() < until:
                asking = page.data("stage") == "asking"
                await self._look(*(READING if asking else FEEDBACK))
                do = "next" if not asking else "answer:1" if "answer:1" in page.text else "skip"
                began = time.perf_counter()
                page = await self._send("POST", path[1], {"do": do, "step": page.data("step")})
                ms = (time.perf_counter() - began) * 1000
                early = time.monotonic() < all_play
                answers = self._figures.early if early else self._figures.times
                (answers if asking else self._figures.others).append(ms)
                self._figures.acknowledged[self.name] += asking and page.data("stage") == "feedback"

    async def _look(self, least: float, most: float) -> None:
        wake = time.perf_counter() + self._random.uniform(least, most)
        await asyncio.sleep(wake - time.perf_counter())
        self._figures.late.append((time.perf_counter() - wake) * 1000)

    async def _send(self, method: str, path: str, form: dict[str, str] | None = None) -> Page:
        """Send a request until it is answered, as the page's script does."""
        gone = 0
        while True:
            try:
                page = await self._send_once(method, path, form)
            except (OSError, asyncio.IncompleteReadError) as error:
                self._figures.retried[type(error).__name__] += 1
                self._writer = None
                self._ports.append(self._ports.pop(0))
                gone += 1
                if gone < len(self._ports):
                    continue
            else:
                if page.status < 500:
                    self._figures.requests += 1
                    return page
                said = " ".join(re.sub(r"(?s).*<main|<[^>]*>", " ", page.text).split())
                self._figures.retried[f"{page.status} {said[-120:]}"] += 1
            await asyncio.sleep(RETRY)

    async def _send_once(self, method: str, path: str, form: dict[str, str] | None) -> Page:
        # Like a browser: a server may close a connection that nobody used for a while.
        if self._writer is None or self._reader is None or self._reader.at_eof():
            opened = asyncio.open_connection("127.0.0.1", self._ports[0])
            self._reader, self._writer = await opened
        body = urlencode(form or {})
        host = f"127.0.0.1:{self._ports[0]}"
        extra = "Quiz-Script: 1" if form and "step" in form else "Accept: */*"
        self._writer.write(
            f"{method} {path} HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\n"
            f"Cookie: {self._cookie}\r\nContent-Length: {len(body)}\r\n"
            f"{extra}\r\n\r\n{body}".encode()
        )
        await self._writer.drain()
        head = (await self._reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        length = re.search(r"content-length: (\d+)", head, re.I)
        content = await self._reader.readexactly(int(length[1])) if length else b""
        return Page(int(head.split(" ", 2)[1]), content.decode(), head)


async def run(options: argparse.Namespace, database: str, homes: list[Path]) -> bool:
    """Run the benchmark; returns whether nothing was lost or counted twice."""
    servers = [Process.start(home, database) for home in homes]
    opened = Database(database)
    now = int(time.time() * 1000)
    with opened.begin() as connection:
        class_id = create_class(connection, OPERATOR, "7b", now).id
        publish(connection, OPERATOR, class_id, "numbers", DECK, {}, now)
        code = invite(connection, OPERATOR, class_id, now)
    figures = Figures()
    ports = [server.port for server in servers]
    people = [
        Person(
            f"Person {n}",
            ports[n % len(ports) :] + ports[: n % len(ports)],
            Random(f"{options.seed} {n}"),
            figures,
        )
        for n in range(options.people)
    ]
    began = time.perf_counter()
    await asyncio.gather(*(person.join(code) for person in people))
    print(f"{options.people} people joined within {time.perf_counter() - began:.1f} s")
    cpu = sum(server.cpu() for server in servers)
    figures.requests = 0
    own = time.process_time()
    until = time.monotonic() + options.seconds
    playing = asyncio.gather(*(person.play(until) for person in people))
    if options.kill:
        await asyncio.sleep(options.seconds / 2)
        servers[0].process.send_signal(signal.SIGKILL)
        print("one server was killed")
    await playing
    own = time.process_time() - own
    report(figures, servers, sum(server.cpu() for server in servers) - cpu, own)
    sound = _is_all_there(opened, figures)
    for server in servers:
        server.process.terminate()
        server.process.wait()
    opened.close()
    return sound


def report(figures: Figures, servers: list[Process], cpu: float, own: float) -> None:
    """Print the table. cpu: seconds of processor time that the servers used; own: the people."""
    print(f"{'':28}{'number':>8}{'median':>9}{'p95':>9}{'p99':>9}{'most':>9}   ms")
    for what, times in (
        ("answer, while all begin", figures.early),
        ("answer to acknowledged", figures.times),
        ("next question", figures.others),
        ("people woke late by", figures.late),
    ):
        cuts = quantiles(times, n=100)
        print(
            f"{what:28}{len(times):8,}{cuts[49]:9.1f}{cuts[94]:9.1f}{cuts[98]:9.1f}{max(times):9.1f}"
        )
    print(f"requests sent again: {figures.retried.total():,}")
    for why, number in figures.retried.most_common():
        print(f"  {number:,} × {why}")
    print(
        f"processor time of the servers: {1000 * cpu / figures.requests:.1f} ms for each of "
        f"{figures.requests:,} requests, the starts of rounds included; of the people: "
        f"{1000 * own / figures.requests:.1f} ms"
    )
    print("memory: " + ", ".join(f"{server.memory():.0f} MB" for server in servers))
    if hasattr(os, "getloadavg"):
        print(f"load of the machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")


def _is_all_there(database: Database, figures: Figures) -> bool:
    """Whether the database has exactly the answers that were acknowledged."""
    with database.read() as connection:
        rows = connection.exec_driver_sql("SELECT id, name FROM person").all()
    wrong = 0
    for person, name in rows:
        if name not in figures.acknowledged:
            continue
        place = SharedDatabase(database, person)
        found: list[Answer] = []
        for path, size in place.lists().items():
            data = place.read(path, 0, size) or b""
            events = read_lines(data, "", int(time.time() * 1000)).events
            found += [event for event in events if isinstance(event, Answer)]
        # Those under way at the end were not waited for, but each is there once.
        wrong += len(found) != figures.acknowledged[name]
        wrong += len({answer.id for answer in found}) != len(found)
    total = sum(figures.acknowledged.values())
    print(f"{total:,} answers acknowledged; people whose answers differ from the database: {wrong}")
    return not wrong


def main() -> int:
    """Run it."""
    parser = command("members.load", __doc__)
    parser.add_argument("--people", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--postgresql", action="store_true", help="rather than SQLite")
    parser.add_argument("--kill", action="store_true", help="kill a server in the middle")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        homes = [Path(folder) / f"home{n}" for n in range(options.processes)]
        if not options.postgresql:
            return not asyncio.run(run(options, str(Path(folder) / "server.db"), homes))
        found = programs()
        if found is None:
            raise SystemExit("PostgreSQL is not installed")
        postgres = Postgres(found)
        try:
            return not asyncio.run(run(options, postgres.new_database(), homes))
        finally:
            postgres.remove()


if __name__ == "__main__":
    sys.exit(main())
