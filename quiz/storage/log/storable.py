"""Makes texts and numbers storable in SQLite."""

from __future__ import annotations

_MOST = 2**63 - 1


def storable(text: str) -> str:
    """The text without lone surrogates, which UTF-8 cannot hold; they become `?`."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")


def bounded(number: int) -> int:
    """The nearest number that fits in 64 bits."""
    return number if -_MOST <= number <= _MOST else max(-_MOST, min(_MOST, number))
