"""The members of classes: how they join, leave and come back."""

from __future__ import annotations

from contextlib import suppress
from typing import NamedTuple

from sqlalchemy import Connection, func, select
from sqlalchemy.exc import IntegrityError

from quiz.errors import QuizError
from quiz.history.player import free_name, name_key, tidy_name
from quiz.serve.database.conditions import has
from quiz.serve.database.database import Database
from quiz.serve.database.new_id import new_id
from quiz.serve.database.upsert import upsert
from quiz.serve.people import attempts
from quiz.serve.people.access import (
    OPERATOR,
    DeniedError,
    Role,
    need_student,
    need_teacher,
    role_of,
)
from quiz.serve.people.classes import Invited, add_member, invited_to
from quiz.serve.people.tables import CLASS, MEMBER, PERSON, REMOVED, TOKEN
from quiz.serve.people.tokens import Person, TokenKind, add_token, withdraw_all, withdraw_given

MOST_MEMBERS = 1_000
MOST_WRONG_CODES = 1_000
"""In an hour from one network: a whole school may mistype, and codes have 49 bits."""
MOST_WRONG_CODES_IN_ALL = 20_000
MOST_JOINS = 1_000
"""In an hour, of one class."""

_TRIES = 5
_WRONG, _JOINED = "wrong code", "joined"


class Member(NamedTuple):
    """A member of a class. name: in this class."""

    person: str
    name: str
    role: Role
    joined: int


class Removed(NamedTuple):
    """A student whom a teacher removed. name: in the class."""

    person: str
    name: str


class Joined(NamedTuple):
    """Somebody who joined. name: in the class, which may differ from the one they gave. secret: for
    their browser or device; "" for a person who goes on with the one they have."""

    person: str
    class_id: str
    name: str
    secret: str


def look_up(database: Database, code: str, address: str, now: int) -> Invited:
    """The class with a code. address: of who asks. Raises QuizError for a wrong code, and if there
    were too many of them."""
    most = MOST_WRONG_CODES, MOST_WRONG_CODES_IN_ALL
    with database.read() as connection:
        attempts.check_guesses(connection, _WRONG, address, *most, now)
        invited = invited_to(connection, code, now)
    if invited is None:
        with database.begin() as connection:
            attempts.note_guess(connection, _WRONG, address, now)
        raise QuizError("there is no class with this code, or the invitation is over")
    if invited.locked:
        raise QuizError("nobody can join this class now; ask the teacher")
    return invited


def join(
    database: Database,
    code: str,
    name: str,
    address: str,
    now: int,
    person: str = "",
    kind: TokenKind = TokenKind.BROWSER,
    secret: str = "",
) -> Joined:
    """Join a class by its code. person: who is known already; else a new person is made, and gets a
    token of this kind. secret: as for `add_token`. Joining again changes nothing. Raises QuizError,
    see `look_up`."""
    name = tidy_name(name, "a name")
    for _ in range(_TRIES):
        invited = look_up(database, code, address, now)
        # Another one may take the name, remove the class or delete the person at this moment.
        with suppress(IntegrityError), database.begin() as connection:
            attempts.check(connection, _JOINED, invited.id, MOST_JOINS, now)
            return _join(connection, invited, name, now, person, kind, secret)
    raise QuizError("you cannot join now; try again")


def _join(
    connection: Connection,
    invited: Invited,
    name: str,
    now: int,
    person: str,
    kind: TokenKind,
    new: str,
) -> Joined:
    # One after the other, since each looks for a name that is free.
    connection.execute(select(CLASS.c.id).where(CLASS.c.id == invited.id).with_for_update())
    known = class_members(connection, invited.id)
    if person:
        for member in known:
            if member.person == person:
                return Joined(person, invited.id, member.name, "")
    if len(known) >= MOST_MEMBERS:
        raise QuizError(f"the class has {MOST_MEMBERS:,} members already")
    attempts.note(connection, _JOINED, invited.id, now)
    free = free_name(name, (member.name for member in known))
    who, secret = person, ""
    if not who:
        who = add_person(connection, name, now).id
        secret = add_token(connection, who, kind, now, new)
    elif _end_given(connection, who, invited.id, now):
        secret = add_token(connection, who, kind, now, new)
    add_member(connection, invited.id, who, Role.STUDENT, free, now)
    return Joined(who, invited.id, free, secret)


