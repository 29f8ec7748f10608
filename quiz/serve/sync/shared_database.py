"""The rows of one person as the place that this process itself syncs with."""

from __future__ import annotations

from collections.abc import Iterable

from quiz.serve.database.database import Database
from quiz.serve.sync import shared_rows as rows


class SharedDatabase:
    """What the devices of a person share, as a `Place`. Raises DatabaseError like the database."""

    only_grows = True

    def __init__(self, database: Database, person: str) -> None:
        self._database = database
        self._person = person

    def __str__(self) -> str:
        return "the server's database"

    def lists(self) -> dict[str, int]:
        """See `Place.lists`."""
        with self._database.read() as connection:
            return rows.lists_of(connection, self._person)

    def read(self, path: str, begin: int, end: int) -> bytes | None:
        """See `Place.read`."""
        with self._database.read() as connection:
            found = b"".join(rows.parts_of(connection, self._person, path, begin))
        return found[: end - begin]

    def append(self, path: str, size: int, data: bytes) -> bool:
        """See `Place.append`."""
        with self._database.begin() as connection:
            return rows.append_lines(connection, self._person, path, size, data)

    def stored(self) -> set[str]:
        """See `Place.stored`."""
        with self._database.read() as connection:
            return rows.stored_of(connection, self._person)

    def find(self, digest: str) -> bytes | None:
        """See `Place.find`."""
        with self._database.read() as connection:
            return rows.file_of(connection, self._person, digest)

    def put(self, device: str, digest: str, data: bytes) -> None:
        """See `Place.put`."""
        with self._database.begin() as connection:
            rows.put_file(connection, self._person, device, digest, data)

    def tidy(self, device: str, needed: Iterable[str]) -> None:
        """See `Place.tidy`."""
        with self._database.begin() as connection:
            rows.tidy_files(connection, self._person, device, needed)
