"""Markdown whose headings are the prompts, with the answers as the texts below them.

A line with only `%` separates the rest of the prompt from the answer, as in mdanki. If any heading
has the tag `#card`, as in the plugin Flashcards of Obsidian, only those are cards. The heading
above a prompt is its category, except the only one of the first level at the top of the file,
which is the title.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise, takewhile

from quiz.decks.kinds import BasicNote
from quiz.decks.note_extras import Extras
from quiz.formats.interchange import ImportedFile
from quiz.formats.markdown_source import Line, Sort, lines_of, without_comments
from quiz.formats.plain_notes import NoteList
from quiz.formats.text_files import decode

_CARD = re.compile(r"\s*#(?:card|flashcard)s?(?:[/-][\w/-]+)?(?=\s|$)")
_BETWEEN = (Sort.RULE, Sort.BLANK)
_ONE_CARD = re.compile(r"\s#card(?=\s|$)")
_TAGS = re.compile(r"(?:\s+#[^\W\d][\w/-]*)+$")
_EXPECTED = "headings with a text below each, such as '## Question'"


def read(data: bytes, name: str) -> ImportedFile:
    """Read the deck in a file. name: of the file, without suffix. Raises InterchangeError if there
    are no cards."""
    lines = _with_underlined(lines_of(decode(data)))
    starts = [index for index, line in enumerate(lines) if line.sort is Sort.HEADING]
    tagged = any(_CARD.search(lines[index].title) for index in starts)
    tops = [index for index in starts if lines[index].level == 1]
    found = NoteList()
    title = ""
    above: list[Line] = []
    for index, end in pairwise([*starts, len(lines)]):
        heading = lines[index]
        below = [line for line in lines[index + 1 : end] if line.sort is not Sort.COMMENT]
        parents = [line for line in above if line.level < heading.level]
        above = [*parents, heading]
        if [index] == tops == starts[:1] and not tagged:
            title = "" if end == len(lines) else heading.title
        if tagged and not _CARD.search(heading.title):
            continue
        named = [line.title for line in parents if line.title != title]
        _card(heading, below, named[-1] if named else "", found)
    return found.result(name, title, _EXPECTED)


def take_tagged(lines: Sequence[Line], found: NoteList, ends: Callable[[Line], bool]) -> list[Line]:
    """Read the headings with the tag `#card`; returns all lines that belong to none of them. ends:
    whether a line is a card of its own."""
    starts = [index for index, line in enumerate(lines) if line.sort is Sort.HEADING]
    rest = list(lines[: starts[0]] if starts else lines)
    for index, end in pairwise([*starts, len(lines)]):
        if _ONE_CARD.search(lines[index].title):
            below = list(takewhile(lambda line: not ends(line), lines[index + 1 : end]))
            answer = [line for line in below if line.sort is not Sort.COMMENT]
            _card(lines[index], answer, "", found)
            rest += lines[index + 1 + len(below) : end]
        else:
            rest += lines[index:end]
    return rest


def _with_underlined(lines: list[Line]) -> list[Line]:
    """The lines, with headings that have a line of = or - below them like the others."""
    found: list[Line] = []
    for line in lines:
        before = found[-1] if found else line
        signs = line.text.strip()
        is_below = line.sort is Sort.RULE and before.is_text and set(signs) in ({"="}, {"-"})
        if is_below and (len(found) < 2 or not found[-2].is_text):
            text = f"{'#' if signs[0] == '=' else '##'} {before.text.strip()}"
            found[-1] = Line(before.number, text, text, Sort.HEADING)
        else:
            found.append(line)
    return found


def _card(heading: Line, below: Sequence[Line], category: str, found: NoteList) -> None:
    """Read a heading with the lines below it; a heading without a text is only a chapter."""
    while below and below[-1].sort in _BETWEEN:
        below = below[:-1]
    while below and below[0].sort in _BETWEEN:
        below = below[1:]
    marks = [n for n, line in enumerate(below) if line.is_text and line.text.strip() == "%"]
    split = marks[0] if marks else 0
    front = _source(below[:split])
    answer = found.text(_source(below[split + bool(marks) :]))
    title = _CARD.sub("", heading.title)
    tags = _TAGS.search(title)
    title = title[: tags.start()] if tags else title
    prompt = found.text("\n\n".join(part for part in (title, front) if part))
    if not answer and not marks and not _CARD.search(heading.title):
        return
    if answer and prompt:
        named = tuple(tag[1:] for tag in tags[0].split()) if tags else ()
        extras = Extras(category=found.text(category), tags=named)
        found.notes.append(BasicNote(prompt, answer, extras=extras))
    else:
        found.without.append(heading.number)


def _source(lines: Iterable[Line]) -> str:
    """The text of some lines, with the marks of their quotes."""
    texts = (
        line.source if line.sort is Sort.CODE else without_comments(line.source) for line in lines
    )
    return "\n".join(texts).strip("\n").rstrip()
