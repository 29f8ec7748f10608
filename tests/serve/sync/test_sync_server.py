"""Devices sync through a server: examples, on SQLite and on PostgreSQL."""

from __future__ import annotations

import gzip
import json
import stat
from contextlib import suppress
from pathlib import Path

import pytest
from sqlalchemy import func, select

from quiz.clock import now_ms
from quiz.errors import QuizError
from quiz.http_client import Client, HttpError
from quiz.serve.people.tokens import withdraw
from quiz.serve.sync import shared_rows
from quiz.serve.sync.pairing import GOOD_FOR_MINUTES, MOST_WRONG, devices_of, pair
from quiz.serve.sync.shared_database import SharedDatabase
from quiz.serve.sync.shared_rows import RefusedError, append_lines
from quiz.serve.sync.tables import LISTS, PARTS
from quiz.storage.sync.lines import Statement, head_line, statement_line
from quiz.storage.sync.pairing import is_known_at, leave, pair_with
from quiz.storage.sync.place import SyncError, hash_of
from quiz.storage.sync.sync import sync
from quiz.storage.sync.tokens import FILE_NAME, token_for
from tests.serve.sync.conftest import DECK, PIXEL
from tests.storage.sync.devices import Device
from tests.storage.sync.serving import SyncServer


@pytest.fixture
def both(tmp_path: Path, server: SyncServer) -> tuple[Device, Device]:
    """Two devices that the server knows."""
    devices = Device(tmp_path / "laptop", 1), Device(tmp_path / "phone", 2)
    for device in devices:
        server.know(device.home)
    return devices


def exchange(server: SyncServer, *devices: Device, times: int = 2) -> None:
    for _ in range(times):
        for device in devices:
            assert device.keys is not None
            device.sync_at_once(server.address)


def test_everything_travels_through_a_server(
    both: tuple[Device, Device], server: SyncServer
) -> None:
    laptop, phone = both
    laptop.write(DECK)
    (laptop.decks / "cat.png").write_bytes(PIXEL)
    events = laptop.play(3) + phone.play(2)
    exchange(server, *both)
    assert laptop.log == phone.log == sorted(events, key=lambda event: event.id)
    assert phone.cards() == ["gato cat"]
    assert (phone.decks / "cat.png").read_bytes() == PIXEL
    phone.edit("cat,", "tomcat,")
    exchange(server, phone, laptop)
    assert laptop.cards() == ["gato tomcat"]
    for device in both:
        assert device.sync_at_once(server.address).is_empty


def test_a_log_longer_than_one_answer_arrives_whole(
    both: tuple[Device, Device], server: SyncServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shared_rows, "ANSWER", 1_000)
    laptop, phone = both
    for _ in range(5):
        laptop.play(4)
        laptop.sync_at_once(server.address)
    phone.sync_at_once(server.address)
    assert phone.log == laptop.log


@pytest.mark.parametrize("handled", [True, False])
@pytest.mark.parametrize("requests", [2, 3, 4, 6, 9])
def test_a_broken_connection_loses_nothing_and_writes_nothing_twice(
    both: tuple[Device, Device], server: SyncServer, requests: int, handled: bool
) -> None:
    laptop, phone = both
    laptop.write(DECK)
    (laptop.decks / "cat.png").write_bytes(PIXEL)
    laptop.play(3)
    # The last ones only tidy up.
    with server.breaking_after(requests, handled=handled), suppress(SyncError):
        laptop.sync_at_once(server.address)
    exchange(server, laptop, phone)
    assert phone.log == laptop.log
    assert phone.cards() == ["gato cat"]
    with server.database.read() as connection:
        parts = connection.execute(select(PARTS.c.lines)).scalars().all()
    lines = [line for part in parts for line in part.splitlines() if b'"answer"' in line]
    ids = [json.loads(line[9:]).get("id") for line in lines]
    assert len(ids) == len(set(ids))


# ── what the server takes ────────────────────────────────────────────────────────


def line(name: str = "new_per_day") -> bytes:
    return statement_line(Statement("phone-1", "setting", name, 1, 5))


