# ruff: noqa: SIM905 (tables of words read best as words)
r"""Formulas of TeX as Unicode text: `\frac{a}{b}` on one line is a/b, and in rows is a fraction.

The signs come from the tables of unicodeit. `pylatexenc`, which is kept up better, drops the braces
that hold an index together, and `flatlatex` knows neither matrices nor text.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import cache
from typing import NamedTuple

from unicodeit.data import COMBININGMARKS, REPLACEMENTS

from quiz.text.boxes import Box, beside, bracketed, flat, in_grid, stacked
from quiz.text.science import amount, chemistry
from quiz.text.scripts import script

_TOKEN = re.compile(r"\\[A-Za-z]+\*?|\\.|%[^\n]*\n?|\s+|.", re.DOTALL)
_MOST_TOKENS = 20_000
"""What a formula may grow to when its own commands are replaced."""

_DEEPEST = 60

_OWN_SIGNS = {
    "dots": "…", "dotsc": "…", "dotsb": "⋯", "langle": "⟨", "rangle": "⟩", "ast": "∗", "star": "⋆",
    "square": "□", "Box": "□", "lt": "<", "gt": ">", "lbrack": "[", "rbrack": "]", "lvert": "|",
    "rvert": "|", "lVert": "‖", "rVert": "‖", "ohm": "Ω", "micro": "µ", "permil": "‰",
    "textdegree": "°", "celsius": "°C", "hbar": "ħ", "And": "&", "implies": "⇒",
}  # fmt: skip
_FUNCTIONS = frozenset(
    "arccos arcsin arctan arg cos cosh cot coth csc deg dim exp hom ker lg ln log sec sin sinh tan "
    "tanh mod lcm sgn sign tr rank diag span erf".split()
)  # fmt: skip
_WITH_LIMITS = {"limsup": "lim sup", "liminf": "lim inf", "argmax": "arg max", "argmin": "arg min"}
_WITH_LIMITS |= {name: name for name in ("lim", "max", "min", "sup", "inf", "det", "gcd", "Pr")}
_LARGE = frozenset("∑∏∐⋃⋂⨁⨂⨀⋁⋀⨆")
_INTEGRALS = frozenset("∫∬∭∮")
_RELATIONS = re.compile(r"[=<>:∈-∍∝∣-∦∼-≏≐-⊋⊏-⊒⊢-⊯⋉-⋐←-⇿⟰-⟿⤀-⥿≔⩽⩾]")
_BINARY = frozenset("+-−±∓×÷∗*⋅·∘∙∪∩∖∧∨⊕⊖⊗⊙⊎⋆")
_OPEN, _CLOSE = frozenset("([{⟨⌊⌈"), frozenset(")]}⟩⌋⌉!")
_SPACES = {",": " ", ":": " ", ";": " ", " ": " ", "quad": "  ", "qquad": "    ", "!": "", "~": " "}
_NOTHING = frozenset(
    "displaystyle textstyle scriptstyle scriptscriptstyle limits nolimits hline nonumber notag "
    "mathop mathrel mathbin mathord big Big bigg Bigg bigl bigr Bigl Bigr biggl biggr Biggl Biggr "
    "middle rm it bf sf tt cal normalsize small large centering smash strut ensuremath "
    "hfill -".split()
)  # fmt: skip
_TEXT = frozenset("text textrm textbf textit textsf texttt textnormal mbox hbox emph".split())
_UPRIGHT = frozenset("mathrm mathsf mathtt mathit mathnormal operatorname operatorname*".split())
_SWALLOWED = frozenset(
    "color textcolor colorbox label hspace vspace phantom hphantom vphantom require cline".split()
)
"""Commands whose argument is not shown."""

_COMMANDS = {
    "ket": (1, r"|#1\rangle"), "bra": (1, r"\langle #1|"), "braket": (1, r"\langle #1\rangle"),
    "abs": (1, r"|#1|"), "norm": (1, r"\|#1\|"),
    "dv": (2, r"\frac{d#1}{d#2}"), "pdv": (2, r"\frac{\partial #1}{\partial #2}"),
    "prescript": (3, r"{}^{#1}_{#2}#3"),
}  # fmt: skip
"""Commands of well-known packages, as they could be defined."""

_KEPT = frozenset("boxed mathstrut cancel bcancel xcancel pmb tag".split())
_ALPHABETS = {
    "mathbb": "mathbb", "mathds": "mathbb", "mathbbm": "mathbb", "mathcal": "mathcal",
    "mathscr": "mathcal", "mathfrak": "mathfrak", "mathbf": "mathbf", "boldsymbol": "mathbf",
    "bm": "mathbf", "symbf": "mathbf",
}  # fmt: skip
_ACCENTS = dict(COMBININGMARKS) | {
    r"\bar": "\u0304", r"\widehat": "\u0302", r"\widetilde": "\u0303", r"\check": "\u030c",
    r"\overrightarrow": "\u20d7", r"\mathring": "\u030a", r"\dddot": "\u20db",
}  # fmt: skip
_ALONG = frozenset({r"\overline", r"\underline"})
"""Accents over each letter."""

_ARRAYS = ("array", "subarray", "tabular")
_BRACKETS = {
    "matrix": ("", ""), "pmatrix": "()", "bmatrix": "[]", "Bmatrix": "{}", "vmatrix": "||",
    "Vmatrix": "‖‖", "cases": ("{", ""), "rcases": ("", "}"), "smallmatrix": ("", ""),
}  # fmt: skip


_RAISED = "[²³¹⁰-ₜᵢ-ᵪ′]*"
_LETTER = r"(?:[∂d]?[^\W\d]|√\w)[\u0300-\u036f\u20d0-\u20ff′²³¹⁰-ₜᵢ-ᵪ]*"
"""One letter, with its marks, indices and powers."""


class _Piece(NamedTuple):
    """A part of a formula. kind: ord, bin, rel, open, close, punct, name or op, which decide the
    spaces around it. limits: whether its scripts stand above and below it."""

    box: Box
    kind: str = "ord"
    limits: bool = False


@cache
def _signs() -> dict[str, str]:
    table: dict[str, str] = dict(REPLACEMENTS)
    return table | {f"\\{name}": sign for name, sign in _OWN_SIGNS.items()}


def formula(tex: str, *, display: bool = False) -> str:
    r"""A formula as Unicode text. display: with fractions, limits and matrices over several rows.

    What is not known is shown as in the source. Own commands (`\newcommand`) are replaced.
    """
    try:
        box = _Formula(tex, display=display).read()
    except (RecursionError, _TooLargeError):
        return tex.strip()
    return box.text.strip() if box.is_flat else box.text


def definitions(tex: str) -> str:
    r"""The `\newcommand` and the like in a formula, which hold for those after it as well."""
    return "".join(commands(tex).values())


def commands(tex: str) -> dict[str, str]:
    r"""The definitions in a formula or the head of a LaTeX document, each by its command."""
    if "\\newcommand" not in tex and "\\def" not in tex and "\\DeclareMath" not in tex:
        return {}
    found = _Formula(tex, display=False)
    try:
        found.read()
    except (RecursionError, _TooLargeError):
        return {}
    return {
        name: f"\\newcommand{{{name}}}[{count}]{{{''.join(body)}}}"
        for name, (count, body) in found.commands.items()
    }


_PAIRS = (("{", "}"), (r"\left", r"\right"), (r"\begin", r"\end"))


def mistakes(tex: str) -> list[str]:
    """What an author should look at in a formula: pairs that do not match, and commands that are
    shown as in the source."""
    found = _Formula(tex, display=False)
    tokens = Counter(found.tokens)
    wrong = [
        f"{tokens[first]} '{first}' but {tokens[last]} '{last}'"
        for first, last in _PAIRS
        if tokens[first] != tokens[last]
    ]
    try:
        found.read()
    except (RecursionError, _TooLargeError):
        return [*wrong, "no end, or too many braces in braces"]
    return [*wrong, *(f"the unknown command '{name}'" for name in found.unknown)]


class _TooLargeError(Exception):
    """The formula's own commands never end."""


