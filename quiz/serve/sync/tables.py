"""The tables of what the devices of each person share."""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger, Column, ForeignKey, LargeBinary, Table, Text

from quiz.serve.database.metadata import METADATA


def _person(**options: Any) -> Column[str]:
    """See `quiz.serve.people.tables`: everything of a person has a column of this name."""
    return Column("person", Text, ForeignKey("person.id"), nullable=False, **options)


LISTS = Table(
    "sync_list",
    METADATA,
    _person(primary_key=True),
    Column("path", Text, primary_key=True),
    Column("size", BigInteger, nullable=False),
)
"""The lists of lines of each person's devices. path: "<device>/<name>.jsonl". size: bytes."""

PARTS = Table(
    "sync_part",
    METADATA,
    _person(primary_key=True),
    Column("path", Text, primary_key=True),
    Column("begin", BigInteger, primary_key=True),
    Column("lines", LargeBinary, nullable=False),
)
"""The content of these lists: whole lines, as they were added. begin: the bytes before them."""

FILES = Table(
    "sync_file",
    METADATA,
    _person(primary_key=True),
    Column("device", Text, primary_key=True),
    Column("digest", Text, primary_key=True),
    Column("size", BigInteger, nullable=False),
    Column("content", LargeBinary, nullable=False),
)
"""Decks, pictures and sounds. digest: the SHA-256 of the content."""

PAIRING = Table(
    "pairing",
    METADATA,
    Column("hash", Text, primary_key=True),
    _person(),
    Column("expires", BigInteger, nullable=False),
)
"""Codes that make one device a device of this person. hash: SHA-256 of the code."""

DEVICE = Table(
    "device",
    METADATA,
    Column("token", Text, ForeignKey("token.hash"), primary_key=True),
    _person(index=True),
    Column("name", Text, nullable=False),
)
"""The name that a device gave itself when it came. token: the hash of its token."""
