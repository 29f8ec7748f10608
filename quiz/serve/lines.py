"""The lines that people's devices said, kept in the server's database: the very bytes that
`quiz sync` writes into a shared folder, see `quiz.storage.sync.place`.

Who plays in the browser has a device here as well, called `web`.
"""

from __future__ import annotations

from sqlalchemy import (
    Column,
    Connection,
    ForeignKey,
    Integer,
    LargeBinary,
    String,
    Table,
    func,
    select,
)

from quiz.serve.database.metadata import METADATA

LINES = Table(
    "line",
    METADATA,
    Column("person", String, primary_key=True),
    Column("path", String, primary_key=True),
    Column("begin", Integer, primary_key=True, autoincrement=False),
    Column("end", Integer, nullable=False),
    Column("data", LargeBinary, nullable=False),
)
"""Whole lines of a list, from byte `begin` to byte `end`. path: "<device>/<name>.jsonl"."""

_HERE = LINES.c


def sizes(connection: Connection, person: str) -> dict[str, int]:
    """The size of each list of a person, by path."""
    found = connection.execute(
        select(_HERE.path, func.max(_HERE.end)).where(_HERE.person == person).group_by(_HERE.path)
    )
    return {path: size for path, size in found}


def read(connection: Connection, person: str, path: str, begin: int, end: int) -> bytes:
    """These bytes of a list; fewer if it is shorter."""
    found = connection.execute(
        select(_HERE.begin, _HERE.data)
        .where(_HERE.person == person, _HERE.path == path, _HERE.end > begin, _HERE.begin < end)
        .order_by(_HERE.begin)
    )
    return b"".join(data[max(0, begin - start) : end - start] for start, data in found)


def append(connection: Connection, person: str, path: str, size: int, data: bytes) -> bool:
    """Add whole lines to a list that has so many bytes, 0 for a new one. False, and nothing is
    added, if it has more or fewer. Raises IntegrityError if another server adds some just now."""
    if sizes(connection, person).get(path, 0) != size:
        return False
    connection.execute(
        LINES.insert().values(
            person=person, path=path, begin=size, end=size + len(data), data=data
        )
    )
    return True
