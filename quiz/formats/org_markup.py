"""Turns the markup of Org into Markdown.

See https://orgmode.org/manual/Markup-for-Rich-Contents.html and, for where emphasis may start and
end, `org-emphasis-regexp-components` in Org's source.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from textwrap import dedent
from typing import NamedTuple

from quiz.formats.marked import GAP_END, GAP_START
from quiz.text.escaping import escape_inline

APART = "\u200b"
"""A space without width: beside a sign within a word, and inside one that is no emphasis."""

_EDGES = f"{GAP_START}-{GAP_END}"
"""Marks at the edges of gaps."""

_EDGE = re.compile(r"^[ \t]*#\+(begin|end)_(\w+)([^\n]*)$", re.IGNORECASE | re.MULTILINE)
_LINK = re.compile(r"\[\[([^\[\]\n]+)\](?:\[([^\[\]\n]+)\])?\]")
_EMPHASIS = re.compile(
    rf"""(?:^|(?<=[\s{APART}{_EDGES}\-('"{{]))([*/_=~+])(?=[^\s{APART}])"""
    rf"""((?:[^\n]|\n(?!\s*\n)){{1,200}}?)(?<=[^\s{APART}])\1(?=$|[\s{APART}{_EDGES}\-.,:;!?'")}}\[])""",
    re.MULTILINE,
)
_FORMULA = re.compile(
    r"\\\((?P<tex>.{1,1000}?)\\\)|\\\[(?P<display>.{1,1000}?)\\\]"
    r"|(?<![\w$\\])\$(?=[^\s$.,;\d])(?P<dollar>[^$\n]{0,200}[^\s$.,;\\])\$(?![\w$])"
    r"|(?<![\w$\\])\$(?P<letter>[A-Za-z])\$(?![\w$])",
    re.DOTALL,
)
_TABLE_RULE = re.compile(r"^([ \t]*)\|([-+]+)\|[ \t]*$", re.MULTILINE)
_PICTURE = re.compile(r"\.(?:png|jpe?g|gif|webp|svg|bmp)$", re.IGNORECASE)
_MARKS = {"*": "**", "/": "*", "_": "*", "+": "~~"}


def has_markup(text: str) -> bool:
    """Whether a text has any markup that Markdown can show."""
    patterns = (_EMPHASIS, _LINK, _FORMULA, _TABLE_RULE)
    return APART in text or any(_blocks(text)) or any(each.search(text) for each in patterns)


def masked(text: str) -> str:
    """The text with null characters in place of code, formulas and links."""

    def blank(found: re.Match[str]) -> str:
        is_code = found.re is not _EMPHASIS or found[1] in "=~"
        return re.sub("[^\n]", "\0", found[0]) if is_code else found[0]

    for block in _blocks(text):
        text = (
            text[: block.start]
            + re.sub("[^\n]", "\0", text[block.start : block.end])
            + text[block.end :]
        )
    for pattern in (_FORMULA, _LINK, _EMPHASIS):
        text = pattern.sub(blank, text)
    return text


def escaped(text: str) -> str:
    """The literal text as Org shows it, without emphasis."""
    return _EMPHASIS.sub(lambda found: f"{found[1]}{APART}{escaped(found[0][1:])}", text)


def to_markdown(text: str) -> str:
    """The text as Markdown. Spaces at its ends stay, so that it may be a part of one."""
    pieces = []
    position = 0
    for block in _blocks(text):
        pieces += [_inline(text[position : block.start]), _block(block)]
        position = block.end
    return "".join([*pieces, _inline(text[position:])])


class _Block(NamedTuple):
    """A block from `#+begin_NAME` to `#+end_NAME`, and where it is in its text."""

    start: int
    end: int
    name: str
    arguments: str
    content: str


def _blocks(text: str) -> Iterator[_Block]:
    begin: re.Match[str] | None = None
    for edge in _EDGE.finditer(text) if "#+" in text else ():
        if edge[1].lower() == "begin":
            begin = begin or edge
        elif begin and edge[2].lower() == begin[2].lower():
            content = text[begin.end() + 1 : edge.start()]
            yield _Block(begin.start(), edge.end(), begin[2].lower(), begin[3], content)
            begin = None


def _block(block: _Block) -> str:
    content = dedent(block.content).rstrip("\n")
    match block.name:
        case "src" | "example":
            # Org puts a comma before lines that would be headings.
            code = re.sub(r"^([ \t]*),(?=[,*#])", r"\1", content, flags=re.MULTILINE)
            words = block.arguments.split() if block.name == "src" else []
            language = words[0] if words else ""
            return f"```{language}\n{code}\n```"
        case "quote":
            return "\n".join(f"> {line}" for line in _inline(content).split("\n"))
        case _:
            return _inline(content)


def _inline(text: str) -> str:
    text = _TABLE_RULE.sub(lambda rule: f"{rule[1]}|{rule[2].replace('+', '|')}|", text)
    pieces = []
    position = 0
    while found := _first(text, position):
        pieces += [_literal(text[position : found.start()]), _converted(found)]
        position = found.end()
    return "".join([*pieces, _literal(text[position:])])


def _literal(text: str) -> str:
    return escape_inline(text.replace(APART, ""))


def _first(text: str, position: int) -> re.Match[str] | None:
    matches = (each.search(text, position) for each in (_LINK, _FORMULA, _EMPHASIS))
    return min(filter(None, matches), key=lambda found: found.start(), default=None)


def _converted(found: re.Match[str]) -> str:
    if found.re is _FORMULA:
        tex = found["tex"] or found["dollar"] or found["letter"]
        return f"${tex.strip()}$" if tex else f"$${found['display'].strip()}$$"
    if found.re is _LINK:
        return _link(found[1], found[2] or "")
    mark, inner = found[1], found[2]
    if mark in "=~":
        fence = "``" if "`" in inner else "`"
        return f"{fence}{inner}{fence}"
    return f"{_MARKS[mark]}{_inline(inner)}{_MARKS[mark]}"


def _link(address: str, name: str) -> str:
    if _PICTURE.search(address):
        path = address.removeprefix("file:").removeprefix("./").replace(" ", "%20")
        return f"![{escape_inline(name)}]({path})"
    if address.startswith(("http://", "https://")):
        return f"[{_inline(name)}]({address})" if name else f"<{address}>"
    return escape_inline(name or address)
