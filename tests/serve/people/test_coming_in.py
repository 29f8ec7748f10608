"""Invitations, links, tokens and the limits of guessing."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from quiz.errors import QuizError
from quiz.moment import MS_PER_DAY, MS_PER_HOUR
from quiz.serve.database.database import Database
from quiz.serve.database.faults import DatabaseError
from quiz.serve.people import members as module
from quiz.serve.people.access import OPERATOR, DeniedError, Role
from quiz.serve.people.attempts import TooManyError, network_of
from quiz.serve.people.classes import (
    class_of,
    classes_of,
    create_class,
    invite,
    open_invitations,
    remove_class,
    set_locked,
    withdraw_invitations,
)
from quiz.serve.people.members import (
    join,
    link_for,
    look_up,
    member_named,
    members_of,
    remove_member,
    removed_members,
    rename_member,
    take_back,
    teachers_of,
    withdraw_for,
)
from quiz.serve.people.person_data import delete_person
from quiz.serve.people.secrets import new_code
from quiz.serve.people.tables import INVITATION, TOKEN
from quiz.serve.people.tokens import (
    TokenKind,
    add_token,
    holder_of,
    person_of,
    tokens_of,
    use_link,
    withdraw,
)
from tests.at_once import at_once
from tests.serve.people.conftest import School

ADDRESS = "192.0.2.7"


def names(school: School, class_id: str) -> list[str]:
    with school.database.read() as connection:
        return [member.name for member in members_of(connection, OPERATOR, class_id)]


def test_a_student_joins_with_a_name_alone(school: School) -> None:
    seven = school.new_class()
    code = school.new_code(seven)
    joined = join(school.database, code.upper().replace("-", " "), " Ada ", ADDRESS, school.now)
    with school.database.read() as connection:
        who = person_of(connection, joined.secret, TokenKind.BROWSER, school.now)
        assert who is not None
        assert who.name == "Ada"
        assert who.id == joined.person
        assert class_of(connection, who.id, seven).role is Role.STUDENT
        assert person_of(connection, joined.secret, TokenKind.LINK, school.now) is None
        assert person_of(connection, joined.secret[:-1], TokenKind.BROWSER, school.now) is None


def test_equal_names_are_told_apart(school: School) -> None:
    seven = school.new_class()
    told = [school.student(seven, name).name for name in ("Zoë", "zoe\u0308", "Zoë", "🎉 O'Neil")]
    assert told == ["Zoë", "zoë (2)", "Zoë (3)", "🎉 O'Neil"]


@pytest.mark.parametrize("name", ["", "  ", "x" * 41, "a\x00b", "\u200b", "a\x1b[2Jb"])
def test_names_that_are_none_are_refused(school: School, name: str) -> None:
    seven = school.new_class()
    with pytest.raises(QuizError, match="name must"):
        school.student(seven, name)
    assert names(school, seven) == []


def test_forty_join_at_once_under_one_name(school: School) -> None:
    seven = school.new_class()
    code = school.new_code(seven)
    secrets: list[str] = []

    def come() -> None:
        secrets.extend(
            join(school.database, code, "Ada", ADDRESS, school.now).secret for _ in range(5)
        )

    at_once(8, come)
    assert len(set(secrets)) == 40
    assert len(set(names(school, seven))) == 40


def test_what_vanishes_while_somebody_joins_ends_it(
    school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    seven = school.new_class()
    with pytest.raises(QuizError, match="cannot join now"):
        school.student(seven, "Ada", "a person who was deleted")
    code, found = school.new_code(seven), look_up
    invited: list[object] = []

    def removed_meanwhile(*arguments: Any) -> Any:
        invited.append(found(*arguments))
        if len(invited) == 1:
            with school.database.begin() as connection:
                remove_class(connection, OPERATOR, seven)
        return invited[-1]

    monkeypatch.setattr(module, "look_up", removed_meanwhile)
    with pytest.raises(QuizError, match="no class with this code"):
        join(school.database, code, "Ada", ADDRESS, school.now)


def test_joining_again_changes_nothing(school: School) -> None:
    seven = school.new_class()
    ada = school.student(seven)
    again = school.student(seven, "Somebody", ada.person)
    assert (again.name, again.secret) == ("Ada", "")
    assert names(school, seven) == ["Ada"]


def test_invitations_end(school: School) -> None:
    seven = school.new_class()
    code = school.new_code(seven)
    with school.database.begin() as connection:
        assert open_invitations(connection, OPERATOR, seven, school.now)
        withdraw_invitations(connection, OPERATOR, seven)
    with pytest.raises(QuizError, match="invitation is over"):
        join(school.database, code, "Ada", ADDRESS, school.now)
    with school.database.begin() as connection:
        code = invite(connection, OPERATOR, seven, school.now, days=1)
        set_locked(connection, OPERATOR, seven, locked=True)
    with pytest.raises(QuizError, match="ask the teacher"):
        join(school.database, code, "Ada", ADDRESS, school.now)
    with school.database.begin() as connection:
        set_locked(connection, OPERATOR, seven, locked=False)
    assert look_up(school.database, code, ADDRESS, school.now + MS_PER_DAY - 1).name == "7b"
    with pytest.raises(QuizError, match="invitation is over"):
        look_up(school.database, code, ADDRESS, school.now + MS_PER_DAY)


def test_codes_cannot_be_guessed(school: School, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_WRONG_CODES", 5)
    seven = school.new_class()
    code = school.new_code(seven)
    for _ in range(10):
        # The right one costs nothing, whoever else mistypes.
        assert look_up(school.database, code, ADDRESS, school.now).name == "7b"
    for _ in range(5):
        with pytest.raises(QuizError, match="no class"):
            look_up(school.database, new_code(), ADDRESS, school.now)
    with pytest.raises(TooManyError, match="try again in 60 min"):
        look_up(school.database, code, ADDRESS, school.now)
    assert look_up(school.database, code, "198.51.100.1", school.now).name == "7b"
    assert look_up(school.database, code, ADDRESS, school.now + MS_PER_HOUR).name == "7b"


def test_guesses_from_everywhere_are_limited_too(
    school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MOST_WRONG_CODES_IN_ALL", 3)
    for number in range(3):
        with pytest.raises(QuizError, match="no class"):
            look_up(school.database, new_code(), f"192.0.2.{number}", school.now)
    with pytest.raises(TooManyError):
        look_up(school.database, new_code(), "198.51.100.9", school.now)


def test_a_class_takes_only_so_many(school: School, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_JOINS", 3)
    seven = school.new_class()
    for _ in range(3):
        school.student(seven)
    with pytest.raises(TooManyError):
        school.student(seven)
    school.now += MS_PER_HOUR
    monkeypatch.setattr(module, "MOST_MEMBERS", 4)
    school.student(seven)
    with pytest.raises(QuizError, match="members already"):
        school.student(seven)


def test_networks_of_ipv6_count_together() -> None:
    assert network_of("2001:db8:1:2:3::4") == network_of("2001:db8:1:2:ffff::1%eth0")
    assert network_of("2001:db8:1:2::1") != network_of("2001:db8:1:3::1")
    assert network_of("::ffff:192.0.2.1") == network_of("192.0.2.1")
    assert network_of("testclient" * 20) == ("testclient" * 20)[:100]


def test_a_link_works_once_whoever_uses_it_first(school: School) -> None:
    seven = school.new_class()
    ada = school.student(seven)
    with school.database.begin() as connection:
        link = link_for(connection, OPERATOR, seven, ada.person, school.now)
    found: list[str | None] = []

    def use() -> None:
        with school.database.begin() as connection:
            found.append(use_link(connection, link, school.now))

    at_once(6, use)
    (secret,) = filter(None, found)
    with school.database.read() as connection:
        who = person_of(connection, secret, TokenKind.BROWSER, school.now)
    assert who is not None
    assert who.id == ada.person


def test_it_is_noted_every_few_hours_that_a_browser_is_here(school: School) -> None:
    ada = school.student(school.new_class())

    def seen(hours: int) -> int | None:
        now = school.now + hours * MS_PER_HOUR
        assert holder_of(school.database, ada.secret, TokenKind.BROWSER, now)
        with school.database.read() as connection:
            return tokens_of(connection, ada.person, ada.person)[0].used

    assert seen(1) == seen(2) == seen(7) == school.now + MS_PER_HOUR
    assert seen(8) == school.now + 8 * MS_PER_HOUR


def test_who_is_in_may_read_while_the_disk_is_full(
    school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada = school.student(school.new_class())

    def full(self: Database) -> None:
        raise DatabaseError("the disk is full")

    monkeypatch.setattr(Database, "begin", full)
    found = holder_of(school.database, ada.secret, TokenKind.BROWSER, school.now)
    assert found
    assert found.id == ada.person


def test_tokens_expire_and_can_be_withdrawn(school: School) -> None:
    seven = school.new_class()
    ada = school.student(seven)
    with school.database.begin() as connection:
        device = add_token(connection, ada.person, TokenKind.DEVICE, school.now)
        link = add_token(connection, ada.person, TokenKind.LINK, school.now)
        later = school.now + 8 * MS_PER_DAY
        assert use_link(connection, link, later) is None
        listed = tokens_of(connection, ada.person, ada.person)
        kinds = [TokenKind.BROWSER, TokenKind.DEVICE, TokenKind.LINK]
        assert sorted(each.kind for each in listed) == kinds
        (short,) = (each.id for each in listed if each.kind is TokenKind.DEVICE)
        assert withdraw(connection, ada.person, ada.person, later, short) == 1
        assert person_of(connection, device, TokenKind.DEVICE, later) is None
        assert person_of(connection, ada.secret, TokenKind.BROWSER, later)
        withdraw(connection, ada.person, ada.person, later)
        assert person_of(connection, ada.secret, TokenKind.BROWSER, later) is None
        with pytest.raises(DeniedError):
            tokens_of(connection, "somebody", ada.person)
        with pytest.raises(DeniedError):
            withdraw(connection, "somebody", ada.person, later)


def test_no_secret_is_kept(school: School) -> None:
    seven = school.new_class()
    code, ada = school.new_code(seven), school.student(seven)
    with school.database.read() as connection:
        kept = [*connection.execute(select(TOKEN)), *connection.execute(select(INVITATION))]
    assert ada.secret not in str(kept)
    assert code not in str(kept)
    assert code.replace("-", "") not in str(kept)


def test_a_teacher_lets_back_in_only_who_is_wholly_theirs(school: School) -> None:
    seven, eight = school.new_class("7b"), school.new_class("8a")
    gray = school.new_teacher(seven)
    ada, bo, cy = (school.student(seven, name) for name in ("Ada", "Bo", "Cy"))
    school.student(eight, "Bo", bo.person)
    with school.database.begin() as connection:
        add_token(connection, cy.person, TokenKind.DEVICE, school.now)
    with school.database.begin() as connection:
        assert use_link(
            connection, link_for(connection, gray, seven, ada.person, school.now), school.now
        )
        assert withdraw_for(connection, gray, seven, ada.person, school.now) == 2
        for other in (bo, cy):
            with pytest.raises(QuizError, match="ask the operator"):
                link_for(connection, gray, seven, other.person, school.now)
            with pytest.raises(QuizError, match="ask the operator"):
                withdraw_for(connection, gray, seven, other.person, school.now)
            assert link_for(connection, OPERATOR, seven, other.person, school.now)
        with pytest.raises(DeniedError):
            link_for(connection, ada.person, seven, bo.person, school.now)


def test_members_are_renamed_and_leave(school: School) -> None:
    seven = school.new_class()
    gray = school.new_teacher(seven)
    ada, bo = school.student(seven), school.student(seven, "Bo")
    with school.database.begin() as connection:
        assert rename_member(connection, ada.person, seven, ada.person, "Ada L.") == "Ada L."
        assert rename_member(connection, ada.person, seven, ada.person, "ada l.") == "ada l."
        with pytest.raises(QuizError, match="already"):
            rename_member(connection, gray, seven, bo.person, "ADA L.")
        assert member_named(connection, gray, seven, "ADA L.").person == ada.person
        with pytest.raises(QuizError, match="no Zed"):
            member_named(connection, gray, seven, "Zed")
        assert teachers_of(connection, bo.person, seven) == ["Ms Gray"]
        remove_member(connection, ada.person, seven, ada.person)
        with pytest.raises(DeniedError):
            class_of(connection, ada.person, seven)
        with pytest.raises(QuizError, match="needs a teacher"):
            remove_member(connection, gray, seven, gray)
        remove_member(connection, gray, seven, bo.person)
        with pytest.raises(DeniedError):
            remove_member(connection, gray, seven, bo.person)
        assert [each.name for each in members_of(connection, gray, seven)] == ["Ms Gray"]


def test_a_class_made_again_has_other_cards_than_the_one_before(school: School) -> None:
    for folder in ("7b", "7b-2", "7b-3"):
        again = school.new_class("7b")
        with school.database.begin() as connection:
            assert class_of(connection, OPERATOR, again).folder == folder
            remove_class(connection, OPERATOR, again)


def test_who_was_removed_is_taken_back_whole(school: School) -> None:
    seven, eight = school.new_class("7b"), school.new_class("8a")
    gray, pink = school.new_teacher(seven), school.new_teacher(eight, "Mr Pink")
    ada, bob, cy = (school.student(seven, name) for name in ("Ada", "Bob", "Cy"))
    with school.database.begin() as connection:
        for each in (ada, bob):
            remove_member(connection, gray, seven, each.person)
        # Who left of their own accord is not brought back.
        remove_member(connection, cy.person, seven, cy.person)
        assert [each.name for each in removed_members(connection, gray, seven)] == ["Ada", "Bob"]
        for who in (pink, ada.person):
            with pytest.raises(DeniedError):
                removed_members(connection, who, seven)
            with pytest.raises(DeniedError):
                take_back(connection, who, seven, ada.person, school.now)
        for person in (cy.person, pink, "nobody"):
            with pytest.raises(DeniedError):
                take_back(connection, gray, seven, person, school.now)
        assert removed_members(connection, OPERATOR, eight) == []
    new = school.student(seven, "Ada")
    with school.database.begin() as connection:
        assert take_back(connection, gray, seven, ada.person, school.now) == "Ada (2)"
        assert person_of(connection, ada.secret, TokenKind.BROWSER, school.now)
        assert [each.name for each in classes_of(connection, ada.person)] == ["7b"]
        assert [each.name for each in removed_members(connection, gray, seven)] == ["Bob"]
        with pytest.raises(DeniedError):
            take_back(connection, gray, seven, new.person, school.now)
    # Who came back by a code is not brought back twice, and who is deleted not at all.
    school.student(seven, "Bob", bob.person)
    with school.database.begin() as connection:
        assert removed_members(connection, gray, seven) == []
        remove_member(connection, gray, seven, bob.person)
        delete_person(connection, OPERATOR, bob.person)
        assert removed_members(connection, gray, seven) == []
        remove_member(connection, gray, seven, ada.person)
        remove_class(connection, OPERATOR, seven)


def test_classes_have_names_and_folders_of_their_own(school: School) -> None:
    seven = school.new_class("7b")
    with pytest.raises(QuizError, match="already"):
        school.new_class(" 7B ")
    gray = school.new_teacher(seven)
    with school.database.begin() as connection:
        # Another teacher's class may have the same name.
        other = create_class(connection, gray, "Übung / Ångström 🎉", school.now)
        assert other.folder == "übung-ångström"
        again = create_class(connection, OPERATOR, "übung ångström", school.now)
        assert again.folder == "übung-ångström-2"
        assert create_class(connection, gray, "数学", school.now).folder == "数学"
        assert create_class(connection, gray, "!?", school.now).folder == "deck"
        assert {each.name for each in classes_of(connection, gray)} == {
            "7b",
            "Übung / Ångström 🎉",
            "数学",
            "!?",
        }
    ada = school.student(seven)
    with school.database.begin() as connection, pytest.raises(DeniedError):
        create_class(connection, ada.person, "mine", school.now)
