"""Reads an article from the bytes of a text, Markdown or HTML file."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from markdown_it import MarkdownIt

from quiz.decks.reader import ReadError, read
from quiz.decks.yaml_nodes import Mapping
from quiz.errors import QuizError
from quiz.facts.extract.article import Article, make_article
from quiz.facts.extract.encoding import decode_article, repair
from quiz.facts.extract.lexicon import words
from quiz.facts.extract.tidy import unescape
from quiz.facts.extract.web_page import day_of, read_web_page

_HTML = re.compile(
    r"(?>\s*(?:<!--.*?-->\s*|<\?xml[^>]{0,200}>\s*)*)"
    r"<(?:!doctype\s+html|html|head|body|article|div|p)\b",
    re.I | re.S,
)
_FRONT = re.compile(r"---[ ]*\n(.*?)\n---[ ]*\n", re.DOTALL)
_DATE_FIELDS = ("date", "published", "publishdate", "pubdate", "created", "updated", "lastmod")
# The commonest English words; texts in other languages contain few of them.
_ENGLISH = words(
    "the of and to in a is that for it was on with he as at by be this had have from has its"
    " are were not but his her they an which will said who been their one after more also than"
    " other would when where about into could she if two first last year years since until who its"
)
_LEAST_ENGLISH = 0.15
_ENOUGH_WORDS = 20


def read_article(data: bytes, name: str, day: date | None = None) -> Article:
    """The article in a file. name: of the file; its ending tells Markdown and HTML.

    day: of publication, if known; overrides what the file says. Raises QuizError if the bytes are
    not text, the text is not English, or it has no sentences.
    """
    text = decode_article(data, name)
    title, found, site = "", None, ""
    if is_html(text, name):
        page = read_web_page(text)
        if page is None:
            raise QuizError(f"{name}: no article found in this HTML file")
        text, title, found, site = page
    else:
        text, title, found = _without_front_matter(text.replace("\r\n", "\n"))
        if name.lower().endswith((".md", ".markdown")):
            text, heading = _from_markdown(text)
            title = title or heading
        else:
            text = unescape(text)
    # Entities may have hidden misread characters.
    text = repair(text)
    if not text.strip():
        raise QuizError(f"{name}: the file is empty, expected an article")
    shown = name if "://" in name else re.split(r"[/\\]", name)[-1]
    article = make_article(shown, text, title, day or found, site)
    if not article.paragraphs:
        raise QuizError(f"{name}: no sentences found, expected an article")
    found_words = re.findall(r"[^\W\d_]+", article.told.lower())
    share = sum(word in _ENGLISH for word in found_words) / max(1, len(found_words))
    if len(found_words) >= _ENOUGH_WORDS and share < _LEAST_ENGLISH:
        raise QuizError(
            f"{name}: this does not look like English, the only language that generate reads"
        )
    return article


def is_html(text: str, name: str) -> bool:
    """Whether a file with this text and name holds an HTML page."""
    return name.lower().endswith((".html", ".htm", ".xhtml")) or bool(_HTML.match(text))


def _without_front_matter(text: str) -> tuple[str, str, date | None]:
    """A text without its front matter, and the title and date found there."""
    front = _FRONT.match(text)
    if not front:
        return text, "", None
    fields = _fields(front[1])
    days = (day_of(fields[key]) for key in _DATE_FIELDS if key in fields)
    day = next((day for day in days if day), None)
    return text[front.end() :], fields.get("title", ""), day


def _from_markdown(text: str) -> tuple[str, str]:
    """The paragraphs of a Markdown text without markup, and its first heading."""
    title = ""
    parts: list[str] = []
    heading = False
    for token in MarkdownIt("commonmark").parse(text):
        if token.type == "heading_open":
            heading = True
        if token.type != "inline":
            continue
        line = "".join(_words(child) for child in token.children or ())
        if heading:
            title = title or line
        else:
            parts.append(line)
        heading = False
    return "\n\n".join(parts), title


def _words(token: Any) -> str:
    if token.type in ("softbreak", "hardbreak"):
        return " "
    return str(token.content) if token.type in ("text", "code_inline") else ""


def _fields(front: str) -> dict[str, str]:
    try:
        root = read(front)
    except ReadError:
        return {}
    if not isinstance(root, Mapping):
        return {}
    return {
        str(getattr(key, "value", "")).lower(): str(getattr(value, "value", ""))
        for key, value in root.pairs
    }
