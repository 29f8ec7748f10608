"""Decodes text files of other programs."""

from __future__ import annotations

import json
import re
from typing import Any

from quiz.formats.event_json import no_constant
from quiz.formats.interchange import InterchangeError

_UTF16 = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
_START = 200
"""A file of this game says so in its first characters."""
_MOST_OBJECTS, _MOST_VALUES = 1_000_000, 5_000_000
_LINE_BREAK = re.compile("\r\n|\r|\n")


def decode(data: bytes) -> str:
    """The text of a file in UTF-8 or UTF-16, without byte order mark, with line feeds as line ends.

    UTF-16 needs a byte order mark, as written by Excel. Raises InterchangeError with the position
    of the first invalid byte.
    """
    encoding = _UTF16.get(data[:2], "utf-8")
    data = data[2:] if encoding != "utf-8" else data.removeprefix(b"\xef\xbb\xbf")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        wrong = f"byte 0x{data[error.start]:02x} is not {encoding.upper()[:6].rstrip('-')}"
        message = f"{wrong}, expected text: save the file as UTF-8"
        raise _fault_behind(data[: error.start].decode(encoding, "replace"), message) from error
    before, null, _ = text.partition("\0")
    if null:
        raise _fault_behind(before, "a null character: this is not a text file")
    return _LINE_BREAK.sub("\n", text)


def _fault_behind(before: str, message: str) -> InterchangeError:
    """The error for what stands behind this start of a file."""
    lines = _LINE_BREAK.split(before)
    return InterchangeError(message, len(lines), len(lines[-1]) + 1)


def json_value(data: bytes) -> Any:
    """The value of a file in JSON. Raises InterchangeError, with the position, if it is none, or
    would take much more memory than the file has bytes."""
    text = decode(data)
    is_foreign = '"quiz"' not in text[:_START]
    if is_foreign and (
        text.count("{") + text.count("[") > _MOST_OBJECTS or text.count(",") > _MOST_VALUES
    ):
        raise InterchangeError(
            f"more than {_MOST_OBJECTS:,} objects or {_MOST_VALUES:,} values, expected a deck", 1, 1
        )
    try:
        return json.loads(text, parse_constant=no_constant)
    except json.JSONDecodeError as error:
        if error.msg == "Extra data" and error.lineno > 1 and (values := _json_lines(text)):
            return values
        message = f"this is not JSON: {error.msg[:1].lower()}{error.msg[1:]}"
        raise InterchangeError(message, error.lineno, error.colno) from error
    except (RecursionError, ValueError) as error:
        raise InterchangeError(f"this is not a deck in JSON: {error}", 1, 1) from error


def _json_lines(text: str) -> list[Any]:
    """The values of a file with one on each line, and the text of each line that is damaged; [] if
    most lines have none."""
    values = [_json_line(line) for line in text.split("\n") if line.strip()]
    found = [value for value in values if isinstance(value, dict | list)]
    return values if 2 * len(found) > len(values) else []


def _json_line(line: str) -> Any:
    try:
        return json.loads(line, parse_constant=no_constant)
    except (RecursionError, ValueError):
        return line