class _Formula:
    """Reads a formula from left to right and lays it out."""

    def __init__(self, tex: str, *, display: bool) -> None:
        self.tokens: list[str] = [
            token for token in _TOKEN.findall(tex) if not token.startswith("%")
        ][::-1]
        """What is left to read, the next one last."""
        self._display = display
        self._tight = False
        self._grown = 0
        self._depth = 0
        self.commands: dict[str, tuple[int, list[str]]] = {}
        """Those that the formula defines itself."""
        self.unknown: dict[str, None] = {}
        """Commands that are shown as in the source, each once."""

    def read(self) -> Box:
        """The whole formula; `\\\\` begins a new row."""
        rows = self._grid("")
        while self.tokens:
            # A brace too many.
            self.tokens.pop()
            more = self._grid("")
            rows = [*rows[:-1], rows[-1] + more[0], *more[1:]]
        return self._rows(rows, "<" if all(len(row) == 1 for row in rows) else "><")

    # ── tokens ──────────────────────────────────────────────────────────────────

    def _next(self, *, spaces: bool = False) -> str:
        """The next token, "" at the end; own commands are replaced first."""
        while self.tokens:
            token = self.tokens.pop()
            if token in self.commands or token[1:] in _COMMANDS:
                self._replace(token)
            elif spaces or not token.isspace():
                return token
        return ""

    def _peek(self) -> str:
        token = self._next()
        if token:
            self.tokens.append(token)
        return token

    def _replace(self, command: str) -> None:
        if command in self.commands:
            count, body = self.commands[command]
        else:
            count, text = _COMMANDS[command[1:]]
            body = _TOKEN.findall(text)
        given = [self._raw() for _ in range(count)]
        replaced: list[str] = []
        following = iter(body)
        for token in following:
            number = next(following, "") if token == "#" else ""
            if number.isdigit() and 0 < int(number) <= count:
                replaced += given[int(number) - 1]
            else:
                replaced += [token, number] if number else [token]
        self._grown += len(replaced) + 1
        if self._grown > _MOST_TOKENS:
            raise _TooLargeError
        self.tokens += replaced[::-1]

    def _raw(self) -> list[str]:
        """The tokens of an argument, without its braces."""
        while self.tokens and self.tokens[-1].isspace():
            self.tokens.pop()
        if not self.tokens:
            return []
        first = self.tokens.pop()
        if first != "{":
            return [first]
        inner: list[str] = []
        depth = 1
        while self.tokens:
            token = self.tokens.pop()
            depth += (token == "{") - (token == "}")
            if not depth:
                break
            inner.append(token)
        return inner

    def _raw_text(self) -> str:
        return "".join(self._raw())

    def _option(self) -> str | None:
        """The text of an optional argument in square brackets."""
        if self._peek() != "[":
            return None
        self._next()
        text = ""
        while (token := self._next(spaces=True)) not in ("]", ""):
            text += token
        return text

    # ── rows of pieces ──────────────────────────────────────────────────────────

    def _row(self, stops: frozenset[str]) -> list[_Piece]:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise _TooLargeError
        pieces: list[_Piece] = []
        while (token := self._peek()) and token not in stops:
            self._next()
            if token in (r"\over", r"\choose"):
                over = _joined(pieces, tight=not self._display)
                under = _joined(self._row(stops), tight=not self._display)
                build = self._fraction if token == r"\over" else self._choose
                pieces = [_Piece(build(over, under))]
            elif token in ("^", "_", "'"):
                self.tokens.append(token)
                pieces.append(self._with_scripts(_Piece(Box())))
            elif (piece := self._piece(token)) is not None and piece.kind != "nothing":
                pieces.append(self._with_scripts(piece))
        self._depth -= 1
        return pieces

    def _part(self) -> Box:
        """One argument: a group or a single token."""
        token = self._next()
        if token == "{":
            return self._group()
        piece = self._piece(token) if token else None
        return piece.box if piece else Box()

    def _group(self) -> Box:
        pieces = self._row(frozenset("}"))
        self._next()
        return _joined(pieces, tight=self._tight)

    def _small(self) -> Box:
        """An argument set tightly on one line: a script, or a part of a fraction on one line."""
        before = self._tight, self._display
        self._tight, self._display = True, False
        box = self._part()
        self._tight, self._display = before
        return box

    def _in_alphabet(self, alphabet: str) -> Box:
        """An argument in letters such as 𝐱 or ℝ."""
        letters = (_signs().get(f"\\{alphabet}{{{token}}}", token) for token in self._raw())
        self.tokens += [*letters, "}"][::-1]
        return self._group()

    def _grid(self, name: str) -> list[list[Box]]:
        """Rows of cells, up to the end of the environment."""
        rows: list[list[Box]] = [[]]
        stops = frozenset({"&", "\\\\", r"\cr", r"\end", "}", r"\right"})
        while True:
            rows[-1].append(_joined(self._row(stops), tight=self._tight))
            token = self._peek()
            if token in ("\\\\", r"\cr"):
                self._next()
                self._option()
                rows.append([])
            elif token == "&":
                self._next()
            else:
                break
        if name and self._peek() == r"\end":
            self._next()
            self._raw()
        if len(rows) > 1 and all(not box.text for box in rows[-1]):
            rows.pop()
        return rows

    def _rows(self, rows: list[list[Box]], aligns: str, between: str = " ") -> Box:
        if self._display:
            return in_grid(rows, aligns)
        lines = (between.join(box.text.rstrip(",") for box in row if box.text) for row in rows)
        return flat("; ".join(lines))

    # ── pieces ──────────────────────────────────────────────────────────────────

    def _piece(self, token: str) -> _Piece | None:
        """The piece that begins with this token; None for one that shows nothing."""
        if token == "{":
            return _Piece(self._group())
        if token == "~":
            return _Piece(flat(" "), "space")
        if token[0] != "\\":
            return _sign(token)
        name = token[1:]
        if name in _SPACES:
            return _Piece(flat(_SPACES[name]), "space")
        if name in _NOTHING:
            return None
        if name in _WITH_LIMITS:
            return _Piece(flat(_WITH_LIMITS[name]), "name", limits=True)
        if name in _FUNCTIONS:
            return _Piece(flat(name), "name")
        if token in _ACCENTS:
            return _Piece(_accented(self._small(), _ACCENTS[token], along=token in _ALONG))
        if name in _TEXT:
            return self._text()
        if name in _UPRIGHT:
            kind = "name" if name.startswith("operatorname") else "ord"
            return _Piece(self._part(), kind, limits=name.endswith("*"))
        if name in _ALPHABETS:
            return _Piece(self._in_alphabet(_ALPHABETS[name]))
        piece = self._command(name)
        if piece is None and token not in _signs() and name.isalpha():
            self.unknown[token] = None
        return piece or _sign(_signs().get(token, token))

    def _command(self, name: str) -> _Piece | None:
        match name:
            case "frac" | "dfrac" | "cfrac" | "tfrac":
                flat_ = not self._display or self._tight or name == "tfrac"
                read = self._small if flat_ else self._part
                return _Piece(self._fraction(read(), read()))
            case "binom" | "dbinom" | "tbinom":
                return _Piece(self._choose(self._part(), self._part()))
            case "sqrt":
                degree = self._option()
                return _Piece(_root(degree, self._part()))
            case "left":
                return self._between()
            case "mid":
                return _Piece(flat("|"), "rel")
            case "bmod":
                return _Piece(flat("mod"), "rel")
            case "colon":
                return _Piece(flat(":"), "punct")
            case "begin":
                return _Piece(self._environment(self._raw_text().removesuffix("*")))
            case "newcommand" | "renewcommand" | "providecommand" | "DeclareMathOperator" | "def":
                self._define(name)
                return _Piece(Box(), "nothing")
            case "not":
                return _Piece(flat(_struck(self._small().text)), "rel")
            case "pmod":
                return _Piece(flat(f"(mod {self._small().text})"), "name")
            case "stackrel" | "overset" | "underset":
                script, base = self._part(), self._part()
                above, below = (None, script) if name == "underset" else (script, None)
                return _Piece(self._around(base, above, below), "rel")
            case "xrightarrow" | "xleftarrow":
                under, above = formula(self._option() or ""), self._small()
                if not self._display or self._tight:
                    ends = "─→" if name == "xrightarrow" else "←─"
                    return _Piece(flat(f"{ends[0]}{above.text}{ends[1]}"), "rel")
                width = "─" * above.width
                arrow = flat(f"{width}→" if name == "xrightarrow" else f"←{width}")
                return _Piece(self._around(arrow, above, flat(under) if under else None), "rel")
            case "SI" | "qty" | "num" | "si" | "unit":
                number = self._raw_text() if name in ("SI", "qty", "num") else ""
                unit = self._raw() if name != "num" else ()
                return _Piece(flat(amount(number, unit, formula)))
            case "ce" | "cf":
                return _Piece(flat(chemistry(self._raw_text(), formula)))
            case "substack":
                rows = "".join(self._raw())
                self.tokens += [*_TOKEN.findall(rf"{rows}\end{{}}")][::-1]
                return _Piece(self._rows(self._grid("substack"), "^"))
            case _ if name in _SWALLOWED:
                self._raw()
                return _Piece(Box(), "space" if name == "hspace" else "nothing")
            case "underbrace" | "overbrace":
                part = self._part()
                return _Piece(part if self._display else flat(_in_brackets(part.text)), limits=True)
            case _ if name in _KEPT:
                return _Piece(self._part())
        return None

    def _text(self) -> _Piece:
        """Words with their spaces, and formulas between dollars inside."""
        parts = re.split(r"(?<!\\)\$", self._raw_text())
        texts = [formula(part) if n % 2 else part for n, part in enumerate(parts)]
        text = re.sub(r"\\([ {}%&#_$,])|[{}]", r"\1", "".join(texts))
        return _Piece(flat(" ".join(text.split("\n"))))

    def _define(self, how: str) -> None:
        name = self._next() if how == "def" else self._raw_text().strip()
        if how == "def":
            count = 0
            while self._peek() not in ("{", ""):
                count += self._next().isdigit()
        else:
            option = self._option() or "0"
            count = int(option) if option.isdecimal() and len(option) == 1 else 0
        body = self._raw()
        if how == "DeclareMathOperator":
            body = [r"\operatorname", "{", *body, "}"]
        if name.startswith("\\"):
            self.commands[name] = count, body

    def _between(self) -> _Piece:
        r"""What stands between `\left` and `\right`, with brackets of its height."""
        left = self._delimiter()
        pieces = self._row(frozenset({r"\right", "}", r"\end"}))
        right = ""
        if self._peek() == r"\right":
            self._next()
            right = self._delimiter()
        return _Piece(bracketed(_joined(pieces, tight=self._tight), left, right))

    def _delimiter(self) -> str:
        token = self._next()
        return "" if token in (".", "") else _signs().get(token, token)

    def _environment(self, name: str) -> Box:
        if name in (*_ARRAYS, "alignat", "alignedat"):
            self._option()
            self._raw()
        rows = self._grid(name)
        left, right = _BRACKETS.get(name, ("", ""))
        aligns = "^" if "matrix" in name else "<"
        if name not in _BRACKETS and name not in _ARRAYS:
            aligns = "><"
        box = self._rows(rows, aligns, ", " if "cases" in name else " ")
        return bracketed(box, left, right) if left or right else box

    # ── layout ──────────────────────────────────────────────────────────────────

    def _fraction(self, over: Box, under: Box) -> Box:
        if self._display and not self._tight:
            bar = flat("─" * max(over.width, under.width, 1))
            return stacked([over, bar, under], len(over.rows))
        return flat(f"{_in_brackets(over.text)}/{_in_brackets(under.text, product=True)}")

    def _choose(self, over: Box, under: Box) -> Box:
        if self._display and not self._tight:
            return bracketed(stacked([over, under], 0), "(", ")")
        return flat(f"({over.text} choose {under.text})")

    def _with_scripts(self, piece: _Piece) -> _Piece:
        below: Box | None = None
        above: Box | None = None
        while True:
            token = self._peek()
            if token in (r"\limits", r"\nolimits"):
                piece = piece._replace(limits=token == r"\limits")
                self._next()
            elif token == "'":
                self._next()
                above = flat((above.text if above else "") + "′")
            elif token == "^":
                self._next()
                sup = self._small()
                above = flat(above.text + sup.text) if above else sup
            elif token == "_":
                self._next()
                below = self._small()
            else:
                break
        if below is None and above is None:
            return piece
        if self._display and piece.limits and not self._tight:
            return piece._replace(box=self._around(piece.box, above, below))
        return piece._replace(box=self._scripted(piece.box, above, below))

    def _around(self, base: Box, above: Box | None, below: Box | None) -> Box:
        if not self._display or self._tight:
            return self._scripted(base, above, below)
        boxes = [box for box in (above, base, below) if box is not None]
        return stacked(boxes, (len(above.rows) if above else 0) + base.base)

    def _scripted(self, base: Box, above: Box | None, below: Box | None) -> Box:
        low = script("_", below.text) if below else ""
        high = script("^", above.text) if above else ""
        if low is not None and high is not None and (base.is_flat or not self._display):
            return beside([base, flat(low + high)])
        if not self._display or self._tight:
            low = _marked("_", below.text) if below and low is None else low
            high = _marked("^", above.text) if above and high is None else high
            return flat(f"{base.text}{low}{high}")
        highs = [] if not above else list(above.rows) if high is None else [high]
        lows = [] if not below else list(below.rows) if low is None else [low]
        over = highs + [""] * max(0, base.base - 1) if highs else []
        down = len(base.rows) - base.base - 1
        under = [""] * max(0, down - 1) + lows if lows else []
        scripts = stacked([flat(row) for row in (*over, "", *under)], len(over), "<")
        return beside([base, scripts])