def test_lines_are_only_ever_added_and_only_whole(server: SyncServer) -> None:
    path, first = "phone-1/events-1.jsonl", head_line("phone-1") + line()

    def add(begin: int, lines: bytes, path: str = path) -> bool:
        with server.database.begin() as connection:
            return append_lines(connection, server.person, path, begin, lines)

    assert add(0, first)
    assert add(0, first)
    assert not add(0, head_line("phone-1") + line("leech_threshold"))
    assert not add(5, line())
    assert add(len(first), line())
    assert add(len(first), line())
    assert not add(len(first), first)
    for bad in (line()[:-1], line()[1:], b"\n", b"", line() + b"half", b"x" * 5_000_000):
        with pytest.raises(RefusedError):
            add(len(first) + len(line()), bad)
    for name in ("../a.jsonl", "phone-1/a.txt", "phone-1/A.jsonl", "other-1/events-1.jsonl"):
        with pytest.raises(RefusedError):
            add(0, first, name)
    with server.database.read() as connection:
        assert connection.execute(select(LISTS.c.size)).scalar_one() == len(first + line())
        assert connection.execute(select(func.count()).select_from(PARTS)).scalar_one() == 2


def test_one_person_has_only_so_much_room(
    server: SyncServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shared_rows, "MOST_LINES", 200)
    monkeypatch.setattr(shared_rows, "MOST_CONTENT", 200)
    place = SharedDatabase(server.database, server.person)
    with pytest.raises(RefusedError, match="no more room"):
        place.append("phone-1/a.jsonl", 0, head_line("phone-1") + line() * 3)
    place.put("phone-1", hash_of(PIXEL), PIXEL)
    place.put("phone-1", hash_of(PIXEL), PIXEL)
    with pytest.raises(RefusedError, match="no more room"):
        place.put("phone-1", hash_of(PIXEL + b"1"), PIXEL + b"1")
    with pytest.raises(RefusedError, match="with this hash"):
        place.put("phone-1", hash_of(b"1"), b"2")
    place.tidy("phone-2", [])
    assert place.stored() == {hash_of(PIXEL)}
    place.tidy("phone-1", [])
    assert not place.stored()


def test_this_process_syncs_with_its_own_database(
    both: tuple[Device, Device], server: SyncServer
) -> None:
    laptop, home = both
    laptop.play(2)
    laptop.write(DECK)
    laptop.sync_at_once(server.address)
    report = sync(home.home, SharedDatabase(server.database, server.person))
    assert report.received == 2
    assert home.cards() == ["gato cat"]


def test_nobody_sees_what_is_another_persons(
    tmp_path: Path, both: tuple[Device, Device], server: SyncServer
) -> None:
    laptop, _ = both
    laptop.play(2)
    laptop.write(DECK)
    laptop.sync_at_once(server.address)
    stranger = Device(tmp_path / "stranger", 3)
    token = server.know(stranger.home, server.new_person("Eve"))
    assert stranger.sync_at_once(server.address).received == 0
    client = Client(server.address, token)
    mine = Client(server.address, token_for(laptop.home, server.address)).get_json("sync")
    for path in mine["lists"]:
        assert client.get("sync", "lines", *path.split("/"), begin=0) == b""
    for digest in mine["stored"]:
        with pytest.raises(HttpError, match="no such file"):
            client.get("sync", "files", digest)
    assert set(client.get_json("sync")["stored"]).isdisjoint(mine["stored"])


@pytest.mark.parametrize("token", ["", "x", "ä", "x" * 5_000])
def test_nobody_gets_anything_without_a_token(server: SyncServer, token: str) -> None:
    for path in (("sync",), ("sync", "files", "0" * 64), ("sync", "lines", "a-1", "b.jsonl")):
        with pytest.raises(HttpError, match=r"not known here|does not answer"):
            Client(server.address, token).get(*path)


