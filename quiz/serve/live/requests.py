"""What requests about live quizzes bring: keys, values, and whole quizzes."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Awaitable, Callable, Mapping
from hmac import compare_digest
from typing import Any

from starlette.requests import Request

from quiz.files import json_object
from quiz.live.events import Opened
from quiz.live.names import MOST_TEAMS, clean_name
from quiz.live.question import MOST_QUESTIONS, from_json
from quiz.serve.live.ledger import Picture
from quiz.serve.sync.asking import body_of

MOST_BYTES = 16 * 1024
"""The longest request that does not open a quiz."""

PICTURE_TYPES = ("image/png", "image/jpeg", "image/gif", "image/webp", "image/avif", "image/bmp")
LONGEST_TITLE = 200
MOST_TIME = 2**53
"""Milliseconds since 1970 that every program understands."""


def key_in(request: Request, cookie: str) -> str:
    """The key that a request brings; "" for none. If it says so itself, its cookies do not count:
    no other page can send such a header."""
    kind, _, said = request.headers.get("authorization", "").partition(" ")
    if kind:
        return said.strip() if kind.casefold() == "bearer" else ""
    return request.cookies.get(cookie, "")


def key_of(request: Request) -> str:
    """The key that a terminal brings; "" for none."""
    return key_in(request, "")


def has_key(request: Request, key: str) -> bool:
    """Whether a request brings this key."""
    return compare_digest(key_of(request).encode(), key.encode())


def opens_with(key: str) -> Callable[[Request], Awaitable[bool]]:
    """Lets those open quizzes who bring this key."""

    async def may_open(request: Request) -> bool:
        return has_key(request, key)

    return may_open


async def given_in(request: Request) -> Mapping[str, Any]:
    """The object that was sent; {} if there is none. HTTPException 413 if it is too long."""
    return json_object(await body_of(request, MOST_BYTES))


def text_in(given: Mapping[str, Any], name: str) -> str:
    """A text in an object; "" if it is none."""
    found = given.get(name)
    return found if isinstance(found, str) else ""


def whole_in(given: Mapping[str, Any], name: str) -> int:
    """A whole number in an object; -1 if it is none."""
    found = given.get(name)
    return found if type(found) is int else -1


def opening_of(given: Mapping[str, Any], host: str) -> tuple[Opened, dict[int, Picture]]:
    """What a host sent to open a quiz. Raises TypeError, ValueError or others if it is none."""
    questions = tuple(map(from_json, given["questions"]))
    if not 0 < len(questions) <= MOST_QUESTIONS:
        raise ValueError("too few or too many questions")
    teams = tuple(filter(None, (clean_name(str(each)) for each in given["teams"])))[:MOST_TEAMS]
    title = str(given["title"])[:LONGEST_TITLE]
    closes = given["closes"]
    if type(closes) is not int or not 0 <= closes < MOST_TIME:
        raise ValueError("not a time")
    pictures = {}
    for number, (kind, data) in given.get("pictures", {}).items():
        if kind not in PICTURE_TYPES:
            raise ValueError("not a picture")
        try:
            pictures[int(number)] = Picture(kind, base64.b64decode(data, validate=True))
        except binascii.Error as error:
            raise ValueError("not a picture") from error
    return Opened(title, questions, host, teams, closes), pictures
