"""Makes text storable in SQLite."""

from __future__ import annotations


def storable(text: str) -> str:
    """The text without lone surrogates, which UTF-8 cannot hold; they become `?`."""
    return text.encode("utf-8", "replace").decode("utf-8")
