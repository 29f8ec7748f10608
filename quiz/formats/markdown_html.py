"""Writes Markdown as the HTML of other programs' fields, with formulas for MathJax."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache
from html import escape
from typing import Any
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.token import Token

from quiz.formats.html import text_to_html
from quiz.text.markdown import parser

_ONE_PARAGRAPH = re.compile(r"<p>((?:(?!</?p>).)*)</p>", re.DOTALL)


def markdown_to_html(source: str, file: Callable[[str], str] = str) -> str:
    """The HTML that shows a text in Markdown. file: the name of a picture, by its path.

    `quiz.formats.html.html_to_marked` turns it into Markdown that shows the same.
    """
    html: str = _writer().render(source, {"file": file}).strip()
    alone = _ONE_PARAGRAPH.fullmatch(html)
    return alone[1] if alone else html


@cache
def _writer() -> MarkdownIt:
    writer = parser()
    for name, rule in (
        ("text", _text),
        ("softbreak", _line_break),
        ("hardbreak", _line_break),
        ("image", _image),
        ("math_inline", _formula),
        ("math_inline_double", _display),
        ("math_block", _display),
    ):
        writer.add_render_rule(name, rule)
    return writer


def _text(_: Any, tokens: Sequence[Token], index: int, *__: Any) -> str:
    text = tokens[index].content
    # Beside formatting, one space is one in HTML, too.
    before, after = " " * text.startswith(" "), " " * (text.endswith(" ") and text != " ")
    return before + text_to_html(text.removeprefix(" ").removesuffix(" ")) + after


def _line_break(*_: Any) -> str:
    return "<br>"


def _image(_: Any, tokens: Sequence[Token], index: int, __: Any, env: dict[str, Any]) -> str:
    token = tokens[index]
    return image_tag(env["file"](unquote(str(token.attrs.get("src", "")))), token.content)


def image_tag(name: str, alt: str) -> str:
    """The element for a picture."""
    shown = f' alt="{escape(alt)}"' if alt else ""
    return f'<img src="{escape(name)}"{shown}>'


def _formula(_: Any, tokens: Sequence[Token], index: int, *__: Any) -> str:
    return rf"\({_tex(tokens[index])}\)"


def _display(_: Any, tokens: Sequence[Token], index: int, *__: Any) -> str:
    return rf"\[{_tex(tokens[index])}\]"


def _tex(token: Token) -> str:
    return escape(" ".join(token.content.split()), quote=False)
