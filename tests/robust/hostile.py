"""Text with terminal control characters, and checks that they do not reach the terminal."""

from __future__ import annotations

import re
import unicodedata

ESCAPES = "\x1b[31m\x1b]0;owned\x07\x1b[2J\x9b31m"
BIDI = "\u202eevil\u202c \u2066isolate\u2069 \u200f"
MARKUP = "[bold red]markup[/] [@click=app.quit]click[/] [link=http://x]l[/] \\[x] [/nonsense]"
ZERO_WIDTH = "ze\u200bro\u200d\u2060width\ufeff"
GRAPHEME = "e" + "\u0301" * 28 + " " + "👩\u200d" * 12
WIDE = "日本語テキスト ﷽ " + "x" * 200
HOSTILE = " ".join((MARKUP, BIDI, ZERO_WIDTH, GRAPHEME, WIDE))
"""All that a deck may hold: the loader refuses control characters, and letters and lines that are
longer, see `quiz.decks.limits`."""

_STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u2028\u2029]")


def steering(text: str) -> list[str]:
    """The characters in a text that control a terminal."""
    return [f"U+{ord(found):04X}" for found in _STEERING.findall(text)]


def longest_grapheme(text: str) -> int:
    """The most combining marks in a row."""
    most = run = 0
    for char in text:
        run = run + 1 if unicodedata.combining(char) else 0
        most = max(most, run)
    return most
