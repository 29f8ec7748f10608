"""An older copy of the server's database comes back, or another one takes its place: what the
devices have comes there again."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Table, select

from quiz.serve.database.database import Database
from quiz.serve.database.tables import METADATA
from quiz.serve.people.tokens import withdraw_all
from quiz.serve.sync.shared_database import SharedDatabase
from quiz.serve.sync.shared_rows import append_lines, lists_of
from quiz.storage.log.store import Store
from quiz.storage.sync.joined_classes import sync_classes
from quiz.storage.sync.lines import event_line, head_line
from quiz.storage.sync.sync import sync
from tests.factories import Run, plays
from tests.serve.sync.conftest import DECK, PIXEL, SchoolServer, play
from tests.storage.sync.devices import Device
from tests.storage.sync.serving import SyncServer

NOW = 2_000_000_000_000

Copy = list[tuple[Table, list[dict[str, object]]]]


def copied(database: Database) -> Copy:
    """Everything that is there."""
    with database.read() as connection:
        return [
            (table, [dict(row) for row in connection.execute(select(table)).mappings()])
            for table in METADATA.sorted_tables
        ]


def bring_back(database: Database, copy: Copy) -> None:
    with database.begin() as connection:
        for table, _ in reversed(copy):
            connection.execute(table.delete())
        for table, rows in copy:
            for row in rows:
                connection.execute(table.insert().values(row))


@pytest.mark.parametrize("first", [0, 1])
def test_what_the_server_has_lost_comes_back_from_any_device(
    tmp_path: Path, server: SyncServer, first: int
) -> None:
    devices = Device(tmp_path / "laptop", 1), Device(tmp_path / "phone", 2)
    laptop, phone = devices
    for device in devices:
        server.know(device.home)
    laptop.play(2)
    for device in devices:
        device.sync_at_once(server.address)
    older = copied(server.database)
    laptop.play(3)
    laptop.write(DECK)
    (laptop.decks / "cat.png").write_bytes(PIXEL)
    for device in devices:
        device.sync_at_once(server.address)
    bring_back(server.database, older)
    # The other device may be lost for good: it only read what is gone now.
    devices[first].sync_at_once(server.address)
    assert {e.id for e in server.events_of(server.person)} == {e.id for e in laptop.log}
    third = Device(tmp_path / "tablet", 3)
    server.know(third.home)
    third.sync_at_once(server.address)
    assert third.log == laptop.log == phone.log
    assert third.cards() == ["gato cat"]
    assert (third.decks / "cat.png").read_bytes() == PIXEL


def test_a_copy_from_before_the_first_answer_is_no_empty_disk(
    tmp_path: Path, server: SyncServer
) -> None:
    laptop = Device(tmp_path / "laptop", 1)
    server.know(laptop.home)
    older = copied(server.database)
    laptop.play(2)
    laptop.sync_at_once(server.address)
    bring_back(server.database, older)
    assert laptop.sync_at_once(server.address).sent == 2


def test_the_owner_goes_on_with_another_database(tmp_path: Path, server: SyncServer) -> None:
    owner = Device(tmp_path / "owner", 1)
    owner.play(2)
    assert sync(owner.home, SharedDatabase(server.database, server.person)).sent == 2
    other = server.new_person("Ada again")
    assert sync(owner.home, SharedDatabase(server.database, other)).sent == 2


def test_nothing_is_kept_of_lines_that_begin_nowhere(server: SyncServer, tmp_path: Path) -> None:
    laptop = Device(tmp_path / "laptop", 1)
    server.know(laptop.home)
    laptop.play(1)
    line = event_line(laptop.log[0])
    with server.database.begin() as connection:
        assert not append_lines(connection, server.person, "phone-1/a.jsonl", 500, line)
        assert lists_of(connection, server.person) == {}
        assert append_lines(
            connection, server.person, "phone-1/a.jsonl", 0, head_line("phone-1") + line
        )
    assert laptop.sync_at_once(server.address).received == 0


@pytest.mark.parametrize("shut_out", [False, True])
def test_who_is_unknown_now_joins_again_with_all_answers(
    quiz: Run, school: SchoolServer, home: Path, shut_out: bool
) -> None:
    with closing(Store.open(home)) as store:
        ada = plays(store, "Ada")
    older = copied(school.database)
    quiz("join", school.target, "--name", "Ada")
    played = play(home, ada, *school.keys().values())
    quiz("sync")
    if shut_out:
        with school.database.begin() as connection:
            withdraw_all(connection, school.student, NOW)
    else:
        bring_back(school.database, older)
    assert "not known here" in sync_classes(home).away[0]
    status, out, error = quiz("join", school.target, "--name", "Ada")
    assert (status, error) == (0, "")
    assert "You are Ada" in out
    with school.database.read() as connection:
        found = {row.id for row in connection.exec_driver_sql("SELECT id FROM person")}
    newest = max(found - {school.person})
    assert {event.id for event in school.events_of(newest)} == {event.id for event in played}


def test_a_lost_device_leaves_nothing_that_waits_for_ever(
    tmp_path: Path, server: SyncServer
) -> None:
    laptop, phone = Device(tmp_path / "laptop", 1), Device(tmp_path / "phone", 2)
    laptop.write(DECK)
    for device in (laptop, phone):
        server.know(device.home)
        device.sync_at_once(server.address)
    # The phone has said the same deck, and relies on the copy of the laptop; then it is lost.
    laptop.edit("cat,", "tomcat,")
    laptop.sync_at_once(server.address)
    tablet = Device(tmp_path / "tablet", 3)
    server.know(tablet.home)
    assert tablet.sync_at_once(server.address).waiting == []
    assert tablet.cards() == ["gato tomcat"]
