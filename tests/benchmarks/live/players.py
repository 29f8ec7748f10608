"""A thousand players on the loopback: how long a new question takes to all of them, and whether any
answer is lost or counted twice.

    python tests/benchmarks/live/players.py                  one server, SQLite
    python tests/benchmarks/live/players.py --postgresql     two servers on one PostgreSQL, of which
                                                             one is killed in mid-question
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from random import Random
from typing import Any

ROOT = Path(__file__).parents[3]
sys.path.insert(0, str(ROOT))

from quiz.live.events import Answered  # noqa: E402
from quiz.live.question import to_json  # noqa: E402
from quiz.serve.database.database import Database  # noqa: E402
from quiz.serve.live.ledger import Ledger  # noqa: E402
from tests.live.cards import questions  # noqa: E402
from tests.postgresql import Server, programs  # noqa: E402

KEY = "the key of the benchmark"
THINKING_SECONDS = 3.0
MUST_MS, MUST_MB = 250, 300


class Process:
    """A server in a process of its own."""

    def __init__(self, database: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, str(Path(__file__).with_name("server.py")), "0", database, KEY],
            stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        assert self.process.stdout
        self.port = int(self.process.stdout.readline())
        self.alive = True

    @property
    def megabytes(self) -> float:
        """The most memory that it has used."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(status.split("VmHWM:")[1].split()[0]) / 1024

    @property
    def cpu_seconds(self) -> float:
        """Of its own work so far: what does not depend on who else uses the machine."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def kill(self) -> None:
        self.alive = False
        self.process.kill()
        self.process.wait()


class Wire:
    """A connection that is kept, with just enough HTTP."""

    def __init__(self, port: int) -> None:
        self.port = port
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def ask(self, path: str, key: str, value: Any = None) -> tuple[int, Any]:
        if self._streams is None:
            self._streams = await asyncio.open_connection("127.0.0.1", self.port)
        reader, writer = self._streams
        body = b"" if value is None else json.dumps(value).encode()
        method = "GET" if value is None else "POST"
        writer.write(
            f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {key}\r\n"
            f"Content-Length: {len(body)}\r\n\r\n".encode()
            + body
        )
        head = await reader.readuntil(b"\r\n\r\n")
        status = int(head[9:12])
        length = int(head.lower().split(b"content-length: ")[1].split(b"\r\n")[0])
        content = await reader.readexactly(length)
        return status, json.loads(content) if content[:1] == b"{" else content

    def close(self) -> None:
        if self._streams is not None:
            self._streams[1].close()
            self._streams = None


class Player:
    """A device: listens, answers what it hears, and goes to another server if its own is gone."""

    def __init__(self, number: int, servers: list[Process], code: str, told: Callable[..., None]):
        self.key = f"key of player {number} ".ljust(24, "x")
        self.name = f"Player {number}"
        self.number = number
        self._servers = servers
        self._server = servers[number % len(servers)]
        self._code = code
        self._told = told
        self._random = Random(number)
        self._wire = Wire(self._server.port)
        self.acknowledged: set[int] = set()
        self._answering: dict[int, asyncio.Task[None]] = {}
        self.over = asyncio.Event()

    async def send(self, what: str, value: Any) -> Any:
        """Send until there is an answer."""
        while True:
            try:
                status, told = await self._wire.ask(f"/live/{self._code}/{what}", self.key, value)
                if status == 200:
                    return told
            except (OSError, EOFError):
                pass
            self._wire.close()
            await self._elsewhere()

    async def _elsewhere(self) -> None:
        await asyncio.sleep(0.2)
        if not self._server.alive:
            self._server = next(each for each in self._servers if each.alive)
        self._wire.port = self._server.port

    async def join(self) -> None:
        await self.send("join", {"name": self.name})

    async def listen(self) -> None:
        while not self.over.is_set():
            with suppress(OSError, EOFError):
                await self._hear()
            await self._elsewhere()

    async def _hear(self) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", self._server.port)
        writer.write(
            f"GET /live/{self._code}/stream HTTP/1.1\r\nHost: 127.0.0.1\r\n"
            f"Authorization: Bearer {self.key}\r\n\r\n".encode()
        )
        await reader.readuntil(b"\r\n\r\n")
        while not self.over.is_set():
            line = await reader.readline()
            if not line:
                break
            if line.startswith(b"data: "):
                now = time.perf_counter()
                self._take(json.loads(line[6:]), now)
        writer.close()

    def _take(self, view: Any, now: float) -> None:
        if view["phase"] == "over":
            self.over.set()
        if view["phase"] != "asking":
            return
        number = view["question"]["number"]
        self._told(number, self.number, now)
        if view["given"] is None and number not in self._answering:
            self._answering[number] = asyncio.create_task(self._answer(number))

    async def _answer(self, number: int) -> None:
        await asyncio.sleep(self._random.random() * THINKING_SECONDS)
        asked = ASKED[number]
        given: Any = 0 if asked.options else "something"
        if asked.input == "sequence":
            given = list(range(len(asked.options)))
        start = time.perf_counter()
        told = await self.send("answer", {"question": number, "given": given, "trip": 1})
        ACKNOWLEDGEMENTS.append(time.perf_counter() - start)
        if told["phase"] != "asking" or told["given"] is not None:
            self.acknowledged.add(number)


ASKED = questions()
ACKNOWLEDGEMENTS: list[float] = []


async def play(servers: list[Process], count: int, *, kill: bool) -> tuple[str, dict[str, Any]]:
    """A whole quiz. Returns its code, and what was measured."""
    host = Wire(servers[0].port)
    opening = {
        "title": "Load", "teams": [], "closes": 0, "questions": [to_json(each) for each in ASKED],
    }  # fmt: skip
    _, opened = await host.ask("/live", KEY, opening)
    code, key = opened["code"], opened["key"]
    heard: dict[int, dict[int, float]] = {number: {} for number in range(len(ASKED))}

    def told(question: int, player: int, at: float) -> None:
        heard[question].setdefault(player, at)

    players = [Player(number, servers, code, told) for number in range(count)]
    start = time.perf_counter()
    await asyncio.gather(*(player.join() for player in players))
    joining = time.perf_counter() - start
    listening = [asyncio.create_task(player.listen()) for player in players]
    await asyncio.sleep(3)
    delays: list[float] = []
    work: list[float] = []
    for number in range(len(ASKED)):
        step = (await host.ask(f"/live/{code}/host/view", key))[1]["step"]
        busy = servers[0].cpu_seconds
        start = time.perf_counter()
        await host.ask(f"/live/{code}/host/go-on", key, {"step": step})
        while len(heard[number]) < count:
            await asyncio.sleep(0.01)
        work.append(servers[0].cpu_seconds - busy)
        late = kill and number == 2
        if late:
            # In mid-question: some have answered, others are about to.
            await asyncio.sleep(THINKING_SECONDS / 3)
            servers[1].kill()
        delays += [at - start for at in heard[number].values()]
        while (view := (await host.ask(f"/live/{code}/host/view", key))[1])["phase"] == "asking":
            await asyncio.sleep(0.05)
        # After the answer come the standings or, at last, the podium.
        await host.ask(f"/live/{code}/host/go-on", key, {"step": view["step"]})
    await asyncio.wait_for(asyncio.gather(*(player.over.wait() for player in players)), 120)
    await asyncio.sleep(1)
    for each in listening:
        each.cancel()
    for player in players:
        assert player.acknowledged == set(range(len(ASKED))), player.acknowledged
    return code, {"joining": joining, "delays": sorted(delays), "work": work}


def percentile(values: list[float], share: float) -> float:
    return sorted(values)[min(len(values) - 1, int(share * len(values)))] * 1000


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--players", type=int, default=1000)
    parser.add_argument("--postgresql", action="store_true")
    options = parser.parse_args()
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    pg = None
    with tempfile.TemporaryDirectory() as folder:
        if options.postgresql:
            found = programs()
            assert found, "PostgreSQL is not installed"
            pg = Server(found)
        address = pg.new_database() if pg else str(Path(folder) / "server.db")
        servers = [Process(address) for _ in range(2 if pg else 1)]
        try:
            code, measured = asyncio.run(play(servers, options.players, kill=options.postgresql))
            check(address, code, options.players)
            report(measured, servers, options.players)
        finally:
            for each in servers:
                each.kill()
            if pg:
                pg.remove()


def check(address: str, code: str, count: int) -> None:
    """Every answer is in the log once, and none is missing."""
    database = Database(address)
    ledger = Ledger(database)
    key = ledger.find(code)
    assert key
    events = [each.event for each in ledger.since(key, 0)]
    database.close()
    given = Counter((e.player, e.question) for e in events if isinstance(e, Answered))
    assert len(given) == count * len(ASKED), f"{count * len(ASKED) - len(given)} answers are lost"
    assert set(given.values()) == {1}, "answers were counted twice"


def report(measured: dict[str, Any], servers: list[Process], count: int) -> None:
    delays = measured["delays"]
    memory = max(each.megabytes for each in servers if each.alive)
    print(f"players                        {count:,}, on {len(servers)} server(s)")
    print(f"load of the machine            {os.getloadavg()[0]:.1f}, {os.cpu_count()} cores")
    print(f"all have joined after          {measured['joining']:.1f} s")
    print(
        f"a new question at a player     p50 {percentile(delays, 0.5):.0f} ms, "
        f"p99 {percentile(delays, 0.99):.0f} ms, all {delays[-1] * 1000:.0f} ms "
        f"(must: p99 {MUST_MS} ms)"
    )
    print(
        f"  of which the server worked   {max(measured['work']) * 1000:.0f} ms at most, answers to "
        "it that came meanwhile included"
    )
    print(
        f"an answer acknowledged         p50 {percentile(ACKNOWLEDGEMENTS, 0.5):.0f} ms, "
        f"p99 {percentile(ACKNOWLEDGEMENTS, 0.99):.0f} ms"
    )
    print(f"memory of a server             {memory:.0f} MB (must: {MUST_MB} MB)")
    print(f"answers lost or counted twice  0 of {count * len(ASKED):,}")


if __name__ == "__main__":
    main()