def _end_given(connection: Connection, person: str, class_id: str, now: int) -> bool:
    """Withdraw the links that teachers so far may hold, if they do not teach a class that somebody
    joins: they are not to see it by them. Returns whether there were any."""
    strange = not _teachers(connection, person) <= _of_class(connection, class_id)
    return strange and bool(withdraw_given(connection, person, now))


def _of_class(connection: Connection, class_id: str) -> set[str]:
    """Who teaches a class."""
    members = class_members(connection, class_id)
    return {member.person for member in members if member.role is Role.TEACHER}


def _teachers(connection: Connection, person: str) -> set[str]:
    """Who teaches any class of a person."""
    own = select(MEMBER.c.class_id).where(MEMBER.c.person == person)
    return {each for key in connection.scalars(own) for each in _of_class(connection, key)}


def add_person(connection: Connection, name: str, now: int) -> Person:
    """Make a person. Raises QuizError for a bad name."""
    person = Person(new_id(), tidy_name(name, "a name"))
    connection.execute(PERSON.insert().values(id=person.id, name=person.name, made=now))
    return person


def note_player(connection: Connection, player: Person, now: int) -> None:
    """Make a player of the machine that a server runs on a person here, unless they are one."""
    known = select(PERSON.c.id).where(PERSON.c.id == player.id)
    if connection.scalar(known) is None:
        values = {"id": player.id, "name": player.name, "made": now}
        connection.execute(PERSON.insert().values(values))


def members_of(connection: Connection, who: str, class_id: str) -> list[Member]:
    """All members of a class, for its teachers."""
    need_teacher(connection, who, class_id)
    return class_members(connection, class_id)


def teachers_of(connection: Connection, who: str, class_id: str) -> list[str]:
    """The names of the teachers of a class, for its members."""
    role_of(connection, who, class_id)
    return [m.name for m in class_members(connection, class_id) if m.role is Role.TEACHER]


def member_named(connection: Connection, who: str, class_id: str, name: str) -> Member:
    """The member with a name, for teachers. Raises QuizError."""
    for member in members_of(connection, who, class_id):
        if name_key(member.name) == name_key(name) or member.person == name:
            return member
    raise QuizError(f"there is no {name} in the class; `quiz class show` lists all")


def add_teacher(connection: Connection, who: str, class_id: str, name: str, now: int) -> str:
    """Make a new person a teacher of the class; returns the secret of the link for them."""
    need_teacher(connection, who, class_id)
    person = add_person(connection, name, now)
    taken = (member.name for member in class_members(connection, class_id))
    add_member(connection, class_id, person.id, Role.TEACHER, free_name(person.name, taken), now)
    return add_token(connection, person.id, TokenKind.LINK, now)


def rename_member(connection: Connection, who: str, class_id: str, person: str, name: str) -> str:
    """Give a member another name in the class; teachers and the member may. Raises QuizError."""
    need_student(connection, who, class_id, person)
    name = tidy_name(name, "a name")
    for other in class_members(connection, class_id):
        if other.person != person and name_key(other.name) == name_key(name):
            raise QuizError(f"there is a {other.name} in the class already")
    own = has(MEMBER, class_id=class_id, person=person)
    connection.execute(MEMBER.update().where(own).values(name=name, key=name_key(name)))
    return name