def _sign(token: str) -> _Piece:
    """The piece of a single sign."""
    if token == "-":
        return _Piece(flat("−"), "bin")
    for kind, signs in (("bin", _BINARY), ("open", _OPEN), ("close", _CLOSE)):
        if token in signs:
            return _Piece(flat(token), kind)
    if token in _LARGE or token in _INTEGRALS:
        return _Piece(flat(token), "op", limits=token in _LARGE)
    if token in (",", ";"):
        return _Piece(flat(token), "punct")
    return _Piece(flat(token), "rel" if _RELATIONS.fullmatch(token) else "ord")


def _joined(pieces: list[_Piece], *, tight: bool) -> Box:
    """Pieces from left to right, with spaces as TeX sets them."""
    boxes: list[Box] = []
    for index, piece in enumerate(pieces):
        before = pieces[index - 1] if index else None
        after = pieces[index + 1] if index + 1 < len(pieces) else None
        grouped = _groups_thousands(pieces, index)
        spaced = before is not None and not grouped and _spaced(before, piece, after, tight=tight)
        if spaced:
            boxes.append(flat(" "))
        kind = piece.kind
        boxes.append(piece.box)
        is_binary = kind == "bin" and before and before.kind in ("ord", "close")
        related = (kind == "rel" and (spaced or piece.box.text != ":")) or is_binary
        if after and not tight and related and after.kind != "space":
            boxes.append(flat(" "))
    return beside(boxes)


