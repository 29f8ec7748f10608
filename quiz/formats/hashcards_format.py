"""Markdown in the style of hashcards: questions `Q:`, answers `A:`, clozes `C:` with [gaps]; other
marks of questions and answers, such as `Question 1:` and `**Answer:**`, are read, too.

The format is that of https://github.com/eudoxia0/hashcards (README, "Format"): a text continues
until the next mark, so it may have several lines, and front matter may name the deck.
"""

from __future__ import annotations

import json
import re

from quiz.card import Kind
from quiz.decks.kinds import BasicNote, ClozeNote
from quiz.decks.note import Gap, Note
from quiz.formats.interchange import ExportedDeck, ExportedFile, ImportedFile, InterchangeError
from quiz.formats.markdown_source import Sort, lines_of, masked
from quiz.formats.plain_notes import NoteList, parts_of, title_in, written_file
from quiz.formats.text_files import decode

_MARK = re.compile(
    r"(?P<before>\s*(?:[-*+]|\d+[.)])\s+|\s+)?(?P<bold>\*\*|__)?"
    r"(?:(?P<sign>[QAC])|(?P<question>Question|Front)|(?P<answer>Answer|Back))(?:[ ]?\d+)?"
    r":(?!:)(?P<closed>(?(bold)(?P=bold))?)[ \t]*"
)
"""A mark, as people and other programs write it: `Q:`, `**Answer:**`, `1. Question 1:`."""
_RULE = "---"
_FENCES = ("```", "~~~")
_NAME = re.compile(r"""name\s*=\s*(?:("(?:[^"\\]|\\.)*")|'([^']*)')\s*""")
_BRACKET = re.compile(r"(\\*)([\[\]])")
_TO_ESCAPE = re.compile(r"(\\*)([\[\]])|(\\+)$")
_EXPECTED = "lines that start with 'Q:' and 'A:', or with 'C:' and [gaps]"


def read(data: bytes, name: str) -> ImportedFile:
    """Read the deck in a file. name: of the file, without suffix.

    Raises InterchangeError with the position for a question without an answer, an answer without a
    question, a cloze without a gap, unclosed front matter, or no cards at all.
    """
    text = decode(data)
    title, start = _front_matter(text.split("\n"))
    found = NoteList()
    _read_text(text, found, start)
    return found.result(title or name, title, _EXPECTED)


def write(exported: ExportedDeck) -> ExportedFile:
    """Write questions with answers, and clozes; other kinds become questions with answers."""
    kept = (Kind.BASIC, Kind.CLOZE)
    start = f"---\nname = {json.dumps(title_in(exported), ensure_ascii=False)}\n---\n\n"
    return written_file(exported, kept, _format, _read_text, start, head=["title", "format"])


def _front_matter(lines: list[str]) -> tuple[str, int]:
    """The deck's name, or "", and the index of the first line after the front matter."""
    if lines[0].strip() != _RULE:
        return "", 0
    name = ""
    for index, line in enumerate(lines[1:], 1):
        if line.strip() == _RULE:
            return name, index + 1
        named = _NAME.fullmatch(line.strip())
        if named:
            try:
                name = json.loads(named[1]) if named[1] else named[2]
            except ValueError as error:
                raise InterchangeError("the name is not a quoted text", index + 1, 1) from error
    raise InterchangeError("front matter starts here but is never closed, expected '---'", 1, 1)


def _read_text(text: str, found: NoteList, start: int = 0) -> None:
    """Read the cards below the first lines of a text. start: how many these are."""
    reader = _Reader(found)
    sources = text.split("\n")
    marks = [_MARK.match(source) for source in sources]
    # Markdown begins behind a mark: a block of code may open there.
    bare = [
        source[mark.end() if mark else 0 :] for mark, source in zip(marks, sources, strict=True)
    ]
    lines = zip(lines_of("\n".join(bare)), marks, sources, strict=True)
    for line, mark, source in list(lines)[start:]:
        is_code = line.sort is Sort.CODE
        if mark and is_code and not line.source.startswith(_FENCES):
            found.look_alike("code", line.number)
        elif mark and line.sort is not Sort.COMMENT and reader.takes(mark):
            reader.mark(mark, line.source, line.number)
            continue
        if line.source.rstrip() == _RULE and not is_code:
            reader.end()
        elif line.sort is not Sort.COMMENT:
            reader.text.append(source if mark else line.source)
    reader.end()


