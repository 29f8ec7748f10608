"""Where the server's database is."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from quiz.errors import QuizError
from quiz.extras import needs_extra

_PATIENCE = {"connect_timeout": "5", "tcp_user_timeout": "10000", "keepalives_idle": "30"}
"""Seconds to connect, milliseconds until a connection that no longer answers counts as broken, and
seconds of silence before PostgreSQL is asked whether it is still there."""


def url_of(address: str | Path) -> URL:
    """The address of a database: `postgresql://user@host/name`, or a file for SQLite.

    Raises QuizError if it is neither, or if the driver is missing.
    """
    text = str(address)
    if "://" not in text:
        return URL.create("sqlite", database=str(Path(text).expanduser().absolute()))
    try:
        url = make_url(text)
    except (ArgumentError, ValueError) as error:
        raise QuizError("the database's address is not understood") from error
    kind = url.get_backend_name()
    if kind == "sqlite":
        return url_of(url.database or "server.db")
    if kind not in ("postgresql", "postgres"):
        raise QuizError(f"{kind}:// is not supported; expected postgresql:// or a file's name")
    url = url.set(drivername="postgresql+psycopg")
    with needs_extra("postgresql", "A database on PostgreSQL"):
        url.get_dialect().import_dbapi()
    return url.update_query_dict({**_PATIENCE, **url.query})
