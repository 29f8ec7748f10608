"""Who comes in by which token."""

from __future__ import annotations

from contextlib import suppress
from enum import StrEnum
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, and_, bindparam, or_, select

from quiz.moment import MS_PER_DAY, MS_PER_HOUR
from quiz.serve.database.database import Database
from quiz.serve.database.faults import DatabaseError
from quiz.serve.database.notices import notify
from quiz.serve.people.access import OPERATOR, DeniedError
from quiz.serve.people.secrets import hash_of, new_token
from quiz.serve.people.tables import PERSON, TOKEN


class TokenKind(StrEnum):
    """What a token is for: a link works once; a browser keeps its own in a cookie; a device is a
    terminal that syncs or has joined a class. The owner is a player of the machine that a server
    runs on; what comes in by their browser may do what the operator may.

    Who made a link may have used it: one that a teacher gave, and what came in by it, are no good
    any more once the person joins a class of other teachers.
    """

    LINK = "link"
    GIVEN_LINK = "link of a teacher"
    BROWSER = "browser"
    GIVEN_BROWSER = "browser with a teacher's link"
    DEVICE = "device"
    GIVEN_DEVICE = "device with a teacher's link"
    OWNER = "browser of the owner"


LIFETIMES = {
    TokenKind.LINK: 7 * MS_PER_DAY,
    TokenKind.GIVEN_LINK: 7 * MS_PER_DAY,
    TokenKind.BROWSER: 400 * MS_PER_DAY,
    TokenKind.GIVEN_BROWSER: 400 * MS_PER_DAY,
    TokenKind.DEVICE: None,
    TokenKind.GIVEN_DEVICE: None,
    TokenKind.OWNER: 400 * MS_PER_DAY,
}
"""Milliseconds; 400 days are the longest that browsers keep a cookie (RFC 6265bis, 5.5)."""

_GIVEN = {
    TokenKind.LINK: TokenKind.GIVEN_LINK,
    TokenKind.BROWSER: TokenKind.GIVEN_BROWSER,
    TokenKind.DEVICE: TokenKind.GIVEN_DEVICE,
}
LINKS = (TokenKind.LINK, TokenKind.GIVEN_LINK)
WITHDRAWN = "withdrawn"
"""The topic of notices that a token is no good any more."""
_SEEN_EVERY = 6 * MS_PER_HOUR
_SHORT = 12


class Person(NamedTuple):
    """id: UUIDv7. name: as given; classes may show another."""

    id: str
    name: str


class Token(NamedTuple):
    """What is told of a token. id: names it, but does not let in. used: see `TOKEN`."""

    id: str
    kind: TokenKind
    made: int
    used: int | None


def add_token(
    connection: Connection, person: str, kind: TokenKind, now: int, secret: str = ""
) -> str:
    """A new token of a person: the secret, which only its holder has from now on. secret: made by
    `new_token` before; "" for a new one."""
    secret = secret or new_token()
    lifetime = LIFETIMES[kind]
    connection.execute(
        TOKEN.insert().values(
            hash=hash_of(secret),
            person=person,
            kind=kind.value,
            made=now,
            expires=None if lifetime is None else now + lifetime,
        )
    )
    return secret


def person_of(connection: Connection, secret: str, kind: TokenKind, now: int) -> Person | None:
    """Whose token of this kind this is; None for no good token, or a link that was used."""
    row = connection.execute(_HOLDER, _values(secret, kind, now)).first()
    return Person(row.id, row.name) if row else None


def link_like(connection: Connection, browser: str, now: int) -> str:
    """A link for the person with this browser, which lets in no longer than the browser itself.
    Raises DeniedError."""
    good = _is_good(browser, TokenKind.BROWSER, now)
    own = connection.execute(select(TOKEN.c.person, TOKEN.c.kind).where(good)).first()
    if own is None:
        raise DeniedError
    is_given = own.kind == TokenKind.GIVEN_BROWSER
    kind = TokenKind.GIVEN_LINK if is_given else TokenKind.LINK
    return add_token(connection, own.person, kind, now)


def use_link(
    connection: Connection,
    secret: str,
    now: int,
    kind: TokenKind = TokenKind.BROWSER,
    new: str = "",
) -> str | None:
    """Use up a link; returns the secret for the browser or device that comes in. None if the link
    is no good. Of two who use it at once, one comes in. new: as `secret` of `add_token`."""
    good = _is_good(secret, TokenKind.LINK, now)
    link = connection.execute(select(TOKEN.c.person, TOKEN.c.kind).where(good)).first()
    if (
        link is None
        or connection.execute(TOKEN.update().where(good).values(used=now)).rowcount != 1
    ):
        return None
    is_given = link.kind == TokenKind.GIVEN_LINK
    return add_token(connection, link.person, _GIVEN[kind] if is_given else kind, now, new)


