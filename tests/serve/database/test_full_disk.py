"""A disk that is really full: a small one in memory, which root can mount."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import text

from quiz.serve.database.database import Database
from quiz.serve.database.faults import FULL, DatabaseError
from tests.postgresql import Server

MEGABYTE = 2**20


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 12 MB."""
    place = tmp_path / "disk"
    place.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=12m,mode=0777", "tmpfs", place], capture_output=True
    )
    if mounted.returncode:
        pytest.skip(f"a disk cannot be mounted here: {mounted.stderr.decode().strip()}")
    yield place
    subprocess.run(["umount", "-l", place], check=True)


def add(database: Database, number: int) -> None:
    with database.begin() as connection:
        values = {"number": number, "body": os.urandom(MEGABYTE // 4).hex()}
        connection.execute(text("INSERT INTO page VALUES (:number, :body)"), values)


def fill_and_go_on(database: Database, filler: Path) -> None:
    """Write until the disk is full; then make room, and write on."""
    with database.begin() as connection:
        connection.execute(text("CREATE TABLE page (number INTEGER PRIMARY KEY, body TEXT)"))
    kept = 0

    def fill() -> None:
        nonlocal kept
        for number in range(100):
            add(database, number)
            kept = number + 1

    with pytest.raises(DatabaseError) as told:
        fill()
    assert str(told.value) == FULL
    assert kept
    with database.read() as connection:
        found = connection.execute(text("SELECT number FROM page ORDER BY number")).scalars().all()
    assert found == list(range(kept))
    filler.unlink()
    add(database, kept)
    with database.read() as connection:
        assert connection.execute(text("SELECT count(*) FROM page")).scalar_one() == kept + 1


def test_a_full_disk_of_sqlite(small_disk: Path) -> None:
    filler = small_disk / "filler"
    filler.write_bytes(bytes(5 * MEGABYTE))
    with closing(Database(small_disk / "server.db")) as database:
        fill_and_go_on(database, filler)


@pytest.fixture
def own_server(postgresql: Server) -> Iterator[Server]:
    """A server for one test alone: it cannot go on when its disk is taken away."""
    server = Server(postgresql.programs)
    yield server
    server.remove()


def test_a_full_disk_of_postgresql(small_disk: Path, own_server: Server) -> None:
    address = own_server.new_database()
    place = small_disk / "tables"
    place.mkdir()
    owner = (own_server.folder / "data").stat()
    os.chown(place, owner.st_uid, owner.st_gid)
    # PostgreSQL must be able to go through the folders above.
    for folder in place.parents:
        if str(folder).startswith("/tmp/") and folder != small_disk:
            folder.chmod(folder.stat().st_mode | 0o011)
    filler = small_disk / "filler"
    filler.write_bytes(bytes(5 * MEGABYTE))
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(f"CREATE TABLESPACE small LOCATION '{place}'".encode())
        name = connection.info.dbname
        connection.execute(f"ALTER DATABASE {name} SET default_tablespace = small".encode())
    with closing(Database(address)) as database:
        fill_and_go_on(database, filler)
