"""JSON output that is also safe to show on a terminal."""

from __future__ import annotations

import json
from typing import Any


def json_text(value: Any, *, indent: int | None = None) -> str:
    """The value as JSON; parsing it gives back every text unchanged.

    Non-printable characters, such as control characters and invisible direction or zero-width marks
    in a file name, are escaped, so that they cannot control a terminal.
    """
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    if text.isprintable():
        return text
    # Line feeds here are layout; those in texts are already escaped.
    return "".join(char if char.isprintable() or char == "\n" else _escape(char) for char in text)


def _escape(char: str) -> str:
    return json.dumps(char)[1:-1] if char > "\x7f" else f"\\u{ord(char):04x}"
