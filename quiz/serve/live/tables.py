"""The tables of live quizzes."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKey, Integer, LargeBinary, Table, Text

from quiz.serve.database.metadata import METADATA

LIVE_GAME = Table(
    "live_game",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("code", Text, nullable=False, unique=True),
    Column("opened", BigInteger, nullable=False),
)
"""The quizzes. code: six digits, by which players find it."""

LIVE_EVENT = Table(
    "live_event",
    METADATA,
    Column("game", Text, ForeignKey("live_game.id", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("at", BigInteger, nullable=False),
    Column("kind", Text, nullable=False),
    Column("body", Text, nullable=False),
)
"""Their events, see `quiz.live.events`, numbered from 1 without gaps."""

LIVE_PICTURE = Table(
    "live_picture",
    METADATA,
    Column("game", Text, ForeignKey("live_game.id", ondelete="CASCADE"), primary_key=True),
    Column("question", Integer, primary_key=True),
    Column("type", Text, nullable=False),
    Column("data", LargeBinary, nullable=False),
)
"""The pictures of their questions. type: such as "image/png"."""