def holder_of(database: Database, secret: str, kind: TokenKind, now: int) -> Person | None:
    """Like `person_of` for browsers and devices; notes now and then that this one is here."""
    with database.read() as connection:
        found = connection.execute(_HOLDER, _values(secret, kind, now)).first()
    if found is None:
        return None
    if found.used is None or found.used < now - _SEEN_EVERY:
        # Who is here may read, even if the disk is full.
        with suppress(DatabaseError), database.begin() as connection:
            own = TOKEN.c.hash == hash_of(secret)
            connection.execute(TOKEN.update().where(own).values(used=now))
    return Person(found.id, found.name)


def tokens_of(connection: Connection, who: str, person: str) -> list[Token]:
    """All tokens of a person that are good for something; they and the operator may see them."""
    _check_own(who, person)
    columns = select(TOKEN.c.hash, TOKEN.c.kind, TOKEN.c.made, TOKEN.c.used)
    open_ones = columns.where(TOKEN.c.person == person, _is_open())
    return [
        Token(row.hash[:_SHORT], TokenKind(row.kind), row.made, row.used)
        for row in connection.execute(open_ones.order_by(TOKEN.c.made))
    ]


def owners(connection: Connection) -> list[Person]:
    """The players of machines with a server who are let in by browsers, by name."""
    own = and_(TOKEN.c.kind == TokenKind.OWNER.value, _is_open())
    found = select(PERSON.c.id, PERSON.c.name).join(TOKEN).where(own).distinct()
    return [Person(*row) for row in connection.execute(found.order_by(PERSON.c.name))]


def withdraw(connection: Connection, who: str, person: str, now: int, token: str = "") -> int:
    """Withdraw a token of a person, or all of them; returns how many."""
    _check_own(who, person)
    return withdraw_all(connection, person, now, token)


def withdraw_all(connection: Connection, person: str, now: int, token: str = "") -> int:
    """Like `withdraw`, for callers that have checked who asks."""
    wanted = and_(TOKEN.c.person == person, _is_open())
    if token:
        wanted = and_(wanted, TOKEN.c.hash.startswith(token[:_SHORT], autoescape=True))
    return _withdraw(connection, wanted, now)


def withdraw_given(connection: Connection, person: str, now: int) -> int:
    """Withdraw the links that teachers made, and what came in by them."""
    given = and_(TOKEN.c.person == person, _is_open(), TOKEN.c.kind.in_(_GIVEN.values()))
    return _withdraw(connection, given, now)


def _withdraw(connection: Connection, wanted: ColumnElement[bool], now: int) -> int:
    notify(connection, WITHDRAWN)
    return connection.execute(TOKEN.update().where(wanted).values(withdrawn=now)).rowcount


def _check_own(who: str, person: str) -> None:
    if who not in (person, OPERATOR):
        raise DeniedError


def _is_open() -> ColumnElement[bool]:
    """Neither withdrawn nor a link that was used up."""
    unused = or_(TOKEN.c.kind.not_in(LINKS), TOKEN.c.used.is_(None))
    return and_(TOKEN.c.withdrawn.is_(None), unused)


def _is_good(secret: str, kind: TokenKind, now: int) -> ColumnElement[bool]:
    return _good(**_values(secret, kind, now))


def _values(secret: str, kind: TokenKind, now: int) -> dict[str, Any]:
    return {"hashed": hash_of(secret), "kinds": [kind, _GIVEN.get(kind, kind)], "now": now}


def _good(hashed: Any, kinds: Any, now: Any) -> ColumnElement[bool]:
    unexpired = or_(TOKEN.c.expires.is_(None), TOKEN.c.expires > now)
    return and_(TOKEN.c.hash == hashed, TOKEN.c.kind.in_(kinds), _is_open(), unexpired)


# Made once: SQLAlchemy takes longer to put a statement together than to run it.
_HOLDER = (
    select(PERSON.c.id, PERSON.c.name, TOKEN.c.used)
    .join(TOKEN)
    .where(_good(bindparam("hashed"), bindparam("kinds", expanding=True), bindparam("now")))
)
