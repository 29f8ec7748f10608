"""The difference between two spellings, for showing what was misspelt."""

from __future__ import annotations

import unicodedata
from typing import Literal

from quiz.grading.result import DiffPart

_JOINER = "\u200d"
_SKIN_TONES = ("\U0001f3fb", "\U0001f3ff")


def clusters(text: str) -> list[str]:
    """The text in pieces that a reader sees as one character, as far as answers need it.

    Marks, variation selectors, skin tones and joined emoji stay with what they belong to. The
    full rules (Unicode Standard Annex 29) would need a data table that Python does not ship.
    """
    pieces: list[str] = []
    for char in text:
        belongs = (
            unicodedata.category(char).startswith("M")
            or char == _JOINER
            or _SKIN_TONES[0] <= char <= _SKIN_TONES[1]
        )
        if pieces and (belongs or pieces[-1].endswith(_JOINER)):
            pieces[-1] += char
        else:
            pieces.append(char)
    return pieces


def character_diff(expected: str, response: str, *, exact: bool = False) -> tuple[DiffPart, ...]:
    """What to add ("missing") and to drop ("extra") to get from the response to the expected text.

    Difference of case does not count unless `exact`: such a part is "same", written as in the
    expected text.
    Hence same and missing parts joined are `expected` exactly, and same and extra parts joined
    are `response` but for case. The alignment is Levenshtein's, from rapidfuzz.
    """
    from rapidfuzz.distance import Levenshtein

    left, right = clusters(expected), clusters(response)
    if exact:
        opcodes = Levenshtein.opcodes(left, right)
    else:
        opcodes = Levenshtein.opcodes(
            [piece.casefold() for piece in left], [piece.casefold() for piece in right]
        )
    parts: list[DiffPart] = []

    def add(op: Literal["same", "missing", "extra"], text: str) -> None:
        if text:
            parts.append(DiffPart(op, text))

    for code in opcodes:
        there = "".join(left[code.src_start : code.src_end])
        if code.tag == "equal":
            add("same", there)
        else:
            add("missing", there)
            add("extra", "".join(right[code.dest_start : code.dest_end]))
    return tuple(parts)
