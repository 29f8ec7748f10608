from __future__ import annotations

from collections.abc import Iterator

import pytest

from quiz.serve.database.database import Database
from quiz.serve.people.access import OPERATOR
from quiz.serve.people.classes import create_class, invite
from quiz.serve.people.members import Joined, add_teacher, join
from quiz.serve.people.tokens import TokenKind, person_of, use_link
from tests.factories import EVENING


class School:
    """A server with classes, as tests use it. now: its clock."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.now = EVENING

    def new_class(self, name: str = "7b") -> str:
        """The id of a new class without teachers."""
        with self.database.begin() as connection:
            return create_class(connection, OPERATOR, name, self.now).id

    def new_code(self, class_id: str) -> str:
        with self.database.begin() as connection:
            return invite(connection, OPERATOR, class_id, self.now)

    def new_teacher(self, class_id: str, name: str = "Ms Gray") -> str:
        """The id of a teacher who came in by the link."""
        with self.database.begin() as connection:
            link = add_teacher(connection, OPERATOR, class_id, name, self.now)
            browser = use_link(connection, link, self.now)
            assert browser
            person = person_of(connection, browser, TokenKind.BROWSER, self.now)
        assert person
        return person.id

    def student(self, class_id: str, name: str = "Ada", person: str = "") -> Joined:
        """Somebody who joins."""
        code = self.new_code(class_id)
        return join(self.database, code, name, "192.0.2.7", self.now, person)


@pytest.fixture
def school(address: str) -> Iterator[School]:
    """A new server, on SQLite and on PostgreSQL."""
    database = Database(address)
    yield School(database)
    database.close()
