"""Whatever a device of a student sends, the pages of the class, and the student's own, work on."""

from __future__ import annotations

from quiz.serve.people.access import OPERATOR
from quiz.serve.people.class_answers import class_cards
from tests.hostile_events import hostile_lines
from tests.serve.conftest import Browser
from tests.serve.lists import add_lines
from tests.serve.members.conftest import School


def send(school: School, student: str, lines: list[bytes]) -> None:
    with school.database.begin() as connection:
        person = connection.exec_driver_sql(
            f"SELECT id FROM person WHERE name = '{student}'"
        ).scalar_one()
        add_lines(connection, person, "phone/events-0000.jsonl", b"".join(lines))


def look(browser: Browser, *paths: str) -> None:
    for path in paths:
        browser.get(path)
        assert browser.status == 200, (path, browser.text)
        assert len(browser.page) < 300_000


def test_hostile_events_break_no_page(school: School) -> None:
    ada, teacher = school.student("Ada"), school.teacher()
    with school.database.read() as connection:
        keys = [card.key for card in class_cards(connection, OPERATOR, school.class_id)]
    lines = hostile_lines(keys, school.now, "7b/kinds")
    send(school, "Ada", lines)
    of_class = f"/class/{school.class_id}"
    look(teacher, of_class, f"{of_class}/table.csv")
    look(ada, of_class, "/", "/statistics", "/deck?name=7b/kinds", "/me")
    for mode in ("quiz", "review", "match", "cram"):
        ada.play(mode, "7b/kinds")
        assert ada.status == 200
        if ada.stage == "asking":
            ada.do("skip")
            assert ada.status == 200
    look(teacher, of_class)
