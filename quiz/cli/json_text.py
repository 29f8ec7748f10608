"""JSON for programs that a terminal may show as well."""

from __future__ import annotations

import json
from typing import Any


def json_text(value: Any, *, indent: int | None = None) -> str:
    """The value as JSON; who reads it gets every text back as it was.

    What is not printable, such as control characters and invisible marks of direction or of no
    width in the name of a file, is written as an escape: it must not steer a terminal.
    """
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    if text.isprintable():
        return text
    # Line feeds are the layout's own here; those of texts are escapes already.
    return "".join(char if char.isprintable() or char == "\n" else _escape(char) for char in text)


def _escape(char: str) -> str:
    return json.dumps(char)[1:-1] if char > "\x7f" else f"\\u{ord(char):04x}"
