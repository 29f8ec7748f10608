"""Markdown: CommonMark with tables, strikethrough, formulas and images, read by markdown-it.

HTML is not read: it is shown as typed. A line break stays one. Formulas follow pandoc's rules, so
that "$5 and $10" is money.
Plain decks never load this file: `quiz.text.shown` imports it for the first text that needs it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import takewhile
from typing import Literal
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.dollarmath.index import math_block_dollar, math_inline_dollar

from quiz.text.escaping import escape_markdown
from quiz.text.formulas import definitions, formula, mistakes
from quiz.text.rendered import Rendered, is_plain

_EXACT = frozenset(
    ("code_inline", "fence", "code_block", "math_inline", "math_inline_double", "math_block")
)
"""Tokens whose text means just what it says."""

_PARAGRAPH: tuple[tuple[str, str, Literal[-1, 0, 1]], ...] = (
    ("paragraph_open", "p", 1), ("inline", "", 0), ("paragraph_close", "p", -1),
)  # fmt: skip

GAP = r"\[(?:[^\[\]\n]{0,200} )?…\]"
"""The mark of a gap, see `quiz.card.GAP_MARK` and `GAP_WITH_HINT`."""

_GAP = re.compile(GAP)


@cache
def parser() -> MarkdownIt:
    """The parser of all texts in Markdown. Its tokens for formulas are `math_inline`,
    `math_inline_double` and `math_block`, with the TeX as their content."""
    md = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
    rule = math_inline_dollar(allow_space=False, allow_digits=True, allow_double=True)

    def by_pandoc(state: StateInline, silent: bool) -> bool:
        """No digit may follow the closing dollar: $20,000 and $30,000 are amounts."""
        start = state.pos
        if not rule(state, True):
            return False
        if state.src[state.pos : state.pos + 1].isdigit():
            state.pos = start
            return False
        if not silent:
            state.pos = start
            rule(state, False)
        return True

    block = math_block_dollar(allow_labels=False, allow_blank_lines=False)

    def alone(state: StateBlock, line: int, last: int, silent: bool) -> bool:
        """A line such as "$$a$$ is $$b$$" is a text with two formulas."""
        if not block(state, line, last, silent):
            return False
        if "$$" in state.tokens[-1].content:
            state.tokens.pop()
            state.line = line
            return False
        return True

    def gap(state: StateInline, silent: bool) -> bool:
        """The mark of a gap is no link, whatever follows it."""
        found = _GAP.match(state.src, state.pos)
        if not found or state.src[found.end() : found.end() + 1] not in ("(", "["):
            return False
        if not silent:
            state.push("text", "", 0).content = found[0]
        state.pos = found.end()
        return True

    def signs(state: StateCore) -> None:
        """A text of signs alone, such as > or -, is no empty quote or list, but those signs."""
        if any(token.content.strip() for token in state.tokens) or not state.src.strip():
            return
        state.tokens = [Token(kind, tag, nesting) for kind, tag, nesting in _PARAGRAPH]
        state.tokens[1].content = state.src.strip()
        state.tokens[1].children = []
        state.tokens[1].map = [0, 1]

    md.core.ruler.after("block", "signs", signs)
    md.inline.ruler.before("link", "gap", gap)
    md.inline.ruler.before("escape", "math_inline", by_pandoc)
    md.block.ruler.before("fence", "math_block", alone)
    return md


def plain_text(source: str) -> str:
    """The rendered text: without marks, images as their alternative text, formulas as Unicode, code
    and tables with their lines. A line break in the source stays one. Typed answers are compared
    with it, and the plain mode says it."""
    return render(source).plain


@lru_cache(maxsize=1 << 12)
def render(source: str) -> Rendered:
    """What a text in Markdown says, see `plain_text`."""
    if is_plain(source):
        return Rendered(source.strip())
    tokens = parser().parse(source)
    exact = [token for token in _all_tokens(tokens) if token.type in _EXACT]
    shown = _written(tokens, formulas=True)
    has_formula = any(token.tag == "math" for token in exact)
    typed = _written(tokens, formulas=False) if has_formula else shown
    return Rendered(
        shown,
        "" if typed == shown else typed,
        is_code=_is_code(tokens),
        is_exact=bool(exact),
        gap_in=next((token.tag for token in exact if _GAP.search(token.content)), ""),
    )


def _written(tokens: Iterable[Token], *, formulas: bool) -> str:
    return "\n\n".join(_blocks(iter(tokens), _Writer(formulas=formulas))).strip("\n")


def _is_code(tokens: Sequence[Token]) -> bool:
    """Whether the text is nothing but code: `x`, or a fenced block."""
    types = [token.type for token in tokens]
    if types != ["paragraph_open", "inline", "paragraph_close"]:
        return types == ["fence"]
    return [child.type for child in tokens[1].children or []] == ["code_inline"]


def pictures(source: str) -> tuple[tuple[str, str], ...]:
    """The images in a text in order: their paths, without URL escapes, and alternative texts."""
    if "![" not in source:
        return ()
    return tuple(
        (unquote(str(token.attrs.get("src", ""))), plain_text(token.content))
        for token in _all_tokens(parser().parse(source))
        if token.type == "image"
    )


def formula_mistakes(source: str) -> dict[str, list[str]]:
    """The formulas in a text with mistakes, and what these are. Own commands hold from one formula
    to the next."""
    if "$" not in source:
        return {}
    found: dict[str, list[str]] = {}
    known = ""
    for token in _all_tokens(parser().parse(source)):
        if token.tag == "math":
            known += definitions(token.content)
            if wrong := mistakes(known + token.content):
                found[token.content] = wrong
    return found


def looks_like_markdown(text: str) -> str:
    """What in a literal text was probably meant as Markdown, such as "**bold**"; "" if nothing."""
    if is_plain(text):
        return ""
    names = {
        "strong_open": "**bold** text", "code_inline": "`code`", "fence": "a block of code",
        "math_inline": "a $formula$", "math_inline_double": "a $$formula$$",
        "math_block": "a $$formula$$", "image": "an ![image](path)", "table_open": "a table",
        "link_open": "a [link](address)",
    }  # fmt: skip
    for token in _all_tokens(parser().parse(text)):
        if token.type in names and token.markup != "autolink":
            return names[token.type]
    return ""


def escaped(text: str, *, whole: bool = True) -> str:
    """A literal text as Markdown that shows just this text. whole: whether nothing stands beside
    it, as beside a gap."""
    if whole and plain_text(text) == text:
        return text
    return escape_markdown(text)


def _all_tokens(tokens: Sequence[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from _all_tokens(token.children or [])


class _Writer:
    """Writes formulas; own commands hold from one formula to the next."""

    def __init__(self, *, formulas: bool) -> None:
        self._formulas = formulas
        self._known = ""

    def formula(self, tex: str) -> str:
        """A formula as text on one line."""
        if not self._formulas:
            return tex.strip()
        shown = formula(self._known + tex)
        self._known += definitions(tex)
        return shown


def _inside(tokens: Iterator[Token]) -> Iterable[Token]:
    """The tokens before the end of the block that has just begun; takes the end, too."""
    return takewhile(lambda token: token.nesting >= 0, tokens)


def _blocks(tokens: Iterator[Token], writer: _Writer) -> list[str]:
    blocks = (_block(token, tokens, writer) for token in _inside(tokens))
    return [block for block in blocks if block.strip()]


def _block(begins: Token, tokens: Iterator[Token], writer: _Writer) -> str:
    match begins.type:
        case "inline":
            return _inline(begins.children or (), writer)
        case "fence" | "code_block":
            return begins.content.rstrip("\n")
        case "math_block":
            return writer.formula(begins.content)
        case "bullet_list_open" | "ordered_list_open":
            return "\n".join(_items(begins, tokens, writer))
        case "blockquote_open":
            return "\n".join(f"> {line}".rstrip() for line in _lines(_blocks(tokens, writer)))
        case "table_open":
            return "\n".join(_rows(tokens, writer))
        case "hr":
            return "———"
        case _:
            return _run(tokens, writer)


def _lines(blocks: list[str]) -> list[str]:
    return "\n\n".join(blocks).split("\n")


def _items(begins: Token, tokens: Iterator[Token], writer: _Writer) -> Iterator[str]:
    first = int(begins.attrs.get("start", 1))
    for number, _ in enumerate(_inside(tokens), first):
        mark = f"{number}. " if begins.type == "ordered_list_open" else "- "
        # A list inside the item follows its text at once.
        text = "\n".join(_blocks(tokens, writer))
        yield mark + text.replace("\n", "\n" + " " * len(mark))


def _rows(tokens: Iterator[Token], writer: _Writer) -> Iterator[str]:
    for _head_or_body in _inside(tokens):
        for _row in _inside(tokens):
            yield " | ".join(_run(tokens, writer) for _cell in _inside(tokens))


def _run(tokens: Iterator[Token], writer: _Writer) -> str:
    return "".join(_block(token, tokens, writer) for token in _inside(tokens))


def _inline(tokens: Iterable[Token], writer: _Writer) -> str:
    return "".join(_text(token, writer) for token in tokens)


def _text(token: Token, writer: _Writer) -> str:
    match token.type:
        case "text" | "code_inline":
            return token.content
        case "softbreak" | "hardbreak":
            return "\n"
        case "math_inline" | "math_inline_double":
            return writer.formula(token.content)
        case "image":
            path = unquote(str(token.attrs.get("src", "")))
            return _inline(token.children or (), writer) or f"[{path.rpartition('/')[2]}]"
        case _:
            return ""
