"""What the devices of a person ask of the server when they sync. Answers are JSON or a content."""

from __future__ import annotations

from collections.abc import Callable
from re import Pattern

from sqlalchemy import Connection
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from quiz.clock import now_ms
from quiz.serve.database.database import Database
from quiz.serve.database.notices import notify
from quiz.serve.forms import client_of
from quiz.serve.people.secrets import hash_of
from quiz.serve.people.server_notes import noted_owner
from quiz.serve.people.tokens import withdraw
from quiz.serve.sync import shared_rows as rows
from quiz.serve.sync.asking import asker, body_of, json_of, reading, token_of, told, writing
from quiz.serve.sync.pairing import pair
from quiz.serve.sync.shared_rows import LONGEST_PART, RefusedError
from quiz.storage.sync.lines import DEVICE
from quiz.storage.sync.place import DIGEST, LARGEST
from quiz.storage.sync.shared_server import LEAVE, NOT_FOUND, PAIR, SYNC, VERSION

PUSHED = "sync"
"""The topic of notices with the person for whom something new has arrived."""

_LONGEST_TIDYING = 2**20
_LONGEST_PAIRING = 2_000


class SyncRoutes:
    """The addresses below `/sync`. before_reading: called in some thread with a person whose
    device begins a sync."""

    def __init__(
        self, database: Database, before_reading: Callable[[str], None] = lambda person: None
    ) -> None:
        self._database = database
        self._before_reading = before_reading

    def routes(self) -> list[Route]:
        """All of them."""
        lines, files = f"/{SYNC}/lines/{{device}}/{{name}}", f"/{SYNC}/files"
        return [
            Route(f"/{SYNC}", told(self._summary)),
            Route(f"/{SYNC}/{PAIR}", told(self._pair), methods=["POST"]),
            Route(f"/{SYNC}/{LEAVE}", told(self._leave), methods=["POST"]),
            Route(lines, told(self._read)),
            Route(lines, told(self._append), methods=["POST"]),
            Route(f"{files}/{{digest}}", told(self._find)),
            Route(f"{files}/{{device}}/{{digest}}", told(self._put), methods=["POST"]),
            Route(f"/{SYNC}/tidy/{{device}}", told(self._tidy), methods=["POST"]),
        ]

    async def _pair(self, request: Request) -> Response:
        match await json_of(request, _LONGEST_PAIRING):
            case {"code": str(code), "device": str(device)} if device.isprintable():
                where = client_of(request)
                paired = await run_in_threadpool(
                    pair, self._database, code, device, where, now_ms()
                )
                return _answer(token=paired.secret, name=paired.name)
        raise RefusedError("expected a code and the name of a device")

    async def _leave(self, request: Request) -> Response:
        person = await asker(request, self._database)
        token = hash_of(token_of(request))
        await writing(self._database, lambda db: withdraw(db, person, person, now_ms(), token))
        return _answer()

    async def _summary(self, request: Request) -> Response:
        person = await asker(request, self._database)
        await run_in_threadpool(self._before_reading, person)
        lists, stored = await reading(
            self._database, lambda db: (rows.lists_of(db, person), rows.stored_of(db, person))
        )
        return _answer(version=VERSION, lists=lists, stored=sorted(stored))

    async def _read(self, request: Request) -> Response:
        person = await asker(request, self._database)
        path, begin = _list(request)
        lines = await reading(
            self._database, lambda db: rows.read_lines_of(db, person, path, begin)
        )
        return Response(lines, media_type="application/octet-stream")

    async def _append(self, request: Request) -> Response:
        person = await asker(request, self._database)
        path, begin = _list(request)
        lines = await body_of(request, LONGEST_PART)

        def append(connection: Connection) -> bool:
            notify(connection, PUSHED, person)
            return rows.append_lines(connection, person, path, begin, lines)

        return _answer(added=await writing(self._database, append))

    async def _find(self, request: Request) -> Response:
        person = await asker(request, self._database)
        digest = _matching(DIGEST, request.path_params["digest"])
        content = await reading(self._database, lambda db: rows.file_of(db, person, digest))
        if content is None:
            raise HTTPException(NOT_FOUND, "no such file")
        return Response(content, media_type="application/octet-stream")

    async def _put(self, request: Request) -> Response:
        person = await asker(request, self._database)
        device = _matching(DEVICE, request.path_params["device"])
        digest = _matching(DIGEST, request.path_params["digest"])
        if await reading(self._database, noted_owner) != person:
            raise RefusedError("the server keeps answers of its classes, but files of nobody")
        content = await body_of(request, LARGEST)
        await writing(self._database, lambda db: rows.put_file(db, person, device, digest, content))
        return _answer()

    async def _tidy(self, request: Request) -> Response:
        person = await asker(request, self._database)
        device = _matching(DEVICE, request.path_params["device"])
        needed = await json_of(request, _LONGEST_TIDYING)
        if not isinstance(needed, list) or not all(isinstance(each, str) for each in needed):
            raise RefusedError("expected a list of hashes")
        await writing(self._database, lambda db: rows.tidy_files(db, person, device, needed))
        return _answer()


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
    if len(text) > 100 or not pattern.fullmatch(text):
        raise RefusedError("no such device, list or file")
    return text
