"""A real PostgreSQL for tests, started in a folder of its own and thrown away after them."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest

REQUIRED = "QUIZ_TESTS_NEED_POSTGRESQL"
"""Set in CI: then a missing PostgreSQL is a failure, not a reason to skip."""


class Server:
    """A server on a socket in its own folder. PostgreSQL refuses to run as root: root runs it as
    another user."""

    def __init__(self, programs: Path) -> None:
        self.programs = programs
        self._numbers = count(1)
        # The path of a socket must be short.
        self.folder = Path(tempfile.mkdtemp(prefix="quiz-pg-", dir="/tmp"))
        self._as: dict[str, Any] = {}
        if os.geteuid() == 0:
            names = {each.pw_name: each for each in pwd.getpwall()}
            user = names.get("postgres") or names["nobody"]
            os.chown(self.folder, user.pw_uid, user.pw_gid)
            self._as = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
        # Nothing here needs to outlive a power cut.
        self._run("initdb", "-D", "data", "-U", "quiz", "-A", "trust", "-N", "-E", "UTF8")
        self.start()

    def start(self) -> None:
        """Start the server, or start it again."""
        options = f"-c listen_addresses='' -c fsync=off -c max_connections=60 -k {self.folder}"
        self._run("pg_ctl", "-D", "data", "-l", "log", "-w", "-t", "600", "-o", options, "start")

    def stop(self) -> None:
        """Stop the server as a crash would: nothing is told, nothing is finished."""
        self._run("pg_ctl", "-D", "data", "-m", "immediate", "-w", "-t", "600", "stop")

    def new_database(self) -> str:
        """The address of a new, empty database."""
        name = f"quiz{next(self._numbers)}"
        self._run("createdb", "-h", str(self.folder), "-U", "quiz", name)
        return f"postgresql://quiz@/{name}?host={self.folder}"

    def remove(self) -> None:
        """Stop the server for good, and delete its folder."""
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _run(self, program: str, *arguments: str) -> None:
        done = subprocess.run(
            [self.programs / program, *arguments],
            cwd=self.folder,
            env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "HOME": str(self.folder)},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            **self._as,
        )
        assert done.returncode == 0, done.stderr.decode()


def programs() -> Path | None:
    """The folder with PostgreSQL's programs, which is often not on the search path."""
    found = shutil.which("initdb")
    known = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), reverse=True)
    paths = [*([Path(found).resolve()] if found else []), *known]
    return paths[0].parent if paths else None


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Server]:
    """A running server."""
    folder = programs()
    if folder is None:
        told = "PostgreSQL is not installed (Debian: apt-get install postgresql)"
        if os.environ.get(REQUIRED):
            pytest.fail(told)
        pytest.skip(told)
    server = Server(folder)
    yield server
    server.remove()


@pytest.fixture
def new_address(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[str], str]:
    """Makes addresses of new, empty databases. kind: "sqlite" or "postgresql"."""
    numbers = count(1)

    def make(kind: str) -> str:
        if kind == "sqlite":
            return str(tmp_path / f"server{next(numbers)}.db")
        server: Server = request.getfixturevalue("postgresql")
        return server.new_database()

    return make


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, new_address: Callable[[str], str]) -> str:
    """The address of a new, empty database: the test runs once on SQLite, once on PostgreSQL."""
    return new_address(request.param)
