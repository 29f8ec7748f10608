"""The door of `quiz generate`: every input becomes an article or a message, in bounded time.

What reads Markdown and HTML takes ever longer for what no article holds, such as a hundred thousand
stars; hence there are limits, far above those of articles, and a clock for what keeps them.
"""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from quiz.errors import QuizError
from quiz.facts.extract.sources import read_article
from quiz.files import faults_of

if TYPE_CHECKING:
    from quiz.facts.extract.article import Article

STDIN = "-"
MOST_BYTES = 8 * 2**20
MOST_CHARACTERS = 1_000_000
"""Of an article's own text; a novel has half of it."""
LONGEST_PARAGRAPH = 50_000
MOST_MARKS = 20_000
"""Characters of an article that may be Markdown's or HTML's."""
SECONDS = 40.0
"""For reading one article; where a system has no such clock, the limits alone hold."""
FIRST_DAY, LAST_DAY = date(1000, 2, 1), date(2099, 11, 30)
"""Date lines from which all that is near can be reckoned, in years as the texts have them."""

_MARKS = frozenset("*_[]!<&`~=")


def read_articles(names: list[str], day: date | None, seconds: float = SECONDS) -> list[Article]:
    """The articles in these files, `STDIN` for standard input. Raises QuizError, ImportError."""
    return [_read_article(name, day, seconds) for name in names]


def _read_article(name: str, day: date | None, seconds: float) -> Article:
    # How fast somebody types, or another program writes, is theirs to say.
    data = _bytes(name) if name == STDIN else None
    with _within(seconds, name):
        data = _bytes(name) if data is None else data
        _check(name, data)
        article = read_article(data, name, day)
    longest = max(len(paragraph.text) for paragraph in article.paragraphs)
    if longest > LONGEST_PARAGRAPH:
        raise QuizError(
            f"{name}: a paragraph of {longest:,} characters, expected at most "
            f"{LONGEST_PARAGRAPH:,}; put empty lines between paragraphs"
        )
    total = sum(len(paragraph.text) for paragraph in article.paragraphs)
    if total > MOST_CHARACTERS:
        raise QuizError(
            f"{name}: {total:,} characters, expected an article of at most {MOST_CHARACTERS:,}; "
            "give it in parts"
        )
    if article.day is not None and not FIRST_DAY <= article.day <= LAST_DAY:
        return replace(article, day=None, date_line="")
    return article


def _bytes(name: str) -> bytes:
    with faults_of("read", name):
        if name == STDIN:
            return sys.stdin.buffer.read(MOST_BYTES + 1)
        with Path(name).open("rb") as file:
            return file.read(MOST_BYTES + 1)


def _check(name: str, data: bytes) -> None:
    if len(data) > MOST_BYTES:
        raise QuizError(
            f"{name}: more than {MOST_BYTES // 2**20} MB, expected an article; give it in parts"
        )
    text = data.decode("utf-8", "replace")
    marks = sum(text.count(mark) for mark in _MARKS)
    if marks > MOST_MARKS and not name.lower().endswith(".txt"):
        raise QuizError(
            f"{name}: {marks:,} marks such as * and <, expected an article with at most "
            f"{MOST_MARKS:,}; give it in parts, or as plain text"
        )


@contextmanager
def _within(seconds: float, name: str) -> Iterator[None]:
    """Raises QuizError when what is done within takes longer, where there is such a clock."""
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
