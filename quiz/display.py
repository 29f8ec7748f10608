"""Makes text from decks and players safe to show: it must never control the terminal."""

from __future__ import annotations

import re

# Compiled on first use: most texts are plain, and the start need not wait for it.
_UNSAFE = (
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"  # control characters; line feed and tab stay
    "\u2028\u2029"  # line and paragraph separators
    "\u202a-\u202e\u2066-\u2069"  # bidirectional embeddings, overrides and isolates
    "\ud800-\udfff\ufdd0-\ufdef\ufff9-\ufffb"  # lone surrogates, non-characters, annotations
    "\U000e0000-\U000e001f]"  # deprecated language tags
)
_MARKS = "[\u0300-\u036f\u1ab0-\u1aff\u20d0-\u20ff\ufe20-\ufe2f]"
_MARKS_IN_A_ROW = f"({_MARKS}{{8}}){_MARKS}+"


def printable(text: str) -> str:
    """The text with everything that could control a terminal made visible or harmless.

    Control characters become their pictures (escape becomes ␛), bidirectional overrides and other
    invisible controls become U+FFFD, and a letter keeps at most eight combining marks.
    """
    if text.isascii() and text.isprintable():
        return text
    text = re.sub(_UNSAFE, _picture, text.replace("\r\n", "\n"))
    return re.sub(_MARKS_IN_A_ROW, r"\1", text)


def one_line(text: str) -> str:
    """Like `printable`, on one line: line breaks and tabs become single spaces. Spaces typed
    between words stay, since they may matter."""
    parts = (part.strip(" ") for part in re.split(r"[^\S ]+", printable(text)))
    return " ".join(part for part in parts if part)


def shortened(text: str, most: int) -> str:
    """At most `most` characters of a text; "…" stands for what is cut."""
    return text if len(text) <= most else f"{text[: most - 1]}…"


def without_steering(text: str) -> str:
    """Like `printable`, but unsafe characters are dropped, so that the width stays the same."""
    return re.sub(_MARKS_IN_A_ROW, r"\1", re.sub(_UNSAFE, "", text))


def _picture(match: re.Match[str]) -> str:
    code = ord(match.group())
    if code < 0x20:
        return chr(0x2400 + code)
    return "\u2421" if code == 0x7F else "\ufffd"
