"""Reading an article from the bytes of a text, Markdown or HTML file."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from quiz.decks.faults import Fault
from quiz.decks.reader import ReadError, decode, read
from quiz.decks.yaml_nodes import Mapping
from quiz.errors import QuizError
from quiz.facts.extract.article import Article, make_article
from quiz.facts.extract.calendar import read_full_date
from quiz.facts.extract.lexicon import words

_HTML = re.compile(
    r"(?>\s*(?:<!--.*?-->\s*)*)<(?:!doctype\s+html|html|head|body|article|div|p)\b", re.I | re.S
)
_FRONT = re.compile(r"---\n(.*?)\n---\n", re.DOTALL)
_BINARY = re.compile(r"[\x00-\x08\x0e-\x1f]")
# The commonest words of English; of any other language only a few are words at all.
_ENGLISH = words(
    "the of and to in a is that for it was on with he as at by be this had have from has its"
    " are were not but his her they an which will said who been their one after more also than"
    " other would"
)
_LEAST_ENGLISH = 0.18
_ENOUGH_WORDS = 20


def read_article(data: bytes, name: str, day: date | None = None) -> Article:
    """The article in a file. `name` tells Markdown and HTML by its ending, and names the file.

    day: the date line, where it is known better than the file tells it. Raises QuizError when the
    bytes are no UTF-8, no text, no English or hold no sentence.
    """
    text = decode(data, name)
    if isinstance(text, Fault):
        raise QuizError(f"{text}; expected a text, Markdown or HTML file")
    if _BINARY.search(text):
        raise QuizError(f"{name}: a binary file, expected a text, Markdown or HTML file")
    title, found = "", None
    ending = name.lower().rpartition(".")[2]
    if ending in ("html", "htm", "xhtml") or _HTML.match(text):
        text, title, found = _from_html(text, name)
    elif ending in ("md", "markdown"):
        text, title, found = _from_markdown(text)
    if not text.strip():
        raise QuizError(f"{name}: the file is empty, expected an article")
    article = make_article(re.split(r"[/\\]", name)[-1], text, title, day or found)
    if not article.paragraphs:
        raise QuizError(f"{name}: no sentence in it, expected an article")
    found_words = re.findall(
        r"[^\W\d_]+", " ".join(part.text for part in article.paragraphs).lower()
    )
    share = sum(word in _ENGLISH for word in found_words) / max(1, len(found_words))
    if len(found_words) >= _ENOUGH_WORDS and share < _LEAST_ENGLISH:
        raise QuizError(
            f"{name}: this does not look like English, which is all that generate reads"
        )
    return article


def _from_html(text: str, name: str) -> tuple[str, str, date | None]:
    import trafilatura

    found: Any = trafilatura.bare_extraction(
        text, with_metadata=True, include_comments=False, include_tables=False, favor_recall=True
    )
    if found is None or not found.text:
        raise QuizError(f"{name}: no article found in this HTML file")
    day = read_full_date(found.date) if found.date else None
    # trafilatura puts each paragraph on a line of its own.
    return found.text.replace("\n", "\n\n"), found.title or "", day


def _from_markdown(text: str) -> tuple[str, str, date | None]:
    """The words of Markdown, one paragraph after the other; title and date of its front matter."""
    from markdown_it import MarkdownIt

    title, day = "", None
    text = text.replace("\r\n", "\n")
    front = _FRONT.match(text)
    if front:
        fields = _fields(front[1])
        title, day = fields.get("title", ""), read_full_date(fields.get("date", "")[:10])
        text = text[front.end() :]
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
    return "\n\n".join(parts), title, day


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
        getattr(key, "value", ""): str(getattr(value, "value", "")) for key, value in root.pairs
    }