def _groups_thousands(pieces: list[_Piece], index: int) -> bool:
    """Whether a comma stands before this piece and within a number, as in 1,000."""
    texts = [piece.box.text for piece in pieces[max(0, index - 2) : index + 4]]
    if index < 2 or texts[1] != "," or not texts[0].isdigit():
        return False
    return [text.isdigit() for text in texts[2:]] in ([True] * 3, [True] * 3 + [False])


def _spaced(before: _Piece, piece: _Piece, after: _Piece | None, *, tight: bool) -> bool:
    """Whether a space stands before a piece."""
    if before.kind == "space" or piece.kind == "space" or not before.box.text:
        return False
    last, first = before.box.text[-1:], piece.box.text[:1]
    if before.kind == "punct":
        return not tight
    if before.kind in ("name", "op"):
        return piece.kind in ("ord", "name", "op") and bool(piece.box.text)
    if piece.kind in ("name", "op"):
        return before.kind in ("ord", "close", "name")
    if last.isdigit() and piece.kind == "ord" and re.match(r"\d+/", piece.box.text):
        return before.kind == "ord"
    if last.isdigit() and before.box.is_flat and not piece.box.is_flat and piece.kind == "ord":
        return True
    if not before.box.is_flat and not piece.box.is_flat:
        return True
    if "/" in before.box.text[1:] and first.isalnum():
        return True
    if tight or (first == ":" and last.isdigit() and after and after.box.text[:1].isdigit()):
        return False
    return piece.kind == "rel" or (piece.kind == "bin" and before.kind in ("ord", "close"))


