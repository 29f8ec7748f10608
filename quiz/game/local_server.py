"""The server that runs on this machine's data now: where it is, and the key with which the same
user's commands may open live quizzes on it."""

from __future__ import annotations

import json
from pathlib import Path
from secrets import token_urlsafe
from typing import NamedTuple

from quiz.files import PRIVATE, forget_file, kept_object, replace_file

FILE_NAME = "server.json"


class LocalServer(NamedTuple):
    """address: without a final slash. key: a secret of the user whose data it is."""

    address: str
    key: str


def announce(home: Path, address: str) -> LocalServer:
    """Note that a server runs, where only this user can read it. Raises QuizError."""
    found = LocalServer(address, token_urlsafe(32))
    replace_file(home / FILE_NAME, json.dumps(found._asdict()), PRIVATE)
    return found


def withdraw(home: Path, server: LocalServer) -> None:
    """Note that this server has ended, unless another one runs meanwhile."""
    if announced(home) == server:
        forget_file(home / FILE_NAME)


def announced(home: Path) -> LocalServer | None:
    """The server that was announced last, or None; it may have ended without a word."""
    found = kept_object(home / FILE_NAME)
    if "address" not in found or "key" not in found:
        return None
    return LocalServer(str(found["address"]), str(found["key"]))
