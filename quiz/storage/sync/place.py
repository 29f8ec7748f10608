"""Where the files of all devices stand: a folder that something else carries, or a server.

`<device>/events-….jsonl` has what a device said, line by line; besides, each device has files with
decks, pictures and sounds, named after the hash of their content. A device adds only to its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from hashlib import sha256
from typing import Protocol

from quiz.errors import QuizError

FULL = 2**20
"""Bytes at which a new list of lines begins, so that a service that carries whole files has little
to do."""
LARGEST = 64 * 2**20
"""Bytes of the largest file that is read or written."""
DIGEST = re.compile("[0-9a-f]{64}")


class SyncError(QuizError):
    """The place cannot be used now. Nothing is lost: what was to be said waits."""


class Place(Protocol):
    """What a sync needs of a folder or server. Every method may raise SyncError.

    only_grows: whether nothing ever becomes shorter here, unless an older copy of everything came
    back. A folder is no such place: files are still on their way, and a disk may not be mounted.
    """

    only_grows: bool

    def lists(self) -> dict[str, int]:
        """The paths ("<device>/<name>.jsonl") and sizes in bytes of all lists of lines."""

    def read(self, path: str, begin: int, end: int) -> bytes | None:
        """These bytes of a list; fewer if it has become shorter, None if it cannot be read now."""

    def append(self, path: str, size: int, data: bytes) -> bool:
        """Add whole lines to a list that has so many bytes, 0 for a new one; they are durable when
        this returns. Returns False, and adds nothing, if it has more or fewer."""

    def stored(self) -> set[str]:
        """The hashes of all files that some device has put here, whole or not."""

    def find(self, digest: str) -> bytes | None:
        """The content with this hash; None if it is not here whole."""

    def put(self, device: str, digest: str, data: bytes) -> None:
        """Store a file of this device, unless it is there."""

    def tidy(self, device: str, needed: Iterable[str]) -> None:
        """Delete this device's files but those with these hashes."""


def hash_of(data: bytes) -> str:
    """The name of a file: the SHA-256 of its content in hexadecimal."""
    return sha256(data).hexdigest()
