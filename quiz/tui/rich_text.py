"""Markdown as lines of a terminal: what CommonMark means, in the colours of the theme.

Textual's own Markdown widget makes a widget of each paragraph, list item and cell of a table, which
takes longer to appear than a question may; here a text is lines of one widget.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache

from markdown_it.tree import SyntaxTreeNode
from pygments.token import Token
from textual.content import Content
from textual.highlight import HighlightTheme, highlight

from quiz.display import printable
from quiz.text.formulas import definitions, formula
from quiz.text.markdown import parser
from quiz.tui.literal import MUTED, TAB
from quiz.tui.parted_text import hung, paragraph_lines

LEAST_COLUMN = 3
"""Cells of the narrowest column of a table."""
GOES_ON = "↪ "
"""Stands before the rest of a line of code that is too long."""

_BREAKS = (
    re.compile(r"(?<=\S)(?=\s)|(?<=\s)(?=\S)"),
    re.compile(r"(?<=\W)(?=\w)|(?<=\w)(?=[^\w\s,;:()\[\]{}])"),
)
"""Good places to break a line of code, the best first."""

PICTURE = "▣"
"""Stands before the description of a picture that is not shown."""


class _Colours(HighlightTheme):
    """The colours of code: those of the theme, which are readable on all its grounds."""

    STYLES = {  # noqa: RUF012
        Token.Comment: f"italic {MUTED}",
        Token.Generic.Deleted: "$error",
        Token.Generic.Heading: "bold",
        Token.Generic.Inserted: "$success",
        Token.Generic.Prompt: MUTED,
        Token.Keyword: "$secondary",
        Token.Literal.Number: "$accent",
        Token.Literal.String: "$success",
        Token.Name.Builtin: "$primary",
        Token.Name.Class: "bold $primary",
        Token.Name.Decorator: "$accent",
        Token.Name.Exception: "$primary",
        Token.Name.Function: "bold $primary",
        Token.Name.Tag: "$secondary",
        Token.Operator.Word: "$secondary",
    }


class Markdown:
    """A text in Markdown among the parts of a `PartedText`, whose pictures are shown elsewhere.

    style: of its plain words. lead: stands before it; further lines are indented below.
    """

    def __init__(self, source: str, style: str = "", lead: Content | None = None) -> None:
        self.source = source
        self.style = style
        self.lead = lead or Content()

    def lines(self, width: int, *, sided: bool) -> list[Content]:
        """See `quiz.tui.parted_text.Part.lines`."""
        indent = self.lead.cell_length
        lines = markdown_lines(
            self.source, width - indent, self.style, pictures=False, sided=sided and not indent
        )
        return hung(self.lead, lines)


@lru_cache(maxsize=64)
def markdown_lines(
    source: str, width: int, style: str = "", *, pictures: bool = True, sided: bool = False
) -> tuple[Content, ...]:
    """The lines of a text in Markdown, each of at most `width` cells.

    style: of its plain words. pictures: whether to name pictures in their places. sided: whether
    paragraphs outside lists stand on the side where they begin.
    """
    lines = _Lines(style, pictures=pictures, sided=sided)
    return tuple(lines.of(_tree(source).children, max(1, width)))


@lru_cache(maxsize=16)
def _tree(source: str) -> SyntaxTreeNode:
    """The blocks of a text. Kept, as a text is fitted to several widths while its place is
    sought."""
    return SyntaxTreeNode(parser().parse(source))


@lru_cache(maxsize=16)
def _coloured(code: str, language: str) -> Content:
    """Code in the colours of its language."""
    coloured = highlight(code, language=language, theme=_Colours)
    # Textual puts its own colour below all others.
    return Content(coloured.plain, [span for span in coloured.spans if span.style != "$text"])


class _Lines:
    """Makes lines of blocks; arguments as for `markdown_lines`."""

    def __init__(self, style: str, *, pictures: bool, sided: bool) -> None:
        self._style = style
        self._sided = sided
        self._pictures = pictures
        self._known = ""
        self._strong = "bold $accent" if "bold" in style else "bold"
        self._blocks: dict[str, Callable[[SyntaxTreeNode, int], list[Content]]] = {
            "blockquote": self._quote,
            "bullet_list": self._list,
            "code_block": self._code,
            "fence": self._code,
            "heading": lambda node, width: self._wrapped(node, width, "bold $primary"),
            "hr": lambda _, width: [Content.styled("─" * width, "$meter")],
            "math_block": self._formula,
            "ordered_list": self._list,
            "paragraph": lambda node, width: self._wrapped(node, width, self._style),
            "table": self._table,
        }

    def of(
        self, nodes: Sequence[SyntaxTreeNode], width: int, *, tight: bool = False
    ) -> list[Content]:
        """The lines of these blocks, with a blank one between two unless they are `tight`."""
        lines: list[Content] = []
        for node in nodes:
            block = self._blocks.get(node.type, self._as_written)(node, width)
            if block and lines and not tight:
                lines.append(Content())
            lines += block
        return lines

    def _as_written(self, node: SyntaxTreeNode, width: int) -> list[Content]:
        return Content.styled(printable(node.content.rstrip("\n")), self._style).wrap(width)

    def _wrapped(self, node: SyntaxTreeNode, width: int, style: str) -> list[Content]:
        text = self._inline(node, style)
        outside = node.parent is not None and node.parent.is_root
        sided = self._sided and outside
        return paragraph_lines(text, width, sided=sided) if text.plain.strip() else []

    def _list(self, node: SyntaxTreeNode, width: int) -> list[Content]:
        first = int(node.attrs.get("start", 1))
        numbered = node.type == "ordered_list"
        digits = len(str(first + len(node.children) - 1))
        lines: list[Content] = []
        for number, item in enumerate(node.children, first):
            mark = f"{number:>{digits}}. " if numbered else "• "
            room = max(1, width - len(mark))
            inner = self.of(item.children, room, tight=True) or [Content()]
            lines += hung(Content.styled(mark, "$accent"), inner)
        return lines

    def _quote(self, node: SyntaxTreeNode, width: int) -> list[Content]:
        bar = Content.styled("▌ ", MUTED)
        return [bar + line for line in self.of(node.children, max(1, width - 2))]

    def _code(self, node: SyntaxTreeNode, width: int) -> list[Content]:
        code = printable(node.content.rstrip("\n")).expandtabs(TAB)
        language = node.info.split()[0] if node.info.split() else "text"
        room = max(2, width - 2)
        return [
            (Content(" ") + part)
            .pad_right(max(0, width - 1 - part.cell_length))
            .stylize_before("on $panel")
            for line in _coloured(code, language).split(allow_blank=True)
            for part in _folded(line, room)
        ]

    def _formula(self, node: SyntaxTreeNode, width: int) -> list[Content]:
        rows = self._of_tex(node.content, display=True).split("\n")
        lines = [Content.styled(f"  {row}", self._style) for row in rows]
        if all(line.cell_length <= width for line in lines):
            return lines
        return Content.styled(self._of_tex(node.content), self._style).wrap(width)

    def _of_tex(self, tex: str, *, display: bool = False) -> str:
        shown = formula(self._known + tex, display=display)
        self._known += definitions(tex)
        return printable(shown)

    # ── tables ──────────────────────────────────────────────────────────────────

    def _table(self, node: SyntaxTreeNode, width: int) -> list[Content]:
        rows = [row.children for part in node.children for row in part.children]
        head = len(node.children[0].children)
        styles = ["bold" if number < head else self._style for number in range(len(rows))]
        cells = [
            [self._inline(cell, style) for cell in row]
            for row, style in zip(rows, styles, strict=True)
        ]
        widths = _fitting(
            [max(cell.cell_length for cell in column) for column in zip(*cells, strict=True)], width
        )
        sides = [str(cell.attrs.get("style", "")).removeprefix("text-align:") for cell in rows[0]]
        lines: list[Content] = []
        for number, row in enumerate(cells):
            lines += _row(row, widths, sides)
            if number == head - 1:
                lines.append(Content.styled("─┼─".join("─" * each for each in widths), "$meter"))
        return lines

    # ── within a line ───────────────────────────────────────────────────────────

    def _inline(self, node: SyntaxTreeNode, style: str) -> Content:
        parts: list[tuple[str, str]] = []
        for inline in node.children:
            self._add(inline.children, style, parts)
        return Content.assemble(*parts)

    def _add(
        self, nodes: Sequence[SyntaxTreeNode], style: str, parts: list[tuple[str, str]]
    ) -> None:
        marks = {"strong": self._strong, "em": "italic", "s": "strike", "link": "underline"}
        for node in nodes:
            match node.type:
                case "strong" | "em" | "s" | "link":
                    self._add(node.children, f"{style} {marks[node.type]}".strip(), parts)
                case "code_inline":
                    parts.append((printable(node.content), f"{style} $accent".strip()))
                case "math_inline" | "math_inline_double":
                    parts.append((self._of_tex(node.content), style))
                case "image":
                    if self._pictures:
                        parts.append((f"{PICTURE} {printable(node.content)}".rstrip(), MUTED))
                case "softbreak" | "hardbreak":
                    parts.append(("\n", style))
                case _:
                    parts.append((printable(node.content), style))


def _folded(line: Content, width: int) -> list[Content]:
    """A line of code in pieces; the mark says that it goes on."""
    if line.cell_length <= width:
        return [line]
    pieces: list[Content] = []
    mark = Content.styled(GOES_ON, MUTED)
    while line.cell_length > (room := max(2, width - len(GOES_ON))):
        cut = _place_to_break(line.plain, len(line.fold(room)[0].plain))
        pieces.append(line[:cut])
        line = line[cut:]
    first, *rest = [*pieces, line] if line.plain else pieces
    return [first, *(mark + part for part in rest)]


def _place_to_break(code: str, most: int) -> int:
    """After how many characters, at most, a line of code best goes on below: at a space, or else
    beside another sign, but not in the first half; within a word only if there is no such place.
    """
    for breaks in _BREAKS:
        places = [found.end() for found in breaks.finditer(code, most // 2 + 1, most + 1)]
        if places and places[-1] <= most:
            return places[-1]
    return most


def _fitting(natural: Sequence[int], width: int) -> list[int]:
    """The widths of the columns of a table, so that all fit beside each other."""
    widths = [max(1, each) for each in natural]
    room = width - 3 * (len(widths) - 1)
    while sum(widths) > room and max(widths) > LEAST_COLUMN:
        widths[widths.index(max(widths))] -= 1
    return widths


def _row(cells: Sequence[Content], widths: Sequence[int], sides: Sequence[str]) -> list[Content]:
    """The lines of one row of a table."""
    wrapped = [cell.wrap(width) for cell, width in zip(cells, widths, strict=True)]
    lines = []
    for number in range(max(map(len, wrapped))):
        parts = []
        for column, width, side in zip(wrapped, widths, sides, strict=True):
            part = column[number] if number < len(column) else Content()
            spare = max(0, width - part.cell_length)
            left = spare if side == "right" else spare // 2 if side == "center" else 0
            parts.append(part.pad(left, spare - left))
        lines.append(Content.styled(" │ ", "$meter").join(parts))
    return lines
