"""What a player syncs with: a folder, or a server of ours."""

from __future__ import annotations

import platform
from pathlib import Path

from quiz.http_client import Client
from quiz.storage.sync.place import Place
from quiz.storage.sync.shared_folder import SharedFolder
from quiz.storage.sync.shared_server import SharedServer
from quiz.storage.sync.tokens import token_for

_SCHEMES = ("http://", "https://")


def is_server(target: str | Path) -> bool:
    """Whether this is the address of a server rather than a folder."""
    return str(target).casefold().startswith(_SCHEMES)


def place_of(target: str | Path, home: Path) -> Place:
    """The place at an address or path. home: the data directory, which has the tokens of this
    device. Raises SyncError if it is a folder that is not there."""
    if is_server(target):
        return SharedServer(client_of(str(target), home))
    return SharedFolder(Path(target).expanduser())


def client_of(address: str, home: Path) -> Client:
    """A client that comes with the token of this device."""
    return Client(address, token_for(home, address))


def device_name() -> str:
    """What this device calls itself when it comes to a server."""
    return platform.node()[:60] or "device"
