"""Reads and writes what the devices of a person share, within a transaction.

A list is only ever added to, and only whole lines: nothing a device sends can damage what is there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress

from sqlalchemy import Connection, and_, bindparam, func, select
from sqlalchemy.exc import IntegrityError

from quiz.errors import QuizError
from quiz.serve.database.conditions import has
from quiz.serve.people.server_notes import noted_owner
from quiz.serve.sync.tables import FILES, LISTS, PARTS
from quiz.storage.sync.lines import are_whole_lines, head_device
from quiz.storage.sync.place import LARGEST, hash_of
from quiz.storage.sync.shared_server import LIST_PATH

LONGEST_PART = 4 * 2**20
"""Bytes of lines that are added at once."""
ANSWER = 2**20
"""Bytes of lines that are read at once, unless a single part is longer."""
MOST_LINES, MOST_CONTENT = 2**29, 2**31
"""Bytes of lines, and of files, that the owner may have here."""
MOST_LINES_OF_MEMBER = 2**26
"""Bytes of lines that a member of a class may have here: about 180,000 answers."""
MOST_LISTS = 10_000

# Made once: SQLAlchemy takes longer to put a statement together than to run it.
_OF_PERSON = LISTS.c.person == bindparam("by")
_OF_LIST = and_(_OF_PERSON, LISTS.c.path == bindparam("at"))
_LISTS = select(LISTS.c.path, LISTS.c.size).where(_OF_PERSON)
_SIZE = select(LISTS.c.size).where(_OF_LIST).with_for_update()
_GROW = LISTS.update().where(_OF_LIST, LISTS.c.size == bindparam("begin"))
_ROOM = select(func.count(), func.sum(LISTS.c.size)).where(_OF_PERSON)
_OF_PARTS = and_(PARTS.c.person == bindparam("by"), PARTS.c.path == bindparam("at"))
_PART_WITH = select(func.max(PARTS.c.begin)).where(_OF_PARTS, PARTS.c.begin <= bindparam("after"))
_LINES = (
    select(PARTS.c.begin, PARTS.c.lines)
    .where(_OF_PARTS, PARTS.c.begin >= func.coalesce(_PART_WITH.scalar_subquery(), 0))
    .order_by(PARTS.c.begin)
)
"""From the part in which a byte is."""
_NEW_LIST, _NEW_PART = LISTS.insert(), PARTS.insert()


class RefusedError(QuizError):
    """A device sent what cannot be kept."""


def lists_of(connection: Connection, person: str) -> dict[str, int]:
    """The path and size of each list of a person."""
    return {row.path: row.size for row in connection.execute(_LISTS, {"by": person})}


def read_lines_of(connection: Connection, person: str, path: str, begin: int) -> bytes:
    """What a list has after so many bytes, up to about `ANSWER`; empty at its end."""
    rows = connection.execute(_LINES, {"by": person, "at": path, "after": begin})
    found = bytearray()
    for start, lines in rows:
        found += lines[max(0, begin - start) :]
        if len(found) >= ANSWER:
            break
    rows.close()
    return bytes(found)


def parts_of(connection: Connection, person: str, path: str, begin: int = 0) -> Iterator[bytes]:
    """All that a list has after so many bytes, part by part."""
    while part := read_lines_of(connection, person, path, begin):
        yield part
        begin += len(part)


def append_lines(connection: Connection, person: str, path: str, begin: int, lines: bytes) -> bool:
    """Add lines to a list that has `begin` bytes. Returns False, and adds nothing, if it has more
    or fewer; True if these very lines were added there before.

    Raises RefusedError if they are not whole lines, or too many.
    """
    _check_lines(path, begin, lines)
    if not begin:
        _make_list(connection, person, path)
    if _add(connection, person, path, begin, lines):
        _check_room(connection, person)
        return True
    size = connection.scalar(_SIZE, {"by": person, "at": path})
    if size != begin + len(lines):
        return False
    return b"".join(parts_of(connection, person, path, begin)) == lines


def _check_lines(path: str, begin: int, lines: bytes) -> None:
    if not LIST_PATH.fullmatch(path) or not 0 <= begin <= LARGEST:
        raise RefusedError("expected the path of a list of lines")
    if not lines or len(lines) > LONGEST_PART or begin + len(lines) > LARGEST:
        raise RefusedError(f"expected up to {LONGEST_PART:,} bytes of lines at once")
    if not are_whole_lines(lines):
        raise RefusedError("the lines did not arrive whole")
    if not begin and head_device(lines) != path.partition("/")[0]:
        raise RefusedError("the list is not of this device")


def _make_list(connection: Connection, person: str, path: str) -> None:
    """Make a list if there is none; it must get lines in this transaction."""
    # Another process may make it at the same moment.
    with suppress(IntegrityError), connection.begin_nested():
        connection.execute(_NEW_LIST, {"person": person, "path": path, "size": 0})


def _add(connection: Connection, person: str, path: str, begin: int, lines: bytes) -> bool:
    """Add lines to a list, if it has `begin` bytes; nobody else can add to it before this
    transaction ends. Returns whether it had."""
    row = {"by": person, "at": path, "begin": begin, "size": begin + len(lines)}
    if not connection.execute(_GROW, row).rowcount:
        return False
    part = {"person": person, "path": path, "begin": begin, "lines": lines}
    connection.execute(_NEW_PART, part)
    return True


def _check_room(connection: Connection, person: str) -> None:
    """Raise RefusedError if a person has more than they may have."""
    number, size = connection.execute(_ROOM, {"by": person}).one()
    if number <= MOST_LISTS and size <= min(MOST_LINES, MOST_LINES_OF_MEMBER):
        return
    most = MOST_LINES if noted_owner(connection) == person else MOST_LINES_OF_MEMBER
    if size > most or number > MOST_LISTS:
        raise RefusedError("there is no more room here for the answers of one person")


# ── decks, pictures and sounds ──────────────────────────────────────────────────────


def stored_of(connection: Connection, person: str) -> set[str]:
    """The hashes of all files of a person."""
    return set(connection.scalars(select(FILES.c.digest).where(FILES.c.person == person)))


def file_of(connection: Connection, person: str, digest: str) -> bytes | None:
    """The content with this hash; None if the person has no such file."""
    return connection.scalar(
        select(FILES.c.content).where(has(FILES, person=person, digest=digest)).limit(1)
    )


def put_file(connection: Connection, person: str, device: str, digest: str, content: bytes) -> None:
    """Store a file of a device, unless it is there. Raises RefusedError."""
    if len(content) > LARGEST or hash_of(content) != digest:
        raise RefusedError(f"expected a file of up to {LARGEST:,} bytes with this hash")
    row = has(FILES, person=person, device=device, digest=digest)
    if connection.scalar(select(FILES.c.size).where(row)) is not None:
        return
    used = connection.scalar(select(func.sum(FILES.c.size)).where(FILES.c.person == person))
    if (used or 0) + len(content) > MOST_CONTENT:
        raise RefusedError("there is no more room here for the files of one person")
    connection.execute(
        FILES.insert().values(
            person=person, device=device, digest=digest, size=len(content), content=content
        )
    )


def tidy_files(connection: Connection, person: str, device: str, needed: Iterable[str]) -> None:
    """Delete a device's files but those with these hashes."""
    rows = connection.execute(
        select(FILES.c.digest).where(has(FILES, person=person, device=device))
    )
    for digest in set(rows.scalars()) - set(needed):
        connection.execute(
            FILES.delete().where(has(FILES, person=person, device=device, digest=digest))
        )
