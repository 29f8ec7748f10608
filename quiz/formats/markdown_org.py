"""Writes Markdown as Org markup, which `quiz.formats.org_markup` reads back."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from urllib.parse import unquote

from markdown_it.tree import SyntaxTreeNode

from quiz.formats.marked import GAP_END, GAP_START
from quiz.formats.org_markup import APART, escaped
from quiz.text.markdown import parser

_SIGNS = {"strong": "*", "em": "/", "s": "+"}
_MAY_FOLLOW = re.compile(rf"""[\s\-.,:;!?'")}}\[{GAP_START}-{GAP_END}]""")
_MAY_PRECEDE = re.compile(rf"""[\s\-('"{{{GAP_START}-{GAP_END}]""")
_LIKE_HEADINGS = re.compile(r"^(?=\*|#\+|,)", re.MULTILINE)


def markdown_to_org(source: str) -> str:
    """The Org markup that shows a text in Markdown. Headings become bold lines, as in Org they
    would end the card."""
    return "\n".join(_blocks(SyntaxTreeNode(parser().parse(source)).children))


def _blocks(nodes: Sequence[SyntaxTreeNode], *, tight: bool = False) -> list[str]:
    lines: list[str] = []
    for node in nodes:
        if lines and not tight:
            lines.append("")
        lines += _block(node)
    return lines


def _block(node: SyntaxTreeNode) -> Iterable[str]:
    match node.type:
        case "fence" | "code_block":
            return _code(node)
        case "math_block":
            return [rf"\[{' '.join(node.content.split())}\]"]
        case "bullet_list" | "ordered_list":
            return _items(node)
        case "blockquote":
            return ["#+begin_quote", *_blocks(node.children), "#+end_quote"]
        case "table":
            return _rows(node)
        case "hr":
            return ["-----"]
        case "heading":
            return [f"*{_text(node)}*"]
        case _:
            return _text(node).split("\n")


def _code(node: SyntaxTreeNode) -> list[str]:
    # Org puts a comma before lines that would be its own.
    code = _LIKE_HEADINGS.sub(",", node.content.rstrip("\n"))
    language = node.info.split()[:1] if node.type == "fence" else []
    kind = "src" if language else "example"
    return [" ".join([f"#+begin_{kind}", *language]), *code.split("\n"), f"#+end_{kind}"]


def _items(node: SyntaxTreeNode) -> Iterator[str]:
    first = int(node.attrs.get("start", 1))
    for number, item in enumerate(node.children, first):
        mark = f"{number}. " if node.type == "ordered_list" else "- "
        for at, line in enumerate(_blocks(item.children, tight=True)):
            yield f"{' ' * len(mark) if at else mark}{line}"


def _rows(node: SyntaxTreeNode) -> Iterator[str]:
    head, *body = (row.children for part in node.children for row in part.children)
    for row in (head, None, *body):
        if row is None:
            yield f"|{'+'.join('---' for _ in head)}|"
        else:
            yield f"| {' | '.join(map(_text, row))} |"


def _text(node: SyntaxTreeNode) -> str:
    """The text of all inline parts; marked ones stand apart from letters beside them."""
    text = ""
    is_marked = False
    for child in (part for inline in node.children for part in _inner(inline)):
        piece = _piece(child)
        marks = child.type in _SIGNS or child.type == "code_inline"
        tight_before = marks and text and not _MAY_PRECEDE.match(text[-1])
        if piece and (tight_before or (is_marked and not _MAY_FOLLOW.match(piece))):
            text += APART
        text += piece
        is_marked = marks
    return text


def _inner(node: SyntaxTreeNode) -> Sequence[SyntaxTreeNode]:
    return node.children if node.type == "inline" else [node]


def _piece(node: SyntaxTreeNode) -> str:
    match node.type:
        case "strong" | "em" | "s":
            return f"{_SIGNS[node.type]}{_text(node)}{_SIGNS[node.type]}"
        case "code_inline":
            sign = "=" if "~" in node.content else "~"
            return f"{sign}{node.content}{sign}"
        case "math_inline":
            return rf"\({node.content.strip()}\)"
        case "math_inline_double":
            return rf"\[{node.content.strip()}\]"
        case "link":
            return f"[[{node.attrs['href']}][{_text(node)}]]"
        case "image":
            alt = _text(node)
            return f"[[file:{unquote(str(node.attrs['src']))}]{f'[{alt}]' if alt else ''}]"
        case "softbreak" | "hardbreak":
            return "\n"
        case _:
            return escaped(node.content)
