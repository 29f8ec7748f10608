"""Classes, and the invitations to them."""

from __future__ import annotations

from itertools import count
from typing import NamedTuple

from sqlalchemy import Connection, func, select

from quiz.errors import QuizError
from quiz.formats.deck_names import numbered, safe_name
from quiz.history.player import name_key, tidy_name
from quiz.moment import MS_PER_DAY
from quiz.serve.database.conditions import has
from quiz.serve.database.new_id import new_id
from quiz.serve.people.access import OPERATOR, DeniedError, Role, need_teacher, role_of
from quiz.serve.people.secrets import hash_of, new_code, tidy_code
from quiz.serve.people.server_notes import note_folder, noted_folders, noted_owner
from quiz.serve.people.tables import (
    ASSIGNMENT,
    CLASS,
    CONTENT,
    DECK_FILE,
    INVITATION,
    MEMBER,
    PERSON,
    PUBLISHED_DECK,
    REMOVED,
)
from quiz.serve.people.tokens import TokenKind, person_of

INVITATION_DAYS = 30
MOST_CLASSES = 10_000


class Class(NamedTuple):
    """A class as one of its members sees it. See `CLASS` for folder, ranking and locked."""

    id: str
    name: str
    folder: str
    ranking: bool
    locked: bool
    role: Role


class Invited(NamedTuple):
    """A class as somebody with its code sees it before joining."""

    id: str
    name: str
    locked: bool


def create_class(connection: Connection, who: str, name: str, now: int) -> Class:
    """A new class with who asks as its teacher; only the operator, and who is a teacher already,
    can do that. Raises QuizError for a bad or taken name."""
    if who != OPERATOR and not _is_teacher(connection, who):
        raise DeniedError
    name = _free_name(connection, who, name)
    if connection.execute(select(func.count()).select_from(CLASS)).scalar_one() >= MOST_CLASSES:
        raise QuizError(f"there are {MOST_CLASSES:,} classes already")
    key = new_id()
    connection.execute(
        CLASS.insert().values(
            id=key, name=name, folder=_free_folder(connection, name), ranking=0, locked=0, made=now
        )
    )
    if who != OPERATOR:
        called = connection.execute(select(PERSON.c.name).where(PERSON.c.id == who)).scalar_one()
        add_member(connection, key, who, Role.TEACHER, called, now)
    return class_of(connection, who, key)


def class_of(connection: Connection, who: str, class_id: str) -> Class:
    """A class, for its members. Raises DeniedError."""
    role = role_of(connection, who, class_id)
    row = connection.execute(select(CLASS).where(CLASS.c.id == class_id)).one()
    return Class(row.id, row.name, row.folder, bool(row.ranking), bool(row.locked), role)


def classes_of(connection: Connection, who: str) -> list[Class]:
    """The classes of a person, by name; all for the operator."""
    found = select(CLASS.c.id)
    if who != OPERATOR:
        found = found.join(MEMBER).where(MEMBER.c.person == who)
    keys = connection.scalars(found).all()
    return sorted((class_of(connection, who, key) for key in keys), key=lambda c: name_key(c.name))


def rename_class(connection: Connection, who: str, class_id: str, name: str) -> str:
    """Give a class another name; returns it. Its folder stays. Raises QuizError."""
    need_teacher(connection, who, class_id)
    name = _free_name(connection, who, name, but=class_id)
    _change(connection, class_id, name=name)
    return name


def set_ranking(connection: Connection, who: str, class_id: str, *, shown: bool) -> None:
    """Whether students see the points of the week of all."""
    need_teacher(connection, who, class_id)
    _change(connection, class_id, ranking=int(shown))


def set_locked(connection: Connection, who: str, class_id: str, *, locked: bool) -> None:
    """Whether nobody can join any more."""
    need_teacher(connection, who, class_id)
    _change(connection, class_id, locked=int(locked))


def remove_class(connection: Connection, who: str, class_id: str) -> None:
    """Delete a class with its decks. Its members stay, with all their answers."""
    need_teacher(connection, who, class_id)
    note_folder(connection, class_of(connection, who, class_id).folder)
    for table in (ASSIGNMENT, DECK_FILE, PUBLISHED_DECK, INVITATION, REMOVED, MEMBER):
        connection.execute(table.delete().where(table.c.class_id == class_id))
    connection.execute(CLASS.delete().where(CLASS.c.id == class_id))
    forget_unused(connection)