def _marked(mark: str, text: str) -> str:
    return f"{mark}{text}" if len(text) == 1 else f"{mark}({text})"


def _in_brackets(text: str, *, product: bool = False) -> str:
    """The text in brackets if it has several parts. product: whether factors are such parts."""
    if product:
        single = re.fullmatch(rf"\d+|\[\w+\]|{_LETTER}(?:\([^()]*\))?", text)
    else:
        single = re.fullmatch(rf"[^\s+−±∓=<>/,;:→]*|\([^()]*\){_RAISED}", text)
    return text if single else f"({text})"


def _root(degree: str | None, inner: Box) -> Box:
    known = {None: "√", "2": "√", "3": "∛", "4": "∜"}
    sign = known.get(degree) or f"{script('^', degree or '') or f'{degree} '}√"
    text = inner.text
    if inner.is_flat:
        return flat(sign + (text if len(text) == 1 or text.isdigit() else f"({text})"))
    return beside([flat(sign), bracketed(inner, "(", ")")])


def _accented(box: Box, mark: str, *, along: bool) -> Box:
    text = box.text
    if along:
        return flat("".join(f"{char}{mark}" for char in text))
    return flat(unicodedata.normalize("NFC", f"{text}{mark}"))


def _struck(sign: str) -> str:
    return unicodedata.normalize("NFC", f"{sign[:1]}\u0338{sign[1:]}")
