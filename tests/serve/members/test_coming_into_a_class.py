"""Joining a class in the browser, with a name alone."""

from __future__ import annotations

import re
import time

import pytest

from quiz.serve import browsers as module
from quiz.serve.people.access import OPERATOR
from quiz.serve.people.classes import set_locked, withdraw_invitations
from quiz.serve.people.members import members_of
from quiz.serve.people.person_data import delete_person
from quiz.serve.people.tokens import withdraw
from tests.patience import PATIENCE
from tests.serve.members.conftest import School


def test_a_name_is_enough(school: School) -> None:
    browser = school.server.browser()
    code = school.new_code()
    browser.get(f"/join/{code}")
    assert "7b" in browser.text
    assert "Your name in the class" in browser.text
    browser.post(name="Ada")
    assert browser.path == "/"
    assert "Ada" in browser.text
    assert "9 new 12 cards" in browser.text
    cookie = next(iter(browser.client.cookies.jar))
    assert cookie.has_nonstandard_attr("HttpOnly")
    assert cookie.get_nonstandard_attr("SameSite") == "lax"


@pytest.mark.parametrize("change", [str.upper, lambda code: code.replace("-", " ")])
def test_a_code_is_typed_as_people_type(school: School, change: object) -> None:
    browser = school.server.browser()
    browser.get("/join")
    browser.get(f"/join?code={change(school.new_code())}")  # type: ignore[operator]
    assert "Your name in the class" in browser.text


def test_a_wrong_code_is_asked_for_again(school: School) -> None:
    browser = school.server.browser()
    browser.get("/join?code=wrong-wrong")
    assert browser.status == 400
    assert "There is no class with this code" in browser.text
    assert 'value="wrong-wrong"' in browser.page


def test_a_class_that_is_locked_or_took_its_code_back(school: School) -> None:
    code = school.new_code()
    with school.database.begin() as connection:
        set_locked(connection, OPERATOR, school.class_id, locked=True)
    browser = school.server.browser()
    browser.post(f"/join/{code}", name="Ada")
    assert "obody can join" in browser.text
    with school.database.begin() as connection:
        set_locked(connection, OPERATOR, school.class_id, locked=False)
        withdraw_invitations(connection, OPERATOR, school.class_id)
    browser.post(f"/join/{code}", name="Ada")
    assert "no class with this code" in browser.text


@pytest.mark.parametrize("name", ["O'Brien", "Zoë 🎉", "<b>bold</b>", "李雷", "x" * 40])
def test_names_are_text(school: School, name: str) -> None:
    browser = school.student(name)
    assert name in browser.text
    assert "<b>bold" not in browser.page


@pytest.mark.parametrize("name", ["", "   ", "x" * 5_000])
def test_a_bad_name_is_asked_for_again(school: School, name: str) -> None:
    browser = school.server.browser()
    browser.post(f"/join/{school.new_code()}", name=name)
    assert browser.status == 400
    assert "Your name in the class" in browser.text


def test_two_of_one_name_are_two(school: School) -> None:
    school.student("Ada")
    school.student("Ada")
    teacher = school.teacher()
    teacher.get(f"/class/{school.class_id}")
    assert len(re.findall(r">(Ada[^<]*)</th>", teacher.page)) == 2
    assert len(set(re.findall(r">(Ada[^<]*)</th>", teacher.page))) == 2


def test_who_is_in_joins_another_class_as_themselves(school: School) -> None:
    ada = school.student()
    ada.get(f"/join/{school.new_code()}")
    assert "You join as Ada" in ada.text
    ada.post()
    assert ada.path == "/"
    assert ada.page.count(f"/class/{school.class_id}") == 1


def test_strangers_see_only_how_to_join(school: School) -> None:
    browser = school.server.browser()
    for path in ("/", f"/class/{school.class_id}", "/me", "/me/data.zip"):
        browser.get(path)
        assert browser.status == 403, path


def test_another_page_cannot_make_a_browser_join(school: School) -> None:
    browser = school.server.browser()
    browser.client.headers["origin"] = "http://evil.example"
    browser.post(f"/join/{school.new_code()}", name="Ada")
    assert browser.status == 403


@pytest.mark.parametrize("deleted", [False, True])
def test_who_is_shut_out_is_out_at_once(
    school: School, deleted: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "REMEMBERED_SECONDS", 2 * PATIENCE)
    browser = school.student()
    browser.get("/")
    assert "9 new 12 cards" in browser.text
    with school.database.read() as connection:
        (ada,) = (
            member.person
            for member in members_of(connection, OPERATOR, school.class_id)
            if member.name == "Ada"
        )
    # As another request does it, while this browser is remembered.
    database = school.server.members.database
    with database.begin() as connection:
        if deleted:
            delete_person(connection, OPERATOR, ada)
        else:
            withdraw(connection, OPERATOR, ada, school.now)
    end = time.monotonic() + PATIENCE
    while browser.status == 200 and time.monotonic() < end:
        # Remembered for as long as the test may take, were it not for the notice.
        browser.get("/")
    assert browser.status == 403
    assert "12 cards" not in browser.text


def test_a_form_that_comes_twice_makes_one_person(school: School) -> None:
    """The server was killed before the browser heard of it, or a proxy sent it twice."""
    path, browser = f"/join/{school.new_code()}", school.server.browser()
    found = re.search('name="key" value="([^"]+)"', browser.get(path))
    assert found
    for _ in range(2):
        browser.client.cookies.clear()
        assert "/statistics" in browser.post(path, name="Ada", key=found[1])
    with school.database.read() as connection:
        names = connection.exec_driver_sql("SELECT name FROM member").scalars().all()
    assert sorted(names) == ["Ada", "Ms Gray"]
