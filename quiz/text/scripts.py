"""Small letters of Unicode above and below the line."""

from __future__ import annotations

from unicodeit.data import SUBSUPERSCRIPTS

_SCRIPTS = dict(SUBSUPERSCRIPTS) | {
    "^∘": "°", "^′": "′", "^∗": "*", "^†": "†", "^⊤": "ᵀ", "^ ": "", "_ ": "",
}  # fmt: skip


def script(mark: str, text: str) -> str | None:
    """A text as small Unicode letters; None if one of them does not exist."""
    small = [_SCRIPTS.get(mark + char) for char in text]
    return None if None in small else "".join(map(str, small))