def forget_unused(connection: Connection) -> None:
    """Delete the pictures and sounds that no deck has any more."""
    used = select(DECK_FILE.c.digest)
    connection.execute(CONTENT.delete().where(CONTENT.c.digest.not_in(used)))


def _change(connection: Connection, class_id: str, **values: object) -> None:
    connection.execute(CLASS.update().where(CLASS.c.id == class_id).values(values))


# ── invitations ─────────────────────────────────────────────────────────────────────


def invite(
    connection: Connection, who: str, class_id: str, now: int, days: int = INVITATION_DAYS
) -> str:
    """The code of a new invitation; earlier ones stay good until they expire."""
    need_teacher(connection, who, class_id)
    code = new_code()
    expires = now + days * MS_PER_DAY
    connection.execute(
        INVITATION.insert().values(
            hash=hash_of(tidy_code(code)), class_id=class_id, made=now, expires=expires
        )
    )
    return code


def withdraw_invitations(connection: Connection, who: str, class_id: str) -> int:
    """Make all codes of a class useless; returns how many there were."""
    need_teacher(connection, who, class_id)
    own = INVITATION.delete().where(INVITATION.c.class_id == class_id)
    return connection.execute(own).rowcount


def open_invitations(connection: Connection, who: str, class_id: str, now: int) -> list[int]:
    """Until when each of the codes of a class is good; the codes themselves are kept nowhere."""
    need_teacher(connection, who, class_id)
    found = select(INVITATION.c.expires).where(
        INVITATION.c.class_id == class_id, INVITATION.c.expires > now
    )
    return sorted(connection.scalars(found))


def invited_to(connection: Connection, code: str, now: int) -> Invited | None:
    """The class with this code. Callers limit how often one can try."""
    found = select(CLASS).join(INVITATION)
    good = found.where(INVITATION.c.hash == hash_of(tidy_code(code)), INVITATION.c.expires > now)
    row = connection.execute(good).first()
    return Invited(row.id, row.name, bool(row.locked)) if row else None


# ── shared with members.py ──────────────────────────────────────────────────────────


def add_member(
    connection: Connection, class_id: str, person: str, role: Role, name: str, now: int
) -> None:
    """Add a person, whose name is free in the class."""
    connection.execute(REMOVED.delete().where(has(REMOVED, class_id=class_id, person=person)))
    connection.execute(
        MEMBER.insert().values(
            class_id=class_id,
            person=person,
            role=role.value,
            name=name,
            key=name_key(name),
            joined=now,
        )
    )


def may_host(connection: Connection, who: str, device: str, now: int) -> bool:
    """Whether somebody may open live quizzes: a teacher of a class, or the owner on another device.
    who: the person who asks, "" for nobody. device: the token of a device."""
    if not who and device:
        person = person_of(connection, device, TokenKind.DEVICE, now)
        who = person.id if person else ""
    return bool(who) and (who == noted_owner(connection) or _is_teacher(connection, who))


def _is_teacher(connection: Connection, person: str) -> bool:
    own = select(MEMBER.c.class_id).where(
        MEMBER.c.person == person, MEMBER.c.role == Role.TEACHER.value
    )
    return connection.execute(own.limit(1)).first() is not None


def _free_name(connection: Connection, who: str, name: str, but: str = "") -> str:
    """The name of a class in normal form. but: the class that may have it already. Raises QuizError
    if it is none, or if another class of who asks has it."""
    name = tidy_name(name, "the name of a class")
    for other in classes_of(connection, who):
        if name_key(other.name) == name_key(name) and other.id != but:
            raise QuizError(f"there is a class {name} already")
    return name


def _free_folder(connection: Connection, name: str) -> str:
    """A name for a folder that every file system takes, and that no other class has or had."""
    taken = {*connection.scalars(select(CLASS.c.folder)), *noted_folders(connection)}
    base = safe_name(name.replace("/", "-"))
    return next(folder for n in count(1) if (folder := numbered(base, n)) not in taken)
