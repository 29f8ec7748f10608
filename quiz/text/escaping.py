"""Writes literal text as Markdown that shows just this text."""

from __future__ import annotations

import re

from quiz.text.rendered import is_plain

_INLINE = re.compile(
    r"[`$]|\\(?=[!-/:-@\[-`{-~\n]|$)|(?<!\s)\*|\*(?!\s)|(?<![^\W_])_|_(?=_*(?!\w))|~(?=~)|(?<=~)~"
    r"|\](?=[(:])|<(?=[A-Za-z/!?])|&(?=#?\w+;)"
)
_LINE_START = re.compile(
    r"^( {0,3})(?=#{1,6}(?:\s|$)|>|[-+*](?:\s|$)|=+\s*$|:?-+:?\s*$)", re.MULTILINE
)
_NUMBER = re.compile(r"^( {0,3}\d{1,9})(?=[.)](?:\s|$))", re.MULTILINE)
_INDENT = re.compile(r"^(?: {4,}| {0,3}\t[ \t]*)", re.MULTILINE)


def escape_inline(text: str) -> str:
    """The text without formatting, code, formulas and links, but with the lists, quotes and tables
    that its lines make."""
    return _INLINE.sub(r"\\\g<0>", text)


def escape_markdown(text: str) -> str:
    """Markdown that shows the text as it is, line by line."""
    if is_plain(text):
        return text
    text = escape_inline(text).replace("|", r"\|")
    text = _LINE_START.sub(r"\1\\", text)
    text = _NUMBER.sub(r"\1\\", text)
    return _INDENT.sub(_unbroken, text)


def _unbroken(indent: re.Match[str]) -> str:
    return "\xa0" * len(indent[0].replace("\t", "    "))
