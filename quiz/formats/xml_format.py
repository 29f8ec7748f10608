"""XML of other programs: the items of Mnemosyne and SuperMemo, and any elements in which others are
named like the sides of a card, as in Moodle's questions.

The file is read as a stream, without a tree in memory; document types, with which a small file can
unfold to a huge one, are refused.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from xml.parsers import expat

from quiz.decks.language_tags import language_named
from quiz.formats.field_names import meaning_of
from quiz.formats.interchange import ImportedFile, InterchangeError
from quiz.formats.object_reader import read_objects
from quiz.formats.text_files import decode

_DEEPEST = 100
_OTHER_NAMES = {
    "frontside": "front", "backside": "back", "reverseside": "back", "cat": "category",
    "f": "front", "b": "back", "m 0": "front", "m 1": "back", "m_1": "back",
    "p_1": "pronunciation",
    "questiontext": "question", "generalfeedback": "explanation", "subquestion text": "question",
}  # fmt: skip
_SETTINGS = frozenset([
    "single", "defaultgrade", "penalty", "hidden", "shuffleanswers", "answernumbering", "usecase",
    "idnumber", "correctfeedback", "partiallycorrectfeedback", "incorrectfeedback",
    "showstandardinstruction", "file", "shownumcorrect",
])  # fmt: skip
"""Elements of Moodle's questions that tell nothing about what they ask."""
_SIDES = ("prompt", "answer")
_TEXTS = (*_SIDES, "explanation", "hint")
_INLINE = frozenset(["b", "i", "u", "em", "strong", "sub", "sup", "code", "span", "br", "p", "div"])
_CHUNK = 1 << 20
_LATEX = re.compile(r"<(/?)(latex|\$\$?)>")
"""The marks of Mnemosyne's formulas, which are Anki's in other brackets."""


def read(data: bytes, name: str, wanted: Mapping[str, str] | None = None) -> ImportedFile:
    """Read the deck in a file. name: of the file, without suffix. wanted: see `read_objects`.

    Raises InterchangeError, with the position, if it is not XML, or unsafe, or has no cards.
    """
    reader = _Reader()
    text = decode(data).encode("utf-8", "replace")
    try:
        for start in range(0, len(text), _CHUNK):
            reader.parser.Parse(text[start : start + _CHUNK])
        reader.parser.Parse(b"", True)
    except expat.ExpatError as error:
        message = f"this is not XML: {expat.ErrorString(error.code)}"
        raise InterchangeError(message, error.lineno, error.offset + 1) from error
    if not reader.cards:
        raise InterchangeError(
            "no cards in this XML; expected elements with a question and an answer, such as <Q> "
            "and <A>",
            1,
            1,
        )
    return read_objects(reader.cards, name, wanted, lines=reader.lines)


@dataclass(slots=True)
class _Element:
    tag: str
    line: int
    says: str = "answer"
    text: list[str] = field(default_factory=list)
    fields: dict[str, str] = field(default_factory=dict)


class _Reader:
    """Collects the fields of each element that has a prompt and an answer in it."""

    def __init__(self) -> None:
        self.parser = expat.ParserCreate("utf-8")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._data
        self.parser.StartDoctypeDeclHandler = self._refuse
        self.cards: list[dict[str, str]] = []
        self.lines: list[int] = []
        self._open: list[_Element] = []
        self._inline: list[str] = []

    def _is_inline(self, tag: str) -> bool:
        """Whether a tag stands within the text of a side, as HTML."""
        if tag not in _INLINE or not self._open:
            return False
        return meaning_of(self._open[-1].tag) in _TEXTS and not self._open[-1].fields

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        if self._is_inline(tag):
            self._open[-1].text.append(f"<{tag}>")
            self._inline.append(tag)
            return
        if len(self._open) >= _DEEPEST:
            line, column = self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1
            raise InterchangeError(f"more than {_DEEPEST} elements in one another", line, column)
        tag = tag.rpartition(":")[2].lower()
        above = self._open[-1].tag if self._open else ""
        tag = _OTHER_NAMES.get(f"{above} {tag}") or _OTHER_NAMES.get(tag, tag)
        is_right = attributes.get("fraction", "100")[:1] not in "-0"
        says = "answer" if is_right else "distractors"
        element = _Element(tag, self.parser.CurrentLineNumber, says)
        named = {
            _OTHER_NAMES.get(name.lower(), name.lower()): attributes[name] for name in attributes
        }
        # <card front="…" back="…"/>
        element.fields = {name: text for name, text in named.items() if meaning_of(name) in _SIDES}
        self._open.append(element)

    def _data(self, text: str) -> None:
        if self._open:
            self._open[-1].text.append(text)

    def _end(self, tag: str) -> None:
        if self._inline and self._inline[-1] == tag:
            self._open[-1].text.append("" if tag == "br" else f"</{tag}>")
            self._inline.pop()
            return
        element = self._open.pop()
        text = _LATEX.sub(r"[\1\2]", "".join(element.text)).strip()
        meanings = {meaning_of(name) for name in element.fields}
        languages = {language_named(name) for name in element.fields} - {""}
        if {"prompt", "answer"} <= meanings or len(languages) > 1:
            self.cards.append(element.fields)
            self.lines.append(element.line)
        elif self._open:
            above = self._open[-1].fields
            if element.tag in _SETTINGS or (element.tag == "name" and element.fields):
                return
            if meaning_of(element.tag) and (text or element.fields):
                # The text may be in an element below, as in <FrontSide><Text>.
                below = element.fields.pop("text", "") or "\n".join(element.fields.values())
                if element.tag == "answer":
                    _add_answer(above, text or below, element.says)
                else:
                    above.setdefault(element.tag, text or below)
            elif element.fields:
                for name, value in element.fields.items():
                    above.setdefault(name, value)
            elif text:
                above.setdefault(element.tag, text)

    def _refuse(self, *declared: Any) -> None:
        raise InterchangeError(
            "a document type (<!DOCTYPE …>), which is not read: delete it",
            self.parser.CurrentLineNumber,
            1,
        )


def _add_answer(fields: dict[str, str], text: str, says: str) -> None:
    """Add one of the answers of a question to its fields. says: "answer" for a right one."""
    if says == "answer" and says in fields:
        says = "accept"
    if says == "answer":
        fields[says] = text
    else:
        # A line of its own for each keeps a text with a semicolon in one piece.
        fields[says] = f"{fields.get(says, '')}{' '.join(text.split())}\n"
