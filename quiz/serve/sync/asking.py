"""What is common to the requests of devices: who asks, what they sent, and answers in JSON.

A device shows who it is by its token in each request. There are no cookies here, so that no page of
another site can make a browser send anything.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from quiz.clock import now_ms
from quiz.errors import QuizError
from quiz.serve.database.database import Database
from quiz.serve.database.faults import DatabaseError
from quiz.serve.forms import parts_of, too_long
from quiz.serve.people.attempts import TooManyError
from quiz.serve.people.tokens import TokenKind, holder_of
from quiz.storage.sync.shared_server import NOBODY

Result = TypeVar("Result")
Endpoint = Callable[[Request], Awaitable[Response]]

_REFUSED, _BUSY, _TOO_MANY, _AWAY = 400, 409, 429, 503


def told(endpoint: Endpoint) -> Endpoint:
    """An endpoint whose errors are told in JSON."""

    async def answer(request: Request) -> Response:
        try:
            return await endpoint(request)
        except HTTPException as error:
            return JSONResponse({"error": error.detail}, error.status_code)
        except DatabaseError as error:
            return JSONResponse({"error": str(error)}, _AWAY)
        except TooManyError as error:
            return JSONResponse({"error": str(error)}, _TOO_MANY)
        except QuizError as error:
            return JSONResponse({"error": str(error)}, _REFUSED)
        except IntegrityError:
            return JSONResponse({"error": "another request came between; try again"}, _BUSY)

    return answer


def token_of(request: Request) -> str:
    """The token that a device shows; "" if it shows none."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    return token if scheme == "Bearer" else ""


async def asker(request: Request, database: Database) -> str:
    """The person whose device asks; notes that it is here. Raises HTTPException for nobody's: call
    it before anything else that was sent is read."""
    person = await run_in_threadpool(
        holder_of, database, token_of(request), TokenKind.DEVICE, now_ms()
    )
    if person is None:
        raise HTTPException(NOBODY, "this device is not known here")
    return person.id


async def reading(database: Database, read: Callable[[Connection], Result]) -> Result:
    """Read something in a transaction, while other requests come in."""

    def do() -> Result:
        with database.read() as connection:
            return read(connection)

    return await run_in_threadpool(do)


async def writing(database: Database, write: Callable[[Connection], Result]) -> Result:
    """Write something in a transaction, while other requests come in."""

    def do() -> Result:
        with database.begin() as connection:
            return write(connection)

    return await run_in_threadpool(do)


async def body_of(request: Request, most: int) -> bytes:
    """The content that was sent, unpacked. Raises HTTPException if it is longer than `most` bytes,
    or did not arrive whole."""
    body = b"".join([part async for part in parts_of(request, most)])
    if request.headers.get("content-encoding") != "gzip":
        return body
    unpacker = zlib.decompressobj(zlib.MAX_WBITS | 16)
    try:
        content = unpacker.decompress(body, most + 1)
    except zlib.error as error:
        raise HTTPException(_REFUSED, "the content cannot be unpacked") from error
    if len(content) > most:
        raise too_long(most)
    if not unpacker.eof:
        raise HTTPException(_REFUSED, "the content did not arrive whole")
    return content


async def json_of(request: Request, most: int) -> Any:
    """The JSON that was sent; see `body_of`."""
    try:
        return json.loads(await body_of(request, most))
    except (ValueError, RecursionError) as error:
        raise HTTPException(_REFUSED, "expected JSON") from error