def remove_member(connection: Connection, who: str, class_id: str, person: str) -> None:
    """Take a person out of a class; teachers and the person may. Their answers stay theirs; the
    class sees them no more. Raises QuizError for the last teacher."""
    need_student(connection, who, class_id, person)
    if _of_class(connection, class_id) == {person} and who != OPERATOR:
        raise QuizError("a class needs a teacher; remove the class instead")
    own = has(MEMBER, class_id=class_id, person=person)
    for member in class_members(connection, class_id):
        if member.person == person != who and member.role is Role.STUDENT:
            values = {"class_id": class_id, "person": person, "name": member.name}
            upsert(connection, REMOVED, values)
    connection.execute(MEMBER.delete().where(own))


def removed_members(connection: Connection, who: str, class_id: str) -> list[Removed]:
    """The students whom a teacher removed, for teachers, by name; not those who left."""
    need_teacher(connection, who, class_id)
    own = select(REMOVED.c.person, REMOVED.c.name).where(REMOVED.c.class_id == class_id)
    return sorted((Removed(*row) for row in connection.execute(own)), key=lambda each: each.name)


def take_back(connection: Connection, who: str, class_id: str, person: str, now: int) -> str:
    """Let a student in again whom a teacher removed; returns their name. Their browsers and devices
    are let in as before, and the class sees their answers again."""
    found = next(
        (r for r in removed_members(connection, who, class_id) if r.person == person), None
    )
    if found is None:
        raise DeniedError
    members = class_members(connection, class_id)
    if len(members) >= MOST_MEMBERS:
        raise QuizError(f"the class has {MOST_MEMBERS:,} members already")
    name = free_name(found.name, (member.name for member in members))
    _end_given(connection, person, class_id, now)
    add_member(connection, class_id, person, Role.STUDENT, name, now)
    return name


def link_for(connection: Connection, who: str, class_id: str, person: str, now: int) -> str:
    """The secret of a link that lets a member in anew, with another phone. Raises QuizError.

    Who has such a link is that person. So a teacher can make one only for a person of whom the
    server knows nothing but what that teacher may see anyway.
    """
    need_student(connection, who, class_id, person)
    if who not in (person, OPERATOR) and not _is_all_of(connection, who, person):
        raise QuizError("this person is in other classes, or syncs a device; ask the operator")
    kind = TokenKind.LINK if who in (person, OPERATOR) else TokenKind.GIVEN_LINK
    return add_token(connection, person, kind, now)


def withdraw_for(connection: Connection, who: str, class_id: str, person: str, now: int) -> int:
    """Withdraw all tokens of a member, whose phone was lost; returns how many. Like `link_for`."""
    need_student(connection, who, class_id, person)
    if who not in (person, OPERATOR) and not _is_all_of(connection, who, person):
        raise DeniedError("this person is in other classes, or syncs a device; ask the operator")
    return withdraw_all(connection, person, now)


def _is_all_of(connection: Connection, teacher: str, person: str) -> bool:
    """Whether a person is only a student, and only in classes of this teacher, and has only ever
    used browsers."""
    theirs = select(MEMBER.c.class_id).where(
        MEMBER.c.person == teacher, MEMBER.c.role == Role.TEACHER.value
    )
    elsewhere = select(func.count()).where(
        MEMBER.c.person == person,
        MEMBER.c.class_id.not_in(theirs) | (MEMBER.c.role != Role.STUDENT.value),
    )
    devices = select(func.count()).where(
        TOKEN.c.person == person, TOKEN.c.kind.in_([TokenKind.DEVICE, TokenKind.GIVEN_DEVICE])
    )
    return not connection.scalar(elsewhere) and not connection.scalar(devices)


def class_members(connection: Connection, class_id: str) -> list[Member]:
    """Like `members_of`, for callers that have checked who asks."""
    rows = connection.execute(
        select(MEMBER).where(MEMBER.c.class_id == class_id).order_by(MEMBER.c.key)
    )
    return [Member(row.person, row.name, Role(row.role), row.joined) for row in rows]
