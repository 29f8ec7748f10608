"""Who may see what. Every function that reads or changes a class asks here first."""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import Connection, select

from quiz.errors import QuizError
from quiz.serve.people.tables import CLASS, MEMBER

OPERATOR = "operator"
"""Who runs the server: instead of a person's id, for the commands on its machine."""


class Role(StrEnum):
    """What a person is in a class."""

    TEACHER = "teacher"
    STUDENT = "student"


class DeniedError(QuizError):
    """What is asked for is not there for who asks; whether it exists is not told."""

    def __init__(self, message: str = "there is no such class, person or deck") -> None:
        super().__init__(message)


def role_of(connection: Connection, who: str, class_id: str) -> Role:
    """The role of who asks in a class; the operator counts as a teacher. Raises DeniedError for
    anyone else."""
    if who == OPERATOR:
        known = connection.scalar(select(CLASS.c.id).where(CLASS.c.id == class_id))
        role = Role.TEACHER.value if known else None
    else:
        own = select(MEMBER.c.role).where(MEMBER.c.class_id == class_id, MEMBER.c.person == who)
        role = connection.scalar(own)
    if role is None:
        raise DeniedError
    return Role(role)


def need_teacher(connection: Connection, who: str, class_id: str) -> None:
    """Raise DeniedError unless a teacher of the class asks."""
    if role_of(connection, who, class_id) is not Role.TEACHER:
        raise DeniedError


def need_student(connection: Connection, who: str, class_id: str, person: str) -> None:
    """Raise DeniedError unless a teacher of the class, or the person themselves, asks for a member
    of the class."""
    if who != person:
        need_teacher(connection, who, class_id)
    role_of(connection, person, class_id)
