"""Reads forms, and answers them."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Mapping, Sequence
from urllib.parse import parse_qs

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse

Form = Mapping[str, Sequence[str]]
"""What a form sent: for each name, its values."""

MOST_BYTES = 64 * 1024
"""The longest form that is read."""

MOST_FIELDS = 300


def to(address: str) -> RedirectResponse:
    """Have the browser ask for another page."""
    return RedirectResponse(address, 303)


def client_of(request: Request) -> str:
    """Where a request comes from; "" if nobody can tell."""
    return request.client.host if request.client else ""


def value_of(form: Form, name: str) -> str:
    """The first value of a field; "" if it is missing."""
    return next(iter(form.get(name, ())), "")


async def parts_of(request: Request, most: int) -> AsyncGenerator[bytes, None]:
    """The content of a request, part by part; HTTPException if it is longer than `most` bytes."""
    read = 0
    async for part in request.stream():
        read += len(part)
        if read > most:
            raise too_long(most)
        yield part


def too_long(most: int) -> HTTPException:
    """The answer to a request of more than `most` bytes."""
    return HTTPException(413, f"longer than {most:,} bytes")


async def form_of(request: Request, most: int = MOST_BYTES) -> Form:
    """What a form sent; HTTPException if it is longer than `most` bytes."""
    body = b"".join([part async for part in parts_of(request, most)])
    try:
        text = body.decode("utf-8", "replace")
        return parse_qs(text, keep_blank_values=True, max_num_fields=MOST_FIELDS)
    except ValueError as error:
        raise HTTPException(413) from error
