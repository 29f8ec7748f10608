"""The tables of people, their tokens, classes and published decks. Days are numbers as in
`Moment.day`."""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger, Column, ForeignKey, Integer, LargeBinary, Table, Text
from sqlalchemy import UniqueConstraint as Unique

from quiz.serve.database.metadata import METADATA


def person_column(**options: Any) -> Column[str]:
    """A column with a person's id. Everything of a person has one of this name: this is how it is
    found when they want it exported or deleted."""
    return Column("person", Text, ForeignKey("person.id"), nullable=False, **options)


def _class(**options: Any) -> Column[str]:
    return Column("class_id", Text, ForeignKey("class.id"), nullable=False, **options)


PERSON = Table(
    "person",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("made", BigInteger, nullable=False),
)

TOKEN = Table(
    "token",
    METADATA,
    Column("hash", Text, primary_key=True),
    person_column(index=True),
    Column("kind", Text, nullable=False),
    Column("made", BigInteger, nullable=False),
    Column("expires", BigInteger),
    Column("used", BigInteger),
    Column("withdrawn", BigInteger),
)
"""hash: SHA-256 of the secret, which is kept nowhere. used: when a link was used up, or when a
browser or device was last seen."""

CLASS = Table(
    "class",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("folder", Text, nullable=False, unique=True),
    Column("ranking", Integer, nullable=False),
    Column("locked", Integer, nullable=False),
    Column("made", BigInteger, nullable=False),
)
"""folder: where its decks stand in the library of each member; never changes, since cards are known
by it. ranking: whether students see one. locked: whether nobody can join."""

INVITATION = Table(
    "invitation",
    METADATA,
    Column("hash", Text, primary_key=True),
    _class(index=True),
    Column("made", BigInteger, nullable=False),
    Column("expires", BigInteger, nullable=False),
)

MEMBER = Table(
    "member",
    METADATA,
    _class(primary_key=True),
    person_column(primary_key=True, index=True),
    Column("role", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("key", Text, nullable=False),
    Column("joined", BigInteger, nullable=False),
    Unique("class_id", "key"),
)
"""name: in this class. key: the same for names that look alike, see `name_key`."""

REMOVED = Table(
    "removed_member",
    METADATA,
    _class(primary_key=True),
    person_column(primary_key=True, index=True),
    Column("name", Text, nullable=False),
)
"""Students whom somebody else took out of a class, and may take back. name: in the class."""

PUBLISHED_DECK = Table(
    "published_deck",
    METADATA,
    _class(primary_key=True),
    Column("name", Text, primary_key=True),
    Column("title", Text, nullable=False),
    Column("edition", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("published", BigInteger, nullable=False),
    Column("shown", Integer, nullable=False),
)
"""shown: 0 once it was taken back; the row stays, so that its cards are known when it returns."""

DECK_FILE = Table(
    "deck_file",
    METADATA,
    _class(primary_key=True),
    Column("deck", Text, primary_key=True),
    Column("path", Text, primary_key=True),
    Column("digest", Text, ForeignKey("content.digest"), nullable=False, index=True),
)
"""The pictures and sounds of a deck. path: as seen from the deck's file."""

CONTENT = Table(
    "content",
    METADATA,
    Column("digest", Text, primary_key=True),
    Column("size", BigInteger, nullable=False),
    Column("data", LargeBinary, nullable=False),
)
"""digest: SHA-256 of the data, in hexadecimal digits."""

ASSIGNMENT = Table(
    "assignment",
    METADATA,
    _class(primary_key=True),
    Column("day", Integer, primary_key=True),
    Column("deck", Text, primary_key=True),
)

ATTEMPT = Table(
    "attempt",
    METADATA,
    Column("what", Text, primary_key=True),
    Column("key", Text, primary_key=True),
    Column("since", BigInteger, nullable=False),
    Column("number", Integer, nullable=False),
)
"""How often something was tried since then, such as codes from an address."""

NOTE = Table(
    "server_note",
    METADATA,
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
)
"""What the commands need to know of the server, such as its address."""
