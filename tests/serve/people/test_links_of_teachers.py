"""A teacher's link lets its holder be the student: it must show no class of other teachers."""

from __future__ import annotations

import pytest

from quiz.serve.people.access import DeniedError
from quiz.serve.people.classes import create_class
from quiz.serve.people.members import Joined, join, link_for
from quiz.serve.people.tokens import TokenKind, link_like, person_of, use_link
from tests.serve.people.conftest import School


@pytest.fixture
def seven(school: School) -> str:
    return school.new_class("7b")


@pytest.fixture
def gray(school: School, seven: str) -> str:
    """The teacher of 7b."""
    return school.new_teacher(seven)


@pytest.fixture
def ada(school: School, seven: str) -> Joined:
    return school.student(seven)


def lets_in(school: School, secret: str, kind: TokenKind = TokenKind.BROWSER) -> bool:
    with school.database.read() as connection:
        return person_of(connection, secret, kind, school.now) is not None


def links(school: School, gray: str, seven: str, ada: Joined) -> tuple[str, str]:
    """A link that the teacher keeps, and the browser that came by another one."""
    with school.database.begin() as connection:
        kept, used = (link_for(connection, gray, seven, ada.person, school.now) for _ in range(2))
        browser = use_link(connection, used, school.now)
    assert browser
    return kept, browser


def test_a_class_of_another_teacher_is_not_seen_by_them(
    school: School, seven: str, gray: str, ada: Joined
) -> None:
    kept, browser = links(school, gray, seven, ada)
    assert lets_in(school, browser)
    assert lets_in(school, kept, TokenKind.LINK)
    eight = school.new_class("8a")
    school.new_teacher(eight, "Mr Brown")
    joined = school.student(eight, "Ada", ada.person)
    assert not lets_in(school, browser)
    assert not lets_in(school, kept, TokenKind.LINK)
    # Her own browser stays; the one that joined gets a token that nobody else can have.
    assert lets_in(school, ada.secret)
    assert joined.secret
    assert lets_in(school, joined.secret)


def test_another_class_of_the_same_teacher_changes_nothing(
    school: School, seven: str, gray: str, ada: Joined
) -> None:
    kept, browser = links(school, gray, seven, ada)
    with school.database.begin() as connection:
        eight = create_class(connection, gray, "8a", school.now).id
    assert school.student(eight, "Ada", ada.person).secret == ""
    assert lets_in(school, browser)
    assert lets_in(school, kept, TokenKind.LINK)


def test_a_terminal_that_joins_gets_a_token_that_nobody_gave(
    school: School, seven: str, gray: str, ada: Joined
) -> None:
    _, browser = links(school, gray, seven, ada)
    eight = school.new_class("8a")
    school.new_teacher(eight, "Mr Brown")
    joined = join(
        school.database, school.new_code(eight), "Ada", "192.0.2.7", school.now, ada.person,
        TokenKind.DEVICE,
    )  # fmt: skip
    assert lets_in(school, joined.secret, TokenKind.DEVICE)
    assert not lets_in(school, browser)


def test_what_comes_in_by_a_given_link_gives_no_better_one(
    school: School, seven: str, gray: str, ada: Joined
) -> None:
    kept, browser = links(school, gray, seven, ada)
    with school.database.begin() as connection:
        more = [link_like(connection, browser, school.now) for _ in range(2)]
        own = link_like(connection, ada.secret, school.now)
        terminals = [
            use_link(connection, link, school.now, TokenKind.DEVICE) for link in (kept, more[0])
        ]
        for secret in (kept, own, "", "x"):
            with pytest.raises(DeniedError):
                link_like(connection, secret, school.now)
    assert all(each and lets_in(school, each, TokenKind.DEVICE) for each in terminals)
    eight = school.new_class("8a")
    school.new_teacher(eight, "Mr Brown")
    school.student(eight, "Ada", ada.person)
    for each in (*terminals, browser):
        assert each
        assert not lets_in(school, each)
        assert not lets_in(school, each, TokenKind.DEVICE)
    assert not lets_in(school, more[1], TokenKind.LINK)
    assert lets_in(school, own, TokenKind.LINK)