def test_a_member_keeps_answers_here_but_no_files(
    server: SyncServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = Client(server.address, server.know(tmp_path, server.new_person("Ben")))
    with pytest.raises(HttpError, match="files of nobody"):
        client.send("sync", "files", "phone-1", hash_of(PIXEL), data=PIXEL)
    lines = head_line("phone-1") + line()
    client.send("sync", "lines", "phone-1", "a.jsonl", data=lines, begin=0)
    monkeypatch.setattr(shared_rows, "MOST_LINES_OF_MEMBER", 2 * len(lines) - 1)
    with pytest.raises(HttpError, match="no more room"):
        client.send("sync", "lines", "phone-1", "b.jsonl", data=lines, begin=0)


@pytest.mark.parametrize(
    ("path", "data", "status"),
    [
        (("lines", "phone-1", "a.jsonl"), b"x", 400),
        (("lines", "phone-1", "a.jsonl"), gzip.compress(bytes(10_000_000), mtime=0), 413),
        (("lines", "PHONE", "a.jsonl"), b"x", 400),
        (("files", "phone-1", "no hash"), b"x", 400),
        (("files", "phone-1", "0" * 64), b"x", 400),
        (("tidy", "phone-1"), b"{", 400),
        (("tidy", "phone-1"), b"[1]", 400),
        (("tidy", "phone-1"), b"[" * 100_000, 400),
        (("pair",), b"[]", 400),
        (("pair",), b'{"code": "x", "device": "\\u0000"}', 400),
    ],
)
def test_what_makes_no_sense_is_refused_in_one_line(
    server: SyncServer,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    path: tuple[str, ...],
    data: bytes,
    status: int,
) -> None:
    token = server.know(tmp_path)
    client = Client(server.address, token)
    if data[:2] == b"\x1f\x8b":
        # What is sent claims to be packed.
        monkeypatch.setattr(gzip, "compress", lambda *_, **__: data)
    query = {"begin": 0} if path[0] == "lines" else {}
    with pytest.raises(HttpError) as caught:
        client.send("sync", *path, data=data, **query)
    assert caught.value.status == status
    assert "\n" not in str(caught.value)


# ── pairing ──────────────────────────────────────────────────────────────────────


def test_a_code_pairs_one_device_once(server: SyncServer, tmp_path: Path) -> None:
    laptop, phone = Device(tmp_path / "laptop", 1), Device(tmp_path / "phone", 2)
    code = server.code()
    assert pair_with(server.address, f" {code.upper()} ", laptop.home) == "Ada"
    assert is_known_at(server.address, laptop.home)
    laptop.play(1)
    laptop.sync_at_once(server.address)
    with pytest.raises(QuizError, match="was used or is too old"):
        pair_with(server.address, code, phone.home)
    with pytest.raises(SyncError, match="does not know this device"):
        phone.sync_at_once(server.address)
    assert stat.S_IMODE((laptop.home / FILE_NAME).stat().st_mode) == 0o600
    with server.database.read() as connection:
        (known,) = devices_of(connection, server.person, server.person)
        assert known.name
        assert known.seen


def test_a_code_is_good_for_a_short_time(server: SyncServer) -> None:
    code = server.code()
    later = now_ms() + (GOOD_FOR_MINUTES + 1) * 60_000
    with pytest.raises(QuizError, match="too old"):
        pair(server.database, code, "phone", "192.0.2.1", later)


def test_codes_cannot_be_guessed(server: SyncServer) -> None:
    now = now_ms()
    for _ in range(MOST_WRONG):
        with pytest.raises(QuizError, match="no such code"):
            pair(server.database, "aaaaa-aaaaa", "phone", "192.0.2.1", now)
    for code in ("aaaaa-aaaaa", server.code()):
        with pytest.raises(QuizError, match="too many tries"):
            pair(server.database, code, "phone", "192.0.2.1", now)
    assert pair(server.database, server.code(), "phone", "192.0.2.2", now).name == "Ada"


def test_a_device_leaves(server: SyncServer, both: tuple[Device, Device]) -> None:
    laptop, phone = both
    token = token_for(laptop.home, server.address)
    assert leave(server.address, laptop.home)
    assert not is_known_at(server.address, laptop.home)
    with pytest.raises(HttpError, match="not known here"):
        Client(server.address, token).get("sync")
    assert phone.sync_at_once(server.address).is_empty


def test_a_withdrawn_device_is_told_what_to_do(
    server: SyncServer, both: tuple[Device, Device]
) -> None:
    laptop, _ = both
    laptop.play(1)
    with server.database.begin() as connection:
        assert withdraw(connection, server.person, server.person, now_ms()) == 2
    with pytest.raises(SyncError, match=r"`quiz sync --set http://127.* pairs it"):
        laptop.sync_at_once(server.address)
    server.know(laptop.home)
    laptop.sync_at_once(server.address)
