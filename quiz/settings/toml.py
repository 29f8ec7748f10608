"""Reads TOML; errors become faults with a line and column. A start that finds only default files
needs neither of the two parsers, so both are imported late."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from quiz.decks.faults import Fault
from quiz.errors import QuizError

if TYPE_CHECKING:
    from tomlkit import TOMLDocument

_PLACE = re.compile(r"\(at line (\d+), column (\d+)\)")


def read_toml(data: bytes, file: str, expected: str) -> tuple[str, dict[str, Any]] | Fault:
    """The text and the table in these bytes, or the fault in them; never raises."""
    import tomllib

    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        return Fault(file, line, 1, "not UTF-8 text; expected a TOML file saved as UTF-8")
    try:
        return text, tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        place = _PLACE.search(str(error))
        line, column = (int(place[1]), int(place[2])) if place else (text.count("\n") + 1, 1)
        what = _PLACE.sub("", str(error)).strip() or "too deeply nested"
        return Fault(file, line, column, f"not TOML ({what}); {expected}")


def open_document(path: Path, otherwise: str = "") -> TOMLDocument:
    """The document in this file, which keeps comments and layout when it is changed; `otherwise` if
    there is no file. Raises QuizError if it is not TOML."""
    import tomlkit

    try:
        return tomlkit.parse(path.read_text(encoding="utf-8-sig") if path.exists() else otherwise)
    except (tomlkit.exceptions.TOMLKitError, ValueError) as error:
        raise QuizError(f"{path} is not valid TOML, fix it first: {error}") from error
