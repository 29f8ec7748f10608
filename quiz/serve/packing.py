"""Packs the server's database into a file, and fills an empty one from it: a backup, and the way
from SQLite to PostgreSQL or back."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from quiz.serve.database.database import Database
from quiz.serve.database.dump import dump, load


def pack(address: str, backups: Path, file: Path) -> int:
    """Write all rows of a database to a new file, as they are at one moment; servers may go on.
    Returns their number. Raises QuizError, OSError."""
    with closing(Database(address, backups)) as database, database.read() as connection:
        return dump(connection, file)


def unpack(address: str, backups: Path, file: Path) -> int:
    """Fill an empty database with all rows of such a file. Returns their number. Raises QuizError;
    then nothing has changed."""
    with closing(Database(address, backups)) as database, database.begin() as connection:
        return load(connection, file)
