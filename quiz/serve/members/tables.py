"""The open rounds of members."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, Integer, String, Table, Text

from quiz.serve.database.metadata import METADATA

ROUNDS = Table(
    "round",
    METADATA,
    Column("id", String, primary_key=True),
    Column("person", String, nullable=False),
    Column("step", Integer, nullable=False),
    Column("body", Text, nullable=False),
    Column("changed", BigInteger, nullable=False),
)
"""step: the number of changes so far; who takes the next one says at which step they were. body:
see `quiz.serve.round_record`. changed: milliseconds since 1970."""

Index("ix_round_person_changed", ROUNDS.c.person, ROUNDS.c.changed)

SECRETS = Table(
    "shared_secret",
    METADATA,
    Column("name", String, primary_key=True),
    Column("value", String, nullable=False),
)
"""What all processes of a server must have in common, and nobody else may know."""
