"""Everything of one person, to take along or to delete.

Every table that has something of a person has a column `person`; so nothing is forgotten.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from sqlalchemy import Connection, Result, Table, select

from quiz.serve.database.conditions import has
from quiz.serve.database.notices import notify
from quiz.serve.database.tables import METADATA
from quiz.serve.people.access import OPERATOR, DeniedError
from quiz.serve.people.tables import CLASS, MEMBER, PERSON, TOKEN
from quiz.serve.people.tokens import WITHDRAWN
from quiz.serve.sync.shared_rows import lists_of, parts_of
from quiz.serve.sync.tables import DEVICE, FILES, LISTS, PAIRING, PARTS

_SYNCED = (LISTS, PARTS, FILES)
"""What the archive holds as the files that a folder for `quiz sync` has."""

_SECRETS = (TOKEN.c.hash, PAIRING.c.hash, DEVICE.c.token)

README = """\
Everything that this server of quiz had of you.

person.json   your name, classes and other data
answers/      what your devices and browsers sent: answers, decks, pictures and sounds. The folder
              is one for `quiz sync --set FOLDER`, which takes your progress over.
"""


def export_person(connection: Connection, who: str, person: str, path: Path) -> None:
    """Write everything of a person to a new archive, for themselves and the operator. Raises
    OSError."""
    _check(connection, who, person)
    with ZipFile(path, "x", ZIP_DEFLATED) as archive:
        archive.writestr("README.txt", README)
        archive.writestr("person.json", json.dumps(_rows(connection, person), indent=1))
        for name in lists_of(connection, person):
            with archive.open(f"answers/{name}", "w") as file:
                for part in parts_of(connection, person, name):
                    file.write(part)
        own = select(FILES.c.device, FILES.c.digest).where(FILES.c.person == person)
        for device, digest in connection.execute(own).all():
            row = has(FILES, person=person, device=device, digest=digest)
            content = select(FILES.c.content).where(row)
            name = f"answers/{device}/files/{digest}"
            archive.writestr(name, connection.execute(content).scalar_one())


def delete_person(connection: Connection, who: str, person: str) -> None:
    """Delete a person with everything of theirs, for themselves and the operator. Their devices
    keep what they have."""
    _check(connection, who, person)
    notify(connection, WITHDRAWN)
    for table in _tables():
        connection.execute(table.delete().where(table.c.person == person))
    connection.execute(PERSON.delete().where(PERSON.c.id == person))


def _tables() -> Iterator[Table]:
    """All tables with something of a person; those that refer to others first."""
    return (table for table in reversed(METADATA.sorted_tables) if "person" in table.c)


def _rows(connection: Connection, person: str) -> dict[str, object]:
    """What the tables say, but secrets and what the archive has as files."""
    columns = [PERSON.c.id, PERSON.c.name, PERSON.c.made]
    found: dict[str, object] = {
        "person": _dicts(connection.execute(select(*columns).where(PERSON.c.id == person))),
        "classes": _dicts(
            connection.execute(
                select(CLASS.c.name, MEMBER.c.role, MEMBER.c.name.label("called"), MEMBER.c.joined)
                .join(MEMBER)
                .where(MEMBER.c.person == person)
            )
        ),
    }
    for table in _tables():
        if table not in (*_SYNCED, MEMBER):
            shown = [column for column in table.c if column not in set(_SECRETS)]
            own = select(*shown).where(table.c.person == person)
            found[table.name] = _dicts(connection.execute(own))
    return found


def _dicts(rows: Result[Any]) -> list[dict[str, object]]:
    return [dict(row) for row in rows.mappings()]


def _check(connection: Connection, who: str, person: str) -> None:
    known = connection.scalar(select(PERSON.c.id).where(PERSON.c.id == person))
    if who not in (person, OPERATOR) or known is None:
        raise DeniedError
