"""Creates the tables of a new database, and brings those of an older one up to date.

Any number of servers may start at once: one migrates, the others wait for it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, Integer, MetaData, column, inspect, select, table

from quiz.errors import QuizError
from quiz.files import faults_of, make_folder
from quiz.serve.database.dump import dump
from quiz.serve.database.tables import METADATA
from quiz.serve.members.tables import STATES
from quiz.serve.people.tables import REMOVED

Step = str | Callable[[Connection], None]
"""An SQL statement that SQLite and PostgreSQL understand, or a function."""

MIGRATIONS: tuple[tuple[Step, ...], ...] = (
    (lambda connection: REMOVED.create(connection),),
    (lambda connection: STATES.create(connection),),
)
"""The steps from version 1 to 2, from 2 to 3 and so on. A new database gets the tables as they are
declared now; a test checks that both ways lead to the same."""

VERSION = "schema_version"
_LOCK = 0x5155495A
"""Of PostgreSQL, held while migrating: "QUIZ"."""

_version = table(VERSION, column("version", Integer))


def bring_up_to_date(
    connection: Connection,
    backups: Path,
    migrations: Sequence[Sequence[Step]] = MIGRATIONS,
    metadata: MetaData = METADATA,
) -> None:
    """Create or migrate the tables in one transaction; an older database is copied to `backups`
    first.

    Raises QuizError if a newer version of quiz made the database; then nothing has changed.
    """
    newest = len(migrations) + 1
    with connection.begin():
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")
        if not inspect(connection).has_table(VERSION):
            metadata.create_all(connection)
            connection.exec_driver_sql(f"CREATE TABLE {VERSION} (version INTEGER NOT NULL)")
            connection.execute(_version.insert().values(version=newest))
            return
        version = version_of(connection)
        if version > newest:
            raise QuizError(
                f"the database was made by a newer version of quiz (format {version}; this one "
                f"knows up to {newest}); update quiz. Nothing was changed"
            )
        if version == newest:
            return
        _back_up(connection, backups, version)
        for steps in migrations[version - 1 :]:
            for step in steps:
                if isinstance(step, str):
                    connection.exec_driver_sql(step)
                else:
                    step(connection)
        connection.execute(_version.update().values(version=newest))


def version_of(connection: Connection) -> int:
    """The version of the tables."""
    return int(connection.execute(select(_version.c.version)).scalar_one())


def _back_up(connection: Connection, folder: Path, version: int) -> None:
    make_folder(folder)
    path = folder / f"server-{datetime.now():%Y-%m-%d-%H%M%S}-before-format-{version + 1}.jsonl.gz"
    with faults_of("write", path):
        dump(connection, path)
