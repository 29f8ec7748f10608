"""What the devices of a person ask of the server when they sync. Every answer is JSON or a content.

A device shows who it is by its token in each request. There are no cookies here, so that no page of
another site can make a browser send anything.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Awaitable, Callable
from re import Pattern
from typing import TypeVar

from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from quiz.errors import QuizError
from quiz.serve.database.database import Database
from quiz.serve.sync import shared_rows as rows
from quiz.serve.sync.shared_rows import LONGEST_PART, RefusedError
from quiz.storage.sync.lines import DEVICE
from quiz.storage.sync.place import DIGEST, LARGEST
from quiz.storage.sync.shared_server import NOBODY, NOT_FOUND, SYNC, VERSION

Result = TypeVar("Result")
Who = Callable[[Connection, str], str | None]
"""The person to whom the token of a device belongs; None for no good token."""

_LONGEST_LIST = 2**20
_TOO_LONG, _REFUSED, _BUSY, _AWAY = 413, 400, 409, 503


class SyncRoutes:
    """The addresses below `/sync`. pushed: called with the person when something new arrived."""

    def __init__(
        self, database: Database, who: Who, pushed: Callable[[str], None] = lambda person: None
    ) -> None:
        self._database = database
        self._who = who
        self._pushed = pushed

    def routes(self) -> list[Route]:
        """All of them."""
        lines, files = f"/{SYNC}/lines/{{device}}/{{name}}", f"/{SYNC}/files"
        return [
            Route(f"/{SYNC}", _told(self._summary)),
            Route(lines, _told(self._read)),
            Route(lines, _told(self._append), methods=["POST"]),
            Route(f"{files}/{{digest}}", _told(self._find)),
            Route(f"{files}/{{device}}/{{digest}}", _told(self._put), methods=["POST"]),
            Route(f"/{SYNC}/tidy/{{device}}", _told(self._tidy), methods=["POST"]),
        ]

    async def _do(
        self, request: Request, work: Callable[[Connection, str], Result], *, writes: bool = False
    ) -> Result:
        """Do a piece of work in a transaction, for the person who asks."""
        scheme, _, token = request.headers.get("authorization", "").partition(" ")

        def do() -> Result:
            with self._database.begin() if writes else self._database.read() as connection:
                person = self._who(connection, token) if scheme == "Bearer" else None
                if person is None:
                    raise HTTPException(NOBODY, "this device is not known here")
                found = work(connection, person)
            if writes:
                self._pushed(person)
            return found

        return await run_in_threadpool(do)

    async def _summary(self, request: Request) -> Response:
        lists, stored = await self._do(
            request, lambda db, person: (rows.lists_of(db, person), rows.stored_of(db, person))
        )
        return _answer(version=VERSION, lists=lists, stored=sorted(stored))

    async def _read(self, request: Request) -> Response:
        path, begin = _list(request)
        lines = await self._do(
            request, lambda db, person: rows.read_lines_of(db, person, path, begin)
        )
        return Response(lines, media_type="application/octet-stream")

    async def _append(self, request: Request) -> Response:
        path, begin = _list(request)
        lines = await body_of(request, LONGEST_PART)
        added = await self._do(
            request,
            lambda db, person: rows.append_lines(db, person, path, begin, lines),
            writes=True,
        )
        return _answer(added=added)

    async def _find(self, request: Request) -> Response:
        digest = _matching(DIGEST, request.path_params["digest"])
        content = await self._do(request, lambda db, person: rows.file_of(db, person, digest))
        if content is None:
            raise HTTPException(NOT_FOUND, "no such file")
        return Response(content, media_type="application/octet-stream")

    async def _put(self, request: Request) -> Response:
        device = _matching(DEVICE, request.path_params["device"])
        digest = _matching(DIGEST, request.path_params["digest"])
        content = await body_of(request, LARGEST)
        await self._do(
            request,
            lambda db, person: rows.put_file(db, person, device, digest, content),
            writes=True,
        )
        return _answer()

    async def _tidy(self, request: Request) -> Response:
        device = _matching(DEVICE, request.path_params["device"])
        try:
            needed = json.loads(await body_of(request, _LONGEST_LIST))
        except (ValueError, RecursionError) as error:
            raise RefusedError("expected JSON") from error
        if not isinstance(needed, list) or not all(isinstance(each, str) for each in needed):
            raise RefusedError("expected a list of hashes")
        await self._do(
            request, lambda db, person: rows.tidy_files(db, person, device, needed), writes=True
        )
        return _answer()


def _told(
    endpoint: Callable[[Request], Awaitable[Response]],
) -> Callable[[Request], Awaitable[Response]]:
    """An endpoint whose errors are told in JSON."""

    async def told(request: Request) -> Response:
        try:
            return await endpoint(request)
        except HTTPException as error:
            return JSONResponse({"error": error.detail}, error.status_code)
        except RefusedError as error:
            return JSONResponse({"error": str(error)}, _REFUSED)
        except QuizError as error:
            return JSONResponse({"error": str(error)}, _AWAY)
        except IntegrityError:
            return JSONResponse({"error": "another request came between; try again"}, _BUSY)

    return told


def _answer(**fields: object) -> Response:
    return JSONResponse({"quiz": SYNC, **fields})


def _list(request: Request) -> tuple[str, int]:
    """The list that is asked for, and from which byte on."""
    device = _matching(DEVICE, request.path_params["device"])
    begin = request.query_params.get("begin", "")
    if not (begin.isascii() and begin.isdecimal() and len(begin) <= 12):
        raise RefusedError("expected where to begin")
    return f"{device}/{request.path_params['name']}", int(begin)


def _matching(pattern: Pattern[str], text: str) -> str:
    if not pattern.fullmatch(text):
        raise RefusedError("no such device, list or file")
    return text


async def body_of(request: Request, most: int) -> bytes:
    """The content that was sent, unpacked. Raises HTTPException if it is longer than `most` bytes,
    and RefusedError if it cannot be unpacked."""
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > most:
            raise HTTPException(_TOO_LONG, f"longer than {most:,} bytes")
    if request.headers.get("content-encoding") != "gzip":
        return bytes(body)
    unpacker = zlib.decompressobj(zlib.MAX_WBITS | 16)
    try:
        content = unpacker.decompress(bytes(body), most + 1)
    except zlib.error as error:
        raise RefusedError("the content cannot be unpacked") from error
    if len(content) > most:
        raise HTTPException(_TOO_LONG, f"longer than {most:,} bytes")
    if not unpacker.eof:
        raise RefusedError("the content did not arrive whole")
    return content
