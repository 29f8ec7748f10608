"""The tables of what the devices of each person share."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, LargeBinary, String, Table

from quiz.serve.database.metadata import METADATA

LISTS = Table(
    "sync_list",
    METADATA,
    Column("person", String, primary_key=True),
    Column("path", String, primary_key=True),
    Column("size", BigInteger, nullable=False),
)
"""The lists of lines of each person's devices. path: "<device>/<name>.jsonl". size: bytes."""

PARTS = Table(
    "sync_part",
    METADATA,
    Column("person", String, primary_key=True),
    Column("path", String, primary_key=True),
    Column("begin", BigInteger, primary_key=True),
    Column("lines", LargeBinary, nullable=False),
)
"""The content of these lists: whole lines, as they were added. begin: the bytes before them."""

FILES = Table(
    "sync_file",
    METADATA,
    Column("person", String, primary_key=True),
    Column("device", String, primary_key=True),
    Column("digest", String, primary_key=True),
    Column("size", BigInteger, nullable=False),
    Column("content", LargeBinary, nullable=False),
)
"""Decks, pictures and sounds. digest: the SHA-256 of the content."""
