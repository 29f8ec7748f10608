"""Reads TOML; errors become faults with a line and column."""

from __future__ import annotations

import re
import tomllib
from typing import Any

from quiz.decks.faults import Fault

_PLACE = re.compile(r"\(at line (\d+), column (\d+)\)")


def read_toml(data: bytes, file: str, expected: str) -> tuple[str, dict[str, Any]] | Fault:
    """The text and the table in these bytes, or the fault in them; never raises."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        return Fault(file, line, 1, "not UTF-8 text; expected a TOML file saved as UTF-8")
    try:
        return text, tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        place = _PLACE.search(str(error))
        line, column = (int(place[1]), int(place[2])) if place else (text.count("\n") + 1, 1)
        what = _PLACE.sub("", str(error)).strip() or "too deeply nested"
        return Fault(file, line, column, f"not TOML ({what}); {expected}")
