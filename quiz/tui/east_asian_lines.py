"""Where a line of Chinese or Japanese may end: these have no spaces at which to wrap.

After the kinsoku rules of "Requirements for Japanese Text Layout" (W3C), 3.1.7 and 3.1.8.
"""

from __future__ import annotations

import re
from collections.abc import Callable

_KANJI = r"[\u3400-\u9fff\uf900-\ufaff々]"
_KANA = r"[\u3041-\u30ff]"
_NEEDED = re.compile(f"{_KANJI}|{_KANA}")
_OPEN = r"[(\[{（［｛「『【〈《〔“‘]"
_CLOSE = (
    r"[)\]}）］｝」』】〉》〕”’、。，．・：；！？,.:;!?ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ]"
)
_TOGETHER = re.compile(
    rf"{_OPEN}*(?:{_KANJI}+[(（]{_KANA}+[)）]|{_OPEN}(?={_CLOSE})|[^\s]){_CLOSE}*"
)
"""What stays in one line: a word with its reading, brackets and points with what they belong to."""

Divide = Callable[..., list[int]]
"""The places at which a text is cut to fit a width, as `rich` finds them."""


def between_words(divide: Divide) -> Divide:
    """A `divide` that cuts Chinese and Japanese only where a line may end."""

    def divided(text: str, width: int, *args: object, **options: object) -> list[int]:
        if text.isascii() or not _NEEDED.search(text):
            return divide(text, width, *args, **options)
        ends: list[int] = []
        start = 0
        # No line has more letters than cells, but for marks above and below letters.
        while cuts := divide(text[start : start + 4 * width], width, *args, **options):
            start = _allowed(text, start, start + cuts[0])
            ends.append(start)
        return ends

    return divided


def _allowed(text: str, start: int, end: int) -> int:
    """The last place at which a line from `start` may end, at most `end`; `end` if there is
    none."""
    for piece in _TOGETHER.finditer(text, start):
        if piece.start() < end < piece.end():
            return piece.start() if piece.start() > start else end
        if piece.end() >= end:
            break
    return end
