"""Limits how often something can be tried, so that codes cannot be guessed.

Only failures count, or what has a generous limit: a class of 400 behind one address comes in.
"""

from __future__ import annotations

from ipaddress import IPv6Address, ip_address

from sqlalchemy import ColumnElement, Connection, and_, select

from quiz.errors import QuizError
from quiz.moment import MS_PER_DAY, MS_PER_HOUR, MS_PER_MINUTE
from quiz.serve.database.upsert import upsert
from quiz.serve.people.tables import ATTEMPT

_ALL = "all"


class TooManyError(QuizError):
    """Something was tried too often."""


def check(connection: Connection, what: str, key: str, most: int, now: int) -> None:
    """Raise TooManyError if something was tried `most` times within the hour."""
    row = connection.execute(
        select(ATTEMPT.c.since, ATTEMPT.c.number).where(_this_hour(what, key, now))
    ).first()
    if row and row.number >= most:
        minutes = max(1, round((row.since + MS_PER_HOUR - now) / MS_PER_MINUTE))
        raise TooManyError(f"too many tries; try again in {minutes} min")


def note(connection: Connection, what: str, key: str, now: int) -> None:
    """Count a try."""
    one_more = ATTEMPT.update().where(_this_hour(what, key, now))
    if not connection.execute(one_more.values(number=ATTEMPT.c.number + 1)).rowcount:
        upsert(connection, ATTEMPT, {"what": what, "key": key, "since": now, "number": 1})
        connection.execute(ATTEMPT.delete().where(ATTEMPT.c.since < now - MS_PER_DAY))


def check_guesses(
    connection: Connection, what: str, address: str, most: int, most_in_all: int, now: int
) -> None:
    """Raise TooManyError if too much was guessed within the hour: from one network, or in all."""
    check(connection, what, network_of(address), most, now)
    check(connection, what, _ALL, most_in_all, now)


def note_guess(connection: Connection, what: str, address: str, now: int) -> None:
    """Count a wrong guess."""
    note(connection, what, network_of(address), now)
    note(connection, what, _ALL, now)


def _this_hour(what: str, key: str, now: int) -> ColumnElement[bool]:
    return and_(ATTEMPT.c.what == what, ATTEMPT.c.key == key, ATTEMPT.c.since > now - MS_PER_HOUR)


def network_of(address: str) -> str:
    """Whose tries count together: an address or, of IPv6, the network of one customer."""
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return address[:100]
    if isinstance(found, IPv6Address):
        if found.ipv4_mapped:
            return str(found.ipv4_mapped)
        return str(IPv6Address(int(found) >> 64 << 64))
    return str(found)
