"""The source of a Markdown file, line by line, with what each line is for markdown-it.

Other programs' marks for cards stand in the text. Marks in code, tables, links and comments are
none, so their readers ask here what a line is, and which parts of it are code or links.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import Enum
from functools import cache
from textwrap import dedent
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from quiz.decks.limits import TEXT

_QUOTE = re.compile(r"^ {0,3}>[ \t]?")
_CALLOUT = re.compile(r"^\[![\w-]+\][+-]?[ \t]*")
_ROW = re.compile(r"\s*\|.*\|\s*")
_HEADING = re.compile(r"\s*(#{1,6})\s+(.*?)(?:\s+#+)?\s*")
_MATH = re.compile(r"\$\$[^$]+\$\$|\$(?=\S)[^$\n]*(?<=\S)\$(?!\d)")
_WIKI = re.compile(r"!?\[\[[^\[\]\n]*\]\]")
_TARGET = re.compile(r" {0,3}\[([^\[\]^][^\[\]]*)\]:\s+<?(\S+?)>?(?:\s+[\"'(].*)?\s*")
_LINK = re.compile(r"\[([^\[\]]+)\]\[([^\[\]]*)\]")
_BLOCK_ID = re.compile(r"(?:^|[ \t])\^[A-Za-z\d-]{4,}[ \t]*$", re.MULTILINE)
"""The name of a block at its end in Obsidian, which it does not show."""
_PLACES = ("backticks", "link", "image", "autolink", "html_inline")
_DEEPEST_QUOTE = 8
_MOST_BRACKETS = 1_000


class Sort(Enum):
    """What a line is."""

    TEXT = "text"
    CODE = "code"
    TABLE = "table"
    COMMENT = "comment"
    HEADING = "heading"
    RULE = "rule"
    FRONT_MATTER = "front matter"
    BLANK = "blank"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a file.

    number: from 1. source: as it is in the file. text: without the marks of quotes. quote: the
    number of the quote it stands in, 0 for none.
    """

    number: int
    source: str
    text: str
    sort: Sort
    quote: int = 0

    @property
    def is_text(self) -> bool:
        """Whether marks for cards count in it."""
        return self.sort is Sort.TEXT

    @property
    def level(self) -> int:
        """The level of a heading; 0 for any other line."""
        found = _HEADING.fullmatch(self.text) if self.sort is Sort.HEADING else None
        return len(found[1]) if found else 0

    @property
    def title(self) -> str:
        """The text of a heading."""
        found = _HEADING.fullmatch(self.text)
        return found[2] if found else self.text.strip()


def lines_of(text: str) -> list[Line]:
    """All lines of a file."""
    lines = text.split("\n")
    front = _front_matter(lines)
    found = [Line(n, line, line, Sort.FRONT_MATTER) for n, line in enumerate(lines[:front], 1)]
    return found + _with_targets(_lines(lines[front:], front, [0]))


def _with_targets(lines: list[Line]) -> list[Line]:
    """The lines with the addresses of their links, such as [text][1], in them: a card does not see
    the lines that name these."""
    named = [line.is_text and _TARGET.fullmatch(line.text) for line in lines]
    targets = {each[1].casefold(): each[2] for each in named if each}
    if not targets:
        return lines

    def link(found: re.Match[str]) -> str:
        target = targets.get((found[2] or found[1]).casefold())
        return f"[{found[1]}]({target})" if target else found[0]

    return [
        replace(line, sort=Sort.COMMENT)
        if is_target
        else line
        if line.sort is Sort.CODE
        else replace(line, source=_LINK.sub(link, line.source), text=_LINK.sub(link, line.text))
        for line, is_target in zip(lines, named, strict=True)
    ]


def _front_matter(lines: list[str]) -> int:
    """The number of lines of front matter."""
    if lines[0].strip() != "---":
        return 0
    return next((n for n, line in enumerate(lines[1:], 2) if line.strip() == "---"), 0)


def _lines(lines: list[str], before: int, quotes: list[int], depth: int = 0) -> list[Line]:
    """quotes: the number of the last quote."""
    own = quotes[-1] if depth else 0
    found = [
        Line(before + n, line, line, Sort.TEXT if line.strip() else Sort.BLANK, own)
        for n, line in enumerate(lines, 1)
    ]
    quoted = 0
    for token in _block_parser().parse("\n".join(lines)):
        if token.map is None or token.map[0] < quoted:
            continue
        start, end = token.map[0], min(token.map[1], len(lines))
        if token.type == "blockquote_open" and depth < _DEEPEST_QUOTE:
            if not depth:
                # A quote in a quote belongs to the same card.
                quotes.append(quotes[-1] + 1)
            inner = [_QUOTE.sub("", line) for line in lines[start:end]]
            inner[0] = _CALLOUT.sub("", inner[0])
            found[start:end] = [
                replace(line, source=source)
                for line, source in zip(
                    _lines(inner, before + start, quotes, depth + 1), lines[start:end], strict=True
                )
            ]
            quoted = end
            continue
        for index, sort in _sorts(token, start, end):
            if found[index].sort is not Sort.BLANK or sort is Sort.CODE:
                found[index] = replace(found[index], sort=sort)
    found = _with_formulas(found)
    for pattern, sort in ((_BLOCK_ID, Sort.COMMENT), (_ROW, Sort.TABLE)):
        found = [
            replace(line, sort=sort) if line.is_text and pattern.fullmatch(line.text) else line
            for line in found
        ]
    return found


