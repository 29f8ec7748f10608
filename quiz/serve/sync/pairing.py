"""How a device becomes one of a person's: by a code that works once and for a short time."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import Connection, select

from quiz.display import one_line
from quiz.errors import QuizError
from quiz.moment import MS_PER_MINUTE
from quiz.serve.database.database import Database
from quiz.serve.people import attempts
from quiz.serve.people.secrets import hash_of, new_code, tidy_code
from quiz.serve.people.tables import PERSON
from quiz.serve.people.tokens import TokenKind, add_token, tokens_of
from quiz.serve.sync.tables import DEVICE, PAIRING

GOOD_FOR_MINUTES = 15
MOST_WRONG, MOST_WRONG_IN_ALL = 30, 1_000
"""Wrong codes in an hour, from one network and in all; a code has 49 bits."""

_WRONG = "wrong pairing"


class Paired(NamedTuple):
    """A device that came by a code. secret: its token. name: of the person."""

    secret: str
    name: str


class KnownDevice(NamedTuple):
    """A device, or a browser of the owner. id: names its token, but does not let in. person: whose.
    name: its own. made, seen: when it came, and when it was here last; None if it never came
    back."""

    id: str
    person: str
    name: str
    made: int
    seen: int | None


def new_pairing(connection: Connection, person: str, now: int) -> str:
    """A code with which one device becomes one of this person's. Callers check who asks."""
    connection.execute(PAIRING.delete().where(PAIRING.c.expires <= now))
    code = new_code()
    expires = now + GOOD_FOR_MINUTES * MS_PER_MINUTE
    connection.execute(
        PAIRING.insert().values(hash=hash_of(tidy_code(code)), person=person, expires=expires)
    )
    return code


def pair(database: Database, code: str, device: str, address: str, now: int) -> Paired:
    """Use up a code. device: what the device calls itself. address: where it is.

    Raises QuizError for a wrong code, and TooManyError after too many of them.
    """
    most = MOST_WRONG, MOST_WRONG_IN_ALL
    with database.begin() as connection:
        attempts.check_guesses(connection, _WRONG, address, *most, now)
        own = PAIRING.c.hash == hash_of(tidy_code(code)), PAIRING.c.expires > now
        person = connection.scalar(select(PAIRING.c.person).where(*own))
        # Of two that use it at once, one comes in.
        if person is not None and connection.execute(PAIRING.delete().where(*own)).rowcount == 1:
            name = connection.execute(select(PERSON.c.name).where(PERSON.c.id == person))
            secret = add_device(connection, person, device, now)
            return Paired(secret, name.scalar_one())
        attempts.note_guess(connection, _WRONG, address, now)
    raise QuizError("there is no such code, or it was used or is too old; ask for a new one")


def add_device(connection: Connection, person: str, name: str, now: int) -> str:
    """A new device of a person; returns the secret for it."""
    secret = add_token(connection, person, TokenKind.DEVICE, now)
    name_device(connection, person, secret, name)
    return secret


def name_device(connection: Connection, person: str, secret: str, name: str) -> None:
    """Note the name of a person's device, which has this token."""
    shown = one_line(name).encode("utf-8", "replace").decode()[:60]
    connection.execute(DEVICE.insert().values(token=hash_of(secret), person=person, name=shown))


def devices_of(connection: Connection, who: str, person: str) -> list[KnownDevice]:
    """The devices of a person; they and the operator may see them. Raises DeniedError."""
    tokens = [t for t in tokens_of(connection, who, person) if t.kind is TokenKind.DEVICE]
    named = select(DEVICE.c.token, DEVICE.c.name).where(DEVICE.c.person == person)
    names = {row.token: row.name for row in connection.execute(named)}
    return [
        KnownDevice(token.id, person, name, token.made, token.used)
        for token in tokens
        for full, name in names.items()
        if full.startswith(token.id)
    ]
