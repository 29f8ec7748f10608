"""What commands on the database need to know of the servers that use it."""

from __future__ import annotations

from sqlalchemy import Connection, select

from quiz.serve.database.upsert import upsert
from quiz.serve.people.tables import NOTE

_ADDRESS = "address"
_OWNER = "owner"
_FOLDER = "folder of a class before: "


def note_address(connection: Connection, address: str) -> None:
    """Note where browsers reach the server that started last."""
    upsert(connection, NOTE, {"name": _ADDRESS, "value": address})


def noted_address(connection: Connection) -> str:
    """Where browsers reach the server; "" before the first start."""
    return _noted(connection, _ADDRESS)


def note_owner(connection: Connection, person: str) -> None:
    """Note who the owner is."""
    upsert(connection, NOTE, {"name": _OWNER, "value": person})


def noted_owner(connection: Connection) -> str:
    """The id of the owner; "" before the first device was paired."""
    return _noted(connection, _OWNER)


def note_folder(connection: Connection, folder: str) -> None:
    """Note that a class had this folder."""
    upsert(connection, NOTE, {"name": f"{_FOLDER}{folder}", "value": ""})


def noted_folders(connection: Connection) -> set[str]:
    """The folders of classes that were removed. No other class gets them: cards are known by their
    folder, and it would be shown the answers of the one before."""
    names = connection.scalars(select(NOTE.c.name))
    return {name.removeprefix(_FOLDER) for name in names if name.startswith(_FOLDER)}


def _noted(connection: Connection, name: str) -> str:
    found = connection.scalar(select(NOTE.c.value).where(NOTE.c.name == name))
    return found or ""
