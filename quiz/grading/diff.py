"""The difference between two spellings, to show what was misspelt."""

from __future__ import annotations

import unicodedata
from typing import Literal

from quiz.grading.result import DiffPart

_JOINER = "\u200d"
_SKIN_TONES = ("\U0001f3fb", "\U0001f3ff")


def clusters(text: str) -> list[str]:
    """Split the text into what a reader sees as single characters, well enough for answers.

    Marks, variation selectors, skin tones and joined emoji stay with their base character. The
    full rules (Unicode Standard Annex 29) need a data table that Python does not ship.
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
    """What to add ("missing") and drop ("extra") to turn the response into the expected text.

    Unless `exact`, case is ignored: text that differs only in case is "same", spelt as expected.
    So the same and missing parts joined are exactly `expected`; the same and extra parts joined are
    `response`, except for case. The alignment is Levenshtein's, from rapidfuzz.
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