class _Reader:
    """Collects the lines of a text until the next mark."""

    def __init__(self, found: NoteList) -> None:
        self._found = found
        self._kind = ""
        self._line = 0
        self._question: tuple[str, int] | None = None
        self._mark: re.Match[str] | None = None
        self.text: list[str] = []

    def takes(self, mark: re.Match[str]) -> bool:
        """Whether a mark counts here. Of a card with "Q:", other words are text, and so are items
        of a list."""
        if mark["sign"] and not mark["before"]:
            return True
        if _kind_of(mark) == "A":
            is_alike = self._mark is not None and (self._mark["before"] or not mark["before"])
            return self._kind == "Q" and bool(is_alike)
        is_plain = self._mark is not None and self._mark["sign"] and not self._mark["before"]
        return _kind_of(mark) == "Q" and not (self._kind and is_plain)

    def mark(self, mark: re.Match[str], rest: str, line: int) -> None:
        """Read a line that starts with a mark. rest: what stands behind it."""
        kind = _kind_of(mark)
        self._mark = mark
        if mark["bold"] and not mark["closed"]:
            # The whole line is bold.
            rest = rest.rstrip().removesuffix(mark["bold"])
        if kind == "A":
            if self._kind != "Q":
                raise InterchangeError(
                    "an answer without a question, expected 'Q:' before", line, 1
                )
            self._question = self._text(), self._line
        else:
            self.end()
        self._kind, self._line = kind, line
        self.text = [rest]

    def end(self) -> None:
        """Finish the current card."""
        if self._kind == "Q":
            raise InterchangeError("a question without an answer, expected 'A:'", self._line, 1)
        if self._kind == "A":
            assert self._question is not None
            question, line = self._question
            answer = self._text()
            if question and answer:
                self._found.notes.append(BasicNote(question, answer))
            else:
                self._found.without.append(line)
        elif self._kind == "C":
            parts = _parse_gaps(self._text())
            if not any(isinstance(part, Gap) for part in parts):
                raise InterchangeError("a cloze without a gap, expected [brackets]", self._line, 1)
            self._found.notes.append(ClozeNote(parts))
        self._kind = ""
        self.text = []

    def _text(self) -> str:
        return self._found.text("\n".join(self.text))


def _kind_of(mark: re.Match[str]) -> str:
    """Q, A or C."""
    return mark["sign"] or ("Q" if mark["question"] else "A")


def _parse_gaps(text: str) -> tuple[str | Gap, ...]:
    """Literals and gaps; `\\[` and `\\]` are literal brackets, and empty brackets are text, as are
    those of links and in code."""
    shown = masked(text)
    gaps = []
    start = None
    for bracket in _BRACKET.finditer(text):
        here = bracket.start(2)
        if shown[here] == "\0" or len(bracket[1]) % 2:
            continue
        if bracket[2] == "[":
            start = here
        elif start is not None:
            if words := text[start + 1 : here].strip():
                gaps.append((start, here + 1, Gap(_unescaped(words))))
            start = None
    return parts_of(text, gaps, _unescaped)


def _unescaped(text: str) -> str:
    shown = masked(text)

    def bare(found: re.Match[str]) -> str:
        if found[2]:
            is_code = shown[found.start(2)] == "\0" and len(found[1]) % 2 == 0
            return found[0] if is_code else "\\" * (len(found[1]) // 2) + found[2]
        return "\\" * (len(found[0]) // 2) if len(found[0]) % 2 == 0 else found[0]

    return _TO_ESCAPE.sub(bare, text)


def _format(note: Note) -> str:
    if isinstance(note, ClozeNote):
        texts = [
            f"[{_escape(part.answer)}]" if isinstance(part, Gap) else _escape(part)
            for part in note.parts
        ]
        return f"C: {''.join(texts)}\n"
    assert isinstance(note, BasicNote)
    return f"Q: {note.prompt}\nA: {note.answer}\n"


def _escape(text: str) -> str:
    return _TO_ESCAPE.sub(
        lambda match: match[1] * 2 + "\\" + match[2] if match[2] else match[3] * 2, text
    )
