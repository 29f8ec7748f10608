"""What the cells of a table say: text, or HTML in those that hold some."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import unescape

from quiz.formats.formulas import find_formulas, put_formulas
from quiz.formats.html import html_to_marked
from quiz.formats.marked import GAP_MARK, as_markdown, clean
from quiz.text.escaping import escape_markdown

_HTML = re.compile(
    r"<(b|i|u|em|strong|div|span|p|sub|sup|font|ul|ol|li|table|a|code|pre|h[1-6])\b[^<>]*>"
    r"[^<]*</|[^\s\"'`‘“(]<br\s*/?>\s*[^\s\"'`’”)?]"
    r"|[^\s\"'`‘“(]\s*<br\s*/?>[^\s\"'`’”).,;:?!]|<img\s[^<>]*src|\[sound:[^\]\n]+\]"
    r"|[^\s\"'`‘“(<>](?:<(?:br|div|p|/div|/p)\b[^<>]*>)+\s*$",
    re.IGNORECASE,
)
"""What only HTML has; not a tag alone, which a deck about HTML may ask for."""
_ONE_TAG = re.compile(r"\s*<(\w+)[^<>]*>[^<>]*</\1>\s*")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_MENTION = re.compile(r"(?<![^\s\"'`‘“(])</?[A-Za-z][^<>]*>(?![^\s\"'`’”).,;:?!])")
"""A tag that stands among words, as in a question about HTML."""
_CHARACTER = r"&(?:#\d{2,5}|quot|apos|nbsp|[lr][sd]quo|[A-Za-z](?:acute|grave|uml|circ|tilde));"
_ENTITY = re.compile(rf"\w{_CHARACTER}|{_CHARACTER}\w")
"""A letter of a word written as in HTML, such as &quot;Faust."""
_DOLLARS = re.compile(r"(?<![\\$\w\[])(\$\$?)(?=[^\s$\]])([^$\n]*[^\s$\\])\1(?![\w$])")
_TEX = re.compile(r"\\[A-Za-z]{2}|[\w)}]\s?[\^_]\s?[\w{(\\]")
_FORMULA = re.compile(
    r"(?<![^\s(])\\(?:\((?:(?!\\\)).)+\\\)|\[(?=(?:(?!\\\]).)*(?:\\[A-Za-z]{2}|[=^_]))(?:(?!\\\]).)+\\\])"
    r"(?![^\s.,;:!?)])|\[(\$\$?|latex)\].+?\[/\1\]",
    re.DOTALL,
)
"""A formula as in Anki, not the brackets of a command for sed or of a prompt of the shell."""


class CellTexts:
    """Makes text of cells. Each is HTML or not, since a single one tells little about the others.

    html: how many are HTML. sounds, embedded: what they name besides pictures.
    """

    def __init__(self, cells: Iterable[str], *, all_html: bool | None = None) -> None:
        """all_html: whether all are HTML or none, if the table says so."""
        self._all_html = all_html
        cells = list(cells)
        found = [cell for cell in cells if "<" in cell or "&" in cell or "[" in cell]
        sure = sum(map(reads_html, found))
        told = sum(bool(_MENTION.search(cell)) and not reads_html(cell) for cell in found)
        self._is_about_html = told >= max(1, sure)
        self._has_html = sure > 0
        self._has_entities = sure > told or any(map(_ENTITY.search, found))
        self.html = sum(map(self._is_html, found))
        self._has_formulas = any(map(_has_formula, cells))
        self.sounds: list[str] = []
        self.embedded: list[str] = []

    def text(self, cell: str) -> str:
        """The marked text of a cell."""
        return self.marked(clean(cell))

    def marked(self, cell: str) -> str:
        """The same for a cell in which gaps are already marked."""
        if self._has_formulas:
            cell = _DOLLARS.sub(_in_brackets, cell)
        if not self._is_html(cell):
            text = _unescaped(cell).strip() if self._has_entities else cell.strip()
            if self._has_formulas and _FORMULA.search(text):
                text, formulas = find_formulas(text)
                text = as_markdown(put_formulas(escape_markdown(text), formulas))
            return text
        found = html_to_marked(cell)
        self.sounds += found.sounds
        self.embedded += found.embedded
        return found.text

    def _is_html(self, cell: str) -> bool:
        if self._all_html is not None:
            return self._all_html
        if not self._has_html:
            return False
        if self._is_about_html:
            return reads_html(cell) and not _ONE_TAG.fullmatch(cell)
        return reads_html(cell) or bool(_BREAK.search(cell) and "<" not in _BREAK.sub("", cell))


def reads_html(cell: str) -> bool:
    """Whether a cell is surely HTML."""
    return _HTML.search(cell) is not None


def is_literal(cell: str) -> bool:
    """Whether a cell makes no other cells HTML."""
    return not (_HTML.search(cell) or _ENTITY.search(cell) or _has_formula(cell))


def _has_formula(cell: str) -> bool:
    if ("\\" in cell or "[" in cell) and _FORMULA.search(cell):
        return True
    return "$" in cell and any(_TEX.search(found[2]) for found in _DOLLARS.finditer(cell))


def _unescaped(cell: str) -> str:
    """The cell with characters for their names, but no new marks."""
    pieces = GAP_MARK.split(cell)
    return "".join(piece if n % 2 else clean(unescape(piece)) for n, piece in enumerate(pieces))


def _in_brackets(dollars: re.Match[str]) -> str:
    """A formula between dollar signs as in MathJax."""
    return rf"\({dollars[2]}\)" if dollars[1] == "$" else rf"\[{dollars[2]}\]"
