"""A person takes everything along, or has it deleted."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from sqlalchemy import select

from quiz import paths
from quiz.serve.database.tables import METADATA
from quiz.serve.people.access import OPERATOR, DeniedError
from quiz.serve.people.person_data import delete_person, export_person
from quiz.serve.people.tokens import TokenKind, person_of
from quiz.serve.sync.shared_rows import put_file
from quiz.storage.sync.lines import event_line
from quiz.storage.sync.place import hash_of
from tests.factories import Run, answer
from tests.serve.lists import add_lines
from tests.serve.people.conftest import School

ANSWER = answer(
    round="01890a5d-ac96-774b-bcce-b302099a8057", id="01890a5d-ac96-774b-bcce-b302099a8057"
)


@pytest.fixture
def ada(school: School) -> str:
    """Somebody with a class, answers and a file."""
    seven = school.new_class()
    school.new_teacher(seven)
    person = school.student(seven).person
    with school.database.begin() as connection:
        add_lines(connection, person, "web/events-1.jsonl", event_line(ANSWER))
        put_file(connection, person, "web", hash_of(b"a deck"), b"a deck")
    return person


def rows_with(school: School, text: str) -> set[str]:
    """The tables in which a text stands anywhere."""
    with school.database.read() as connection:
        return {
            table.name
            for table in METADATA.sorted_tables
            if any(text in map(str, row) for row in connection.execute(select(table)))
        }


def test_a_person_takes_everything_along(school: School, ada: str, tmp_path: Path) -> None:
    with school.database.read() as connection:
        export_person(connection, ada, ada, tmp_path / "ada.zip")
    with ZipFile(tmp_path / "ada.zip") as archive:
        told = json.loads(archive.read("person.json"))
        assert told["person"][0]["name"] == "Ada"
        assert told["classes"][0] | {"joined": 0} == {
            "name": "7b", "role": "student", "called": "Ada", "joined": 0
        }  # fmt: skip
        assert len(told["token"]) == 1
        assert "hash" not in told["token"][0]
        assert archive.read(f"answers/web/files/{hash_of(b'a deck')}") == b"a deck"
        assert event_line(ANSWER) in archive.read("answers/web/events-1.jsonl")


def test_the_game_takes_the_answers_over(
    school: School, ada: str, tmp_path: Path, quiz: Run, make_game: Callable[..., Any]
) -> None:
    with school.database.read() as connection:
        export_person(connection, OPERATOR, ada, tmp_path / "ada.zip")
    with ZipFile(tmp_path / "ada.zip") as archive:
        archive.extractall(tmp_path / "all")
    status, out, err = quiz("sync", "--set", tmp_path / "all" / "answers", "--yes")
    assert status == 0, err
    assert "1 answer or change received" in out
    assert paths.home().is_dir()


def test_nothing_of_a_deleted_person_stays(school: School, ada: str) -> None:
    assert {"person", "member", "token", "sync_part"} <= rows_with(school, ada)
    before = rows_with(school, "Ms Gray")
    with school.database.begin() as connection:
        delete_person(connection, ada, ada)
    assert rows_with(school, ada) == set()
    assert rows_with(school, "Ada") == set()
    assert rows_with(school, "Ms Gray") == before


def test_nobody_else_can_do_that(school: School, ada: str, tmp_path: Path) -> None:
    seven = school.new_class("8a")
    others = [school.new_teacher(seven, "Mr Black"), school.student(seven, "Bo").person, "nobody"]
    for who in others:
        with school.database.begin() as connection:
            with pytest.raises(DeniedError):
                export_person(connection, who, ada, tmp_path / "ada.zip")
            with pytest.raises(DeniedError):
                delete_person(connection, who, ada)
    assert not list(tmp_path.glob("*.zip"))
    with school.database.begin() as connection, pytest.raises(DeniedError):
        delete_person(connection, OPERATOR, "nobody")


def test_a_deleted_person_is_let_in_no_more(school: School) -> None:
    bo = school.student(school.new_class(), "Bo")
    with school.database.begin() as connection:
        delete_person(connection, OPERATOR, bo.person)
        assert person_of(connection, bo.secret, TokenKind.BROWSER, school.now) is None