def _with_formulas(lines: list[Line]) -> list[Line]:
    """The lines, where those from one `$$` alone on its line to the next are code."""
    ends = [n for n, line in enumerate(lines) if line.is_text and line.text.strip() == "$$"]
    inside = {
        n for start, end in zip(ends[::2], ends[1::2], strict=False) for n in range(start, end + 1)
    }
    return [replace(line, sort=Sort.CODE) if n in inside else line for n, line in enumerate(lines)]


def _sorts(token: Token, start: int, end: int) -> Iterator[tuple[int, Sort]]:
    match token.type:
        case "fence" | "code_block":
            yield from ((index, Sort.CODE) for index in range(start, end))
        case "table_open":
            yield from ((index, Sort.TABLE) for index in range(start, end))
        case "heading_open" if token.markup.startswith("#"):
            yield start, Sort.HEADING
        case "heading_open":
            # A text with a line of dashes below it, which ends a card.
            yield end - 1, Sort.RULE
        case "hr":
            yield start, Sort.RULE
        case "html_block" if token.content.lstrip().startswith("<!--"):
            text = _blanked(token.content, _comments(token.content))
            for index, rest in enumerate(text.split("\n")[: end - start], start):
                if not rest.strip(" \t\0"):
                    yield index, Sort.COMMENT


@cache
def _block_parser() -> MarkdownIt:
    return MarkdownIt("commonmark").enable("table").disable("inline")


@cache
def _inline_parser() -> MarkdownIt:
    """A parser that notes the places of code, links and HTML in `env["places"]`."""
    md = MarkdownIt("commonmark").enable("table")
    for name in _PLACES:
        md.inline.ruler.at(name, _noting(md, name))
    return md


def _noting(md: MarkdownIt, name: str) -> Any:
    rule: Any = next(each.fn for each in md.inline.ruler.__rules__ if each.name == name)

    def noting(state: StateInline, silent: bool) -> bool:
        start = state.pos
        found = bool(rule(state, silent))
        if found and not silent:
            state.env["places"].append((start, state.pos))
        return found

    return noting


def masked(text: str) -> str:
    """The text with null characters in place of its code, links, images, formulas and HTML, so that
    every other character keeps its place."""
    if not any(char in text for char in "`[<$%"):
        return text
    if len(text) > TEXT.most or text.count("[") > _MOST_BRACKETS:
        # No card has such a text, and reading it would take long.
        return text
    places = _comments(text)
    if "`" in text or "](" in text or "<" in text:
        inside: list[tuple[int, int]] = []
        _inline_parser().parseInline(text, {"places": inside})
        # A backtick that opens no code is a place, too.
        places += [(a, b) for a, b in inside if text[a:b].strip("`")]
    for pattern in (_WIKI, _MATH):
        places += [found.span() for found in pattern.finditer(_blanked(text, places))]
    return _blanked(text, places)


def _comments(text: str) -> list[tuple[int, int]]:
    """The places of comments, `<!-- … -->` or Obsidian's `%% … %%`, and of names of blocks."""
    places = [found.span() for found in _BLOCK_ID.finditer(text)] if "^" in text else []
    for opening, closing in (("<!--", "-->"), ("%%", "%%")):
        start = text.find(opening)
        while start >= 0 and (end := text.find(closing, start + len(opening))) >= 0:
            places.append((start, end + len(closing)))
            start = text.find(opening, end + len(closing))
    return places


def _blanked(text: str, places: Iterable[tuple[int, int]]) -> str:
    chars = list(text)
    for start, end in places:
        for index in range(start, min(end, len(chars))):
            if chars[index] != "\n":
                chars[index] = "\0"
    return "".join(chars)


def without_comments(text: str) -> str:
    """The text without comments."""
    places = sorted(_comments(text))
    starts = [0, *(end for _, end in places)]
    ends = [*(start for start, _ in places), len(text)]
    return "".join(text[start:end] for start, end in zip(starts, ends, strict=True))


def groups_of(lines: Iterable[Line]) -> Iterator[list[Line]]:
    """Groups of lines between blank lines, headings, rules and the ends of quotes. Code and tables
    stay in the group of the text beside them; comments alone on their lines are left out, but do
    not end a group."""
    group: list[Line] = []
    for line in lines:
        ends = line.sort in (Sort.BLANK, Sort.HEADING, Sort.RULE, Sort.FRONT_MATTER)
        if group and (ends or line.quote != group[-1].quote):
            yield group
            group = []
        if line.sort is Sort.HEADING:
            yield [line]
        elif not ends:
            group.append(line)
    if group:
        yield group


def text_of(lines: Iterable[Line]) -> str:
    """The text of some lines, without the indentation that they share."""
    return dedent("\n".join(line.text for line in lines)).strip("\n").rstrip()
