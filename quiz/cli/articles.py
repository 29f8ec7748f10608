"""Reads the input of `quiz generate` in bounded time: an article, or an error.

The Markdown and HTML parsers can take very long on input that no article has, such as a hundred
thousand asterisks. So there are limits, far above those of real articles, and a timeout.
"""

from __future__ import annotations

import re
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from quiz.cli.fetching import fetch, is_web_address
from quiz.errors import QuizError
from quiz.facts.extract.sources import is_html, read_article
from quiz.files import faults_of

if TYPE_CHECKING:
    from quiz.facts.extract.article import Article

STDIN = "-"
MOST_BYTES = 8 * 2**20
MOST_CHARACTERS = 1_000_000
"""Limit on an article's text; a novel has half as much."""
MOST_MARKS = 20_000
"""Limit on characters that may be Markdown syntax."""
MOST_TAGS = 50_000
"""Limit on the tags of an HTML page, without its scripts and styles."""
SECONDS = 40.0
"""Timeout for reading one article; systems without interval timers only have the limits."""
FIRST_DAY, LAST_DAY = date(1000, 2, 1), date(2099, 11, 30)
"""Earliest and latest date line; dates near these can still be computed and written."""

_MARKS = frozenset("*_[]!<&`~=")
_ADDRESS = re.compile(r"(?:[\w-]+\.)+[a-z]{2,}/|www\.")
_SCRIPT = re.compile(r"<(?:script|style|svg)\b", re.IGNORECASE)
_SCRIPT_END = re.compile(r"</(?:script|style|svg)\s*>", re.IGNORECASE)


def read_articles(
    names: list[str], day: date | None, seconds: float = SECONDS, allow_private: bool = False
) -> list[Article]:
    """The articles in these files and web pages; `STDIN` reads standard input.

    allow_private: whether pages may come from a private network. Raises QuizError, ImportError.
    """
    return [_read_article(name, day, seconds, allow_private) for name in names]


def _read_article(name: str, day: date | None, seconds: float, allow_private: bool) -> Article:
    # No timeout for standard input: somebody may be typing.
    data = _bytes(name) if name == STDIN else None
    with _within(seconds, name):
        if is_web_address(name):
            data = fetch(name, MOST_BYTES, allow_private)
        data = _bytes(name) if data is None else data
        _check(name, data)
        article = read_article(data, name, day)
    total = sum(len(paragraph.text) for paragraph in article.paragraphs)
    if total > MOST_CHARACTERS:
        raise QuizError(
            f"{name}: {total:,} characters, expected an article of at most {MOST_CHARACTERS:,}; "
            "split it into parts"
        )
    if article.day is not None and not FIRST_DAY <= article.day <= LAST_DAY:
        return replace(article, day=None, date_line="")
    return article


def _bytes(name: str) -> bytes:
    with faults_of("read", name):
        if name == STDIN:
            return sys.stdin.buffer.read(MOST_BYTES + 1)
        if Path(name).is_dir():
            raise QuizError(f"{Path(name)} is a folder, expected the file of an article")
        if _ADDRESS.match(name) and not Path(name).exists():
            raise QuizError(f"{name}: no such file; for a page, write https://{name}")
        with Path(name).open("rb") as file:
            return file.read(MOST_BYTES + 1)


def _check(name: str, data: bytes) -> None:
    if len(data) > MOST_BYTES:
        raise QuizError(
            f"{name}: more than {MOST_BYTES // 2**20} MB, expected an article; split it into parts"
        )
    text = data.decode("utf-8", "replace")
    if is_html(text, name):
        marks, most, what = _without_scripts(text).count("<"), MOST_TAGS, "tags"
    else:
        marks, most, what = sum(map(text.count, _MARKS)), MOST_MARKS, "marks such as * and <"
    if marks > most and not name.lower().endswith(".txt"):
        raise QuizError(
            f"{name}: {marks:,} {what}, expected an article with at most {most:,}; "
            "split it into parts, or use plain text"
        )


def _without_scripts(page: str) -> str:
    """An HTML page without the content of its scripts, styles and pictures."""
    first, *others = _SCRIPT.split(page)
    ends = ((_SCRIPT_END.search(part), part) for part in others)
    return first + "".join(part[end.end() :] for end, part in ends if end)


@contextmanager
def _within(seconds: float, name: str) -> Iterator[None]:
    """Raise QuizError if the block takes longer, on systems with interval timers."""
    if not hasattr(signal, "setitimer"):
        yield
        return

    def ring(*_: object) -> None:
        raise QuizError(
            f"{name}: not read within {seconds:.0f} seconds; expected a file with an article"
        )

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
