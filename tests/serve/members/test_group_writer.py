"""What several members did is written together."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import Connection, select

from quiz.clock import system_clock
from quiz.serve.database.database import Database
from quiz.serve.members.group_writer import GroupWriter
from quiz.serve.people.members import add_person
from quiz.serve.sync.shared_rows import lists_of
from quiz.serve.sync.tables import LISTS
from quiz.storage.sync.lines import event_line
from tests.factories import answer
from tests.patience import PATIENCE
from tests.serve.lists import add_lines

PEOPLE, WRITES = 6, 15
PATH = "web/events-0000.jsonl"
LINE = event_line(answer())


def test_two_processes_that_write_for_the_same_people_do_not_wait_for_each_other(
    new_address: Callable[[str], str],
) -> None:
    """PostgreSQL would end one of two that wait for each other's rows, with all it wrote."""
    databases = [Database(address) for address in [new_address("postgresql")] * 2]
    writers = [GroupWriter(database) for database in databases]
    with databases[0].begin() as connection:
        people = [add_person(connection, f"P{n}", system_clock().ms).id for n in range(PEOPLE)]
        for person in people:
            add_lines(connection, person, PATH, b"")

    def lines(connection: Connection, person: str) -> None:
        connection.execute(
            select(LISTS.c.size).where(LISTS.c.person == person).with_for_update()
        ).all()
        add_lines(connection, person, PATH, LINE)

    def write(writer: GroupWriter, person: str) -> None:
        for _ in range(WRITES):
            writer.write(person, lambda connection: lines(connection, person))

    # In either process another one comes first.
    with ThreadPoolExecutor(2 * PEOPLE) as pool:
        done = [pool.submit(write, writers[0], person) for person in people]
        done += [pool.submit(write, writers[1], person) for person in reversed(people)]
        for each in done:
            each.result(PATIENCE)
    with databases[0].read() as connection:
        sizes = [lists_of(connection, person)[PATH] for person in people]
    assert len(set(sizes)) == 1
    assert sizes[0] > 2 * WRITES * len(LINE)
    for database in databases:
        database.close()


def test_what_fails_undoes_itself_alone(address: str) -> None:
    database = Database(address)
    writer = GroupWriter(database)

    def fail(connection: Connection) -> None:
        add_person(connection, "Bob", 0)
        raise KeyError("no")

    with pytest.raises(KeyError):
        writer.write("b", fail)
    writer.write("a", lambda connection: add_person(connection, "Ada", 0))
    with database.read() as connection:
        assert connection.exec_driver_sql("SELECT name FROM person").scalars().all() == ["Ada"]
    database.close()
