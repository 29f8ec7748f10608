"""The open rounds of members."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, String, Table, Text

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

STATES = Table(
    "round_state",
    METADATA,
    Column("round", String, ForeignKey(ROUNDS.c.id, ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("person", String, nullable=False),
    Column("text", Text, nullable=False),
)
"""All states of each round, see `quiz.formats.round_json.RoundWriter`: a step writes only its own.
number: from 0."""

Index("ix_round_person_changed", ROUNDS.c.person, ROUNDS.c.changed)

SECRETS = Table(
    "shared_secret",
    METADATA,
    Column("name", String, primary_key=True),
    Column("value", String, nullable=False),
)
"""What all processes of a server must have in common, and nobody else may know."""
