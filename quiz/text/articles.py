"""The article before an English name or noun."""

from __future__ import annotations

import re

_ARTICLE = re.compile("(?:the|an?) ", re.IGNORECASE)


def bare(text: str) -> str:
    """The text without "the", "a" or "an" before its first word."""
    found = _ARTICLE.match(text)
    return text[found.end() :] if found else text
