"""The tables of what the devices of each person share."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKey, LargeBinary, Table, Text

from quiz.serve.database.metadata import METADATA
from quiz.serve.people.tables import person_column

LISTS = Table(
    "sync_list",
    METADATA,
    person_column(primary_key=True),
    Column("path", Text, primary_key=True),
    Column("size", BigInteger, nullable=False),
)
"""The lists of lines of each person's devices. path: "<device>/<name>.jsonl". size: bytes."""

PARTS = Table(
    "sync_part",
    METADATA,
    person_column(primary_key=True),
    Column("path", Text, primary_key=True),
    Column("begin", BigInteger, primary_key=True),
    Column("lines", LargeBinary, nullable=False),
)
"""The content of these lists: whole lines, as they were added. begin: the bytes before them."""

FILES = Table(
    "sync_file",
    METADATA,
    person_column(primary_key=True),
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
    person_column(),
    Column("expires", BigInteger, nullable=False),
)
"""Codes that make one device a device of this person. hash: SHA-256 of the code."""

DEVICE = Table(
    "device",
    METADATA,
    Column("token", Text, ForeignKey("token.hash"), primary_key=True),
    person_column(index=True),
    Column("name", Text, nullable=False),
)
"""The name that a device gave itself when it came. token: the hash of its token."""
