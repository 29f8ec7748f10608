"""A server of ours as the place where the files of all devices stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from quiz.http_client import Client, HttpError
from quiz.storage.sync.lines import DEVICE
from quiz.storage.sync.place import DIGEST, LARGEST, SyncError, hash_of

SYNC = "sync"
"""The first part of the paths of all requests."""
VERSION = 1
PAIR, LEAVE, CLASSES, JOIN, ENTER = "pair", "leave", "classes", "join", "enter"
NOBODY, NOT_FOUND = 401, 404
LIST_PATH = re.compile(rf"{DEVICE.pattern}/[a-z0-9-]{{1,100}}\.jsonl")
"""The path of a list of lines on a server."""
_MOST_LISTS = 100_000


def strange(address: str) -> SyncError:
    """What is told of a server whose answer is none of ours."""
    return SyncError(f"{address} does not answer as a quiz server does. Nothing is lost")


class SharedServer:
    """A server as a `Place`. client: comes with the token of this device."""

    only_grows = True

    def __init__(self, client: Client) -> None:
        self._client = client

    def __str__(self) -> str:
        return self._client.address

    def lists(self) -> dict[str, int]:
        """See `Place.lists`."""
        return self._summary()[0]

    def stored(self) -> set[str]:
        """See `Place.stored`."""
        return self._summary()[1]

    def _summary(self) -> tuple[dict[str, int], set[str]]:
        with self._explained():
            match self._client.get_json(SYNC):
                case {"quiz": "sync", "version": int(version)} if version > VERSION:
                    raise SyncError(f"{self}: a newer version of quiz; update the one here")
                case {"quiz": "sync", "lists": dict(lists), "stored": list(stored)}:
                    sound = all(
                        LIST_PATH.fullmatch(path) and type(size) is int and 0 < size <= LARGEST
                        for path, size in lists.items()
                    )
                    if sound and len(lists) <= _MOST_LISTS:
                        return lists, {each for each in stored if isinstance(each, str)}
        raise strange(str(self))

    def read(self, path: str, begin: int, end: int) -> bytes | None:
        """See `Place.read`."""
        data = b""
        while begin + len(data) < end:
            with self._explained():
                part = self._client.get(SYNC, "lines", *path.split("/"), begin=begin + len(data))
            if not part:
                break
            data += part
        return data[: end - begin]

    def append(self, path: str, size: int, data: bytes) -> bool:
        """See `Place.append`. Sent again after a broken connection, it is not written twice."""
        device, name = path.split("/")
        for last in (False, True):
            try:
                with self._explained():
                    answer = self._client.send(SYNC, "lines", device, name, data=data, begin=size)
                break
            except SyncError as error:
                cause = error.__cause__
                if last or not isinstance(cause, HttpError) or cause.status:
                    raise
        match answer:
            case {"quiz": "sync", "added": bool(added)}:
                return added
        raise strange(str(self))

    def find(self, digest: str) -> bytes | None:
        """See `Place.find`."""
        try:
            with self._explained():
                data = self._client.get(SYNC, "files", digest, most=LARGEST)
        except SyncError as error:
            if isinstance(error.__cause__, HttpError) and error.__cause__.status == NOT_FOUND:
                return None
            raise
        return data if hash_of(data) == digest else None

    def put(self, device: str, digest: str, data: bytes) -> None:
        """See `Place.put`."""
        # Pictures and sounds are packed already; decks are small.
        with self._explained():
            self._client.send(SYNC, "files", device, digest, data=data, packed=False)

    def tidy(self, device: str, needed: Iterable[str]) -> None:
        """See `Place.tidy`."""
        kept = sorted(each for each in needed if DIGEST.fullmatch(each))
        with self._explained():
            self._client.send_json(SYNC, "tidy", device, value=kept)

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except HttpError as error:
            if error.status == NOBODY:
                raise SyncError(
                    f"{self} does not know this device (any more); `quiz sync --set {self}` pairs "
                    "it. Nothing is lost"
                ) from error
            raise SyncError(str(error)) from error
