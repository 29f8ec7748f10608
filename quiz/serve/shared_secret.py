"""What all processes on a database have in common, and nobody else knows."""

from __future__ import annotations

import hashlib
import secrets

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from quiz.serve.database.database import Database
from quiz.serve.members.tables import SECRETS


def shared_secret(database: Database) -> str:
    """The secret of all processes on a database; the first one makes it."""
    wanted = select(SECRETS.c.value).where(SECRETS.c.name == "server")
    while True:
        with database.read() as connection:
            found = connection.scalar(wanted)
        if found is not None:
            return str(found)
        try:
            with database.begin() as connection:
                connection.execute(
                    SECRETS.insert().values(name="server", value=secrets.token_hex(32))
                )
        except IntegrityError:
            continue


def derived(secret: str, what: str) -> bytes:
    """A secret for one purpose, from which the shared one cannot be told."""
    return hashlib.sha256(f"{what} {secret}".encode()).digest()
