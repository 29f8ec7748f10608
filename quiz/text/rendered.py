"""A text of a deck as it is read, and which texts need no parser for that."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

_SIGNLESS = r"[^\\`*_\[\]<&$!|~\n\r\t\0]*"
_GAP = rf"\[(?:{_SIGNLESS} )?…\](?![(\[:])"
_LINE = rf"(?![-+>#=\s]|\d+[.)]){_SIGNLESS}(?:{_GAP}{_SIGNLESS})*"
_PLAIN = rf"{_LINE}(?:(?<=\S)\n(?=\S){_LINE})*"


class Rendered(NamedTuple):
    r"""A rendered text. plain: without marks, see `quiz.text.markdown.plain_text`.

    typed: the same with its formulas in TeX, as one can type them (`\alpha`); "" without formulas.
    is_code: whether it is nothing but code. is_exact: whether it has code or a formula.
    gap_in: "code" or "math" if the gap of a cloze is part of code or of a formula in it.
    """

    plain: str
    typed: str = ""
    is_code: bool = False
    is_exact: bool = False
    gap_in: str = ""


def is_plain(text: str) -> bool:
    """Whether a text is one paragraph without a sign that could mean something in Markdown."""
    return _paragraph().fullmatch(text) is not None


@cache
def _paragraph() -> re.Pattern[str]:
    # Only on first use: most decks are literal.
    return re.compile(_PLAIN)
