r"""Formulas in HTML, as Anki and MathJax write them: `\(…\)`, `\[…\]`, `[$]…[/$]`, `[$$]…[/$$]` and
`[latex]…[/latex]`."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from html import unescape
from typing import NamedTuple
from unicodedata import normalize

from quiz.formats.marked import GAP_ENDS, GAP_HINT, GAP_MARK, GAP_START, UNSEEN
from quiz.text.formulas import commands

PLACE = "\ufddb"
"""On both sides of the number of a formula, where it stands in HTML and Markdown."""

_PLACED = re.compile(f"{PLACE}(\\d+){PLACE}((?:{GAP_ENDS.pattern})*)")
_FORMULA = re.compile(
    r"\\\((?P<inline>.+?)\\\)|\\\[(?P<display>.+?)\\\]|\[\$\](?P<dollar>.+?)\[/\$\]"
    r"|\[\$\$\](?P<dollars>.+?)\[/\$\$\]|\[latex\](?P<latex>.+?)\[/latex\]"
    r"|<anki-mathjax(?P<block>[^<>]*)>(?P<mathjax>.+?)</anki-mathjax>",
    re.DOTALL | re.IGNORECASE,
)
_IN_LATEX = re.compile(
    r"\\\((?P<inline>.+?)\\\)|\\\[(?P<display>.+?)\\\]|\$\$(?P<dollars>.+?)\$\$"
    r"|(?<!\\)\$(?P<dollar>.+?)(?<!\\)\$"
    r"|\\begin\{(?P<name>displaymath|math|equation\*?)\}(?P<named>.+?)\\end\{(?P=name)\}"
    r"|(?P<lines>\\begin\{(?P<kind>align|gather|eqnarray|multline)(?P<star>\*?)\}.+?"
    r"\\end\{(?P=kind)(?P=star)\})",
    re.DOTALL,
)
_GROUP = r"\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\}"
_DEFINITION = re.compile(
    rf"\\(?:newcommand|renewcommand|providecommand|DeclareMathOperator)\*?\s*(?:{_GROUP}|\\[A-Za-z]+)"
    rf"\s*(?:\[\d\]\s*)?{_GROUP}\s*"
)
_COMMAND = re.compile(r"\\(?:[A-Za-z]+|.)")
_BEFORE_OPERATOR = re.compile(r"\s*[-=+]")
_AFTER_OPERATOR = re.compile(r"(?:=|[\w)}\]|']\s*[-+])\s*$|[-+]\s+$")
_LINE_END = re.compile(r"<(?:br|/div|/p)\b[^<>]*>", re.IGNORECASE)
_TAG = re.compile(
    r"</?(?:div|p|span|b|i|u|em|strong|font|a|wbr|nobr|code|pre)\b[^<>]*>", re.IGNORECASE
)
_WORD = re.compile(r"[^\W\d_]{2,}")
_NAMES = re.compile(r"\\(?:text|textrm|mathrm|mathit|operatorname|mbox|ce)\{[^{}]*\}")
_FEW_WORDS = 3
_NEAR = 20
"""Letters in which a gap that stands beside a formula begins."""

_PROSE = {
    r"\\(?:emph|textit|textsl)\{([^{}]*)\}": r"<i>\1</i>",
    r"\\textbf\{([^{}]*)\}": r"<b>\1</b>",
    r"\\texttt\{([^{}]*)\}": r"<code>\1</code>",
    r"\\(?:text|textrm|textsf|textsc|underline|mbox|section\*?|subsection\*?)\{([^{}]*)\}": r"\1",
    r"\\begin\{(?:itemize|enumerate)\}": "<ul>",
    r"\\end\{(?:itemize|enumerate)\}": "</ul>",
    r"\\item\b\s*": "<li>",
    r"\\\\(?:\[[^\]]*\])?|\\(?:newline|par)\b": "<br>",
    r"\\ss\b(?:\{\}|\s)?": "ß",
    r"\\(?:noindent|centering|small|large|Large|bigskip|medskip|smallskip)\b\s*": "",
    r"\\([%&#_{}$])": r"\1",
    r"``(.*?)''": "“\\1”",
    "(?<!\\\\)~": " ",
}
"""What LaTeX writes in a text, and the same as HTML."""
_ACCENT = re.compile(
    r"(?<!\\)\\(?:([\"'`^~=.])\s*|([cvuHrk])(?=[\s{])\s*)(?:\{\\?([A-Za-z])\}|\\?([A-Za-z]))"
)
"""A letter with an accent, such as `\\"u`, `\\'{\\i}` or `\\c c`."""
_ACCENTS = dict(zip("\"'`^~=.cvuHrk", "\u0308\u0301\u0300\u0302\u0303\u0304\u0307\u0327\u030c"
                    "\u0306\u030b\u030a\u0328", strict=True))  # fmt: skip
_DISPLAY = ("display", "dollars", "named", "lines")


class Formula(NamedTuple):
    """A formula in TeX. display: whether it stands on lines of its own."""

    tex: str
    display: bool


def find_formulas(html: str, head: str = "") -> tuple[str, list[Formula]]:
    """The HTML with a place in it for each formula, see `put_formulas`, and the formulas.

    head: of the LaTeX document that they would be in; its commands go into formulas that use them.
    """
    found: list[Formula] = []
    if "\\" not in html and "[" not in html and "anki-mathjax" not in html:
        return html, found

    def place(tex: str, display: bool) -> str:
        if not tex:
            return ""
        found.append(Formula(tex, display))
        return f"{PLACE}{len(found) - 1}{PLACE}"

    def placed(match: re.Match[str]) -> str:
        if match["latex"] is not None:
            return _latex(_tex(match["latex"]), known, place)
        tex = next(text for name, text in match.groupdict().items() if text and name != "block")
        display = bool(
            match["display"] or match["dollars"] or 'block="true"' in (match["block"] or "")
        )
        return _around_gaps(_with(known, _tex(tex)), display, place)

    known = commands(head)
    return _FORMULA.sub(placed, html), found


def put_formulas(markdown: str, formulas: list[Formula]) -> str:
    """The Markdown with the formulas in their places, between dollar signs."""

    def put(match: re.Match[str]) -> str:
        formula = formulas[int(match[1])]
        # A dollar sign beside a digit is money, and beside another one it is another sign.
        ahead = markdown[: match.start()]
        before = " " if _touches(ahead[-1:]) else ""
        if (len(ahead) - len(ahead.rstrip("\\"))) % 2:
            # Else it would escape the dollar sign.
            before = "\\"
        behind = markdown[match.end() : match.end() + _NEAR]
        seen = UNSEEN.sub("", behind)[:1]
        after = " " if seen.isdigit() or (not match[2] and _touches(behind[:1])) else ""
        is_in_table = ahead.rpartition("\n")[2].startswith("|")
        sign = "$$" if formula.display and not is_in_table else "$"
        tex = formula.tex.replace("|", "\\|") if is_in_table else formula.tex
        return f"{before}{sign}{tex}{sign}{match[2]}{after}"

    return _PLACED.sub(put, markdown) if formulas else markdown


def _touches(char: str) -> bool:
    return char.isdigit() or char in ("$", PLACE)


def _with(known: Mapping[str, str], tex: str) -> str:
    """The formula, with those of the known commands in front that it uses."""
    used: dict[str, str] = {}
    new = [tex] if known else []
    while new:
        for name in _COMMAND.findall(new.pop()):
            if name in known and name not in used:
                used[name] = known[name]
                new.append(known[name])
    return " ".join(["".join(used.values()), tex]) if used else tex


def _latex(tex: str, known: Mapping[str, str], place: Callable[[str, bool], str]) -> str:
    """The text of a piece of LaTeX; without any signs of formulas in it, it is one."""
    bare = _DEFINITION.sub("", tex)
    if _IN_LATEX.search(bare):
        known = {**known, **commands("".join(_DEFINITION.findall(tex)))}
        tex = bare

    def placed(match: re.Match[str]) -> str:
        name, inner = next(
            (key, text) for key, text in match.groupdict().items()
            if text and key not in ("name", "kind", "star")
        )  # fmt: skip
        display = name in _DISPLAY and match["name"] != "math"
        return _around_gaps(_with(known, inner.strip()), display, place)

    text, formulas = _IN_LATEX.subn(placed, tex)
    if not formulas and not _is_prose(tex):
        return _around_gaps(_with(known, tex), "\\begin{" in tex, place)
    return _prose(text)


def _is_prose(tex: str) -> bool:
    """Whether a piece of LaTeX without any formula is a text, and no formula itself."""
    return (
        "\\item" in tex or len(_WORD.findall(_COMMAND.sub(" ", _NAMES.sub(" ", tex)))) >= _FEW_WORDS
    )


def _prose(tex: str) -> str:
    """The text of LaTeX around formulas as HTML."""
    tex = _ACCENT.sub(
        lambda found: normalize("NFC", (found[3] or found[4]) + _ACCENTS[found[1] or found[2]]), tex
    )
    for pattern, html in _PROSE.items():
        tex = re.sub(pattern, html, tex)
    return tex


def _around_gaps(tex: str, display: bool, place: Callable[[str, bool], str]) -> str:
    """The formula; one with gaps becomes several, so that each gap and each answer is whole."""
    if GAP_START not in tex:
        return place(tex, display)
    pieces = GAP_MARK.split(tex)
    if any(piece.count("{") != piece.count("}") for piece in pieces[::2]):
        return place(tex, display)
    hint = False
    for index, piece in enumerate(pieces):
        if index % 2:
            hint = piece == GAP_HINT
        elif piece.strip() and not hint:
            alone = display and len(pieces) == 1
            # Beside an operator TeX sets a space, which the formula alone would lose.
            before = _BEFORE_OPERATOR.match(piece) if index else None
            # Behind a gap, a minus is no sign of a number.
            ahead = "x" * bool(index) + piece
            after = _AFTER_OPERATOR.search(ahead) if index + 1 < len(pieces) else None
            whole = place(piece.strip(), alone)
            pieces[index] = " " * bool(before) + whole + " " * bool(after)
    return "".join(pieces)


def _tex(html: str) -> str:
    text = unescape(_TAG.sub("", _LINE_END.sub("\n", html))).replace("\xa0", " ")
    return " ".join(text.split())
