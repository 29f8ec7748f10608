"""Reads text tables separated by comma, tab, semicolon or bar, as from spreadsheets and Quizlet,
and Anki's notes in plain text with their header lines."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import count
from typing import Literal

from quiz.card import Kind
from quiz.decks.cloze_text import ClozeError, parse_cloze
from quiz.decks.deck import Deck
from quiz.decks.fields import fold, truth_of
from quiz.decks.kinds import (
    KINDS,
    BasicNote,
    ClozeNote,
    TermNote,
)
from quiz.decks.language_tags import language_named
from quiz.decks.note import Gap, Note
from quiz.decks.note_extras import Extras
from quiz.formats.anki.cloze_gaps import mark_gaps, parse_gaps
from quiz.formats.anki.marks import clean
from quiz.formats.html import html_to_text
from quiz.formats.interchange import ForeignDeck, ImportedFile, InterchangeError
from quiz.formats.left_out import asked_together, lacking, named
from quiz.formats.text_files import decode, title_of

SEPARATORS = {
    "tab": "\t",
    "comma": ",",
    "semicolon": ";",
    "pipe": "|",
    "colon": ":",
    "space": " ",
}
GUESSED = ("\t", "|", ";", ",")
ITEM = "\n"
OTHER_NAME = " | "
"""`ITEM` separates values in one cell, `OTHER_NAME` the names of one list item."""

_GUESS_FROM = 200
_LONGEST_CELL = 1_000_000
_HEADER_LINE = re.compile(r"#\s*([a-z ]+?)\s*:(.*)", re.IGNORECASE)
_HEADER_KEYS = frozenset([
    "separator", "html", "tags", "columns", "notetype", "deck", "notetype column", "deck column",
    "tags column", "guid column", "if matches",
])  # fmt: skip
_COLUMNS = {
    "prompt": ["prompt", "front", "question", "term", "word", "text", "q", "sentence", "cloze"],
    "answer": ["answer", "back", "definition", "meaning", "translation", "a", "response"],
    "accept": ["accept", "other right answers", "alternatives", "synonyms"],
    "distractors": ["distractors", "wrong answers"],
    "kind": ["kind"],
    "shuffle": ["shuffle"],
    "typed": ["typed"],
    "strict": ["strict"],
    "tolerance": ["tolerance"],
    "category": ["category"],
    "hint": ["hint"],
    "explanation": [
        "explanation", "extra", "back extra", "notes", "note", "comment", "example", "examples",
    ],
    "source": ["source", "reference"],
    "tags": ["tags", "tag"],
    "id": ["id", "guid"],
    "deck": ["deck"],
}  # fmt: skip
_MEANING = {name: column for column, names in _COLUMNS.items() for name in names}
_MANY = re.compile("[;|]")
_MANY_TAGS = re.compile("[;,]")
_KINDS = frozenset(kind.value for kind in Kind)


def read(data: bytes, name: str) -> ImportedFile:
    """Read the decks in a table. name: of the file, without suffix.

    A row needs a prompt and an answer, or a cloze. Without a header row, these are the first two
    columns, and the rest becomes the explanation. Rows that make no card are left out and reported.
    Raises InterchangeError if no row makes a card, or a quote is never closed.
    """
    text = decode(data)
    header, skipped, text = _header(text)
    rows = _rows(text, header, skipped)
    reader = _Reader(name, header)
    for line, cells in rows:
        reader.row(line, cells)
    return reader.result()


def is_header(cells: Sequence[str]) -> bool:
    """Whether a first row names the columns, perhaps as two languages, and is not a card."""
    languages = {language_named(cell) for cell in cells[:2]}
    if len(languages) > 1 and "" not in languages:
        return True
    found = {_MEANING[fold(cell)] for cell in cells if fold(cell) in _MEANING}
    return "prompt" in found and ("answer" in found or len(found) > 1 or len(cells) == 1)


@dataclass(slots=True)
class _Header:
    """Anki's header lines. columns: meanings by column index, from 0."""

    keys: dict[str, str] = field(default_factory=dict)
    columns: dict[int, str] = field(default_factory=dict)

    @property
    def is_html(self) -> bool:
        return bool(self.keys) and self.keys.get("html", "true").lower() != "false"

    @property
    def separator(self) -> str:
        value = self.keys.get("separator", "")
        named = SEPARATORS.get(value.strip().lower(), "")
        return named or (value if len(value) == 1 and value not in '"\n' else "")


def _header(text: str) -> tuple[_Header, int, str]:
    """The header lines, their number, and the text after them."""
    header = _Header()
    number = position = 0
    while text.startswith("#", position):
        end = text.find("\n", position)
        end = len(text) if end < 0 else end
        found = _HEADER_LINE.fullmatch(text[position:end])
        if found and found[1].lower() in _HEADER_KEYS:
            key, value = found[1].lower(), found[2]
            header.keys[key] = value.strip() if key != "separator" else value
            what, _, column = key.rpartition(" ")
            if column == "column" and value.strip().isdecimal() and len(value) < 6:
                header.columns[int(value) - 1] = what
        number += 1
        position = min(end + 1, len(text))
        if position == len(text):
            break
    if not header.keys:
        return header, 0, text
    return header, number, text[position:]


def _rows(text: str, header: _Header, skipped: int) -> list[tuple[int, list[str]]]:
    """Each row that is not empty, with its first line number."""
    separator = header.separator or _guess(text)
    try:
        return list(_parsed(text, separator, csv.QUOTE_MINIMAL, skipped))
    except InterchangeError:
        if separator != "\t" or header.keys:
            raise
    return list(_parsed(text, separator, csv.QUOTE_NONE, skipped))


def _parsed(
    text: str, separator: str, quoting: Literal[0, 3], skipped: int, most: int | None = None
) -> Iterator[tuple[int, list[str]]]:
    csv.field_size_limit(max(csv.field_size_limit(), _LONGEST_CELL))
    lines = (f"{line}\n" for line in text.split("\n"))
    reader = csv.reader(lines, delimiter=separator, quoting=quoting, strict=True)
    start = 1
    try:
        for number, cells in enumerate(reader):
            if number == most:
                return
            if any(cell.strip() for cell in cells):
                yield start + skipped, cells
            start = reader.line_num + 1
    except csv.Error as error:
        line = start + skipped
        message = str(error)
        if "field larger" in message:
            message = f"a cell with more than {_LONGEST_CELL:,} characters"
        elif "end of data" in message:
            message = "a quote opened in this row is never closed"
        elif "expected after" in message:
            message = f"a quoted cell in this row continues after its quote, expected {separator!r}"
        raise InterchangeError(f"{message}; double a quote inside quotes", line, 1) from error


def _guess(text: str) -> str:
    """The separator that gives most rows the same number of cells, more than one.

    In a tie, the one that is rarer in prose wins.
    """
    best, best_share = "\t", 0.0
    for separator in GUESSED:
        lengths: Counter[int] = Counter()
        try:
            for _, cells in _parsed(text, separator, csv.QUOTE_MINIMAL, 0, _GUESS_FROM):
                lengths[len(cells)] += 1
        except InterchangeError:
            lengths = Counter(len(line.split(separator)) for line in text.split("\n")[:_GUESS_FROM])
        alike = max((n for length, n in lengths.items() if length > 1), default=0)
        share = alike / max(1, lengths.total())
        if share > best_share + 1e-9:
            best, best_share = separator, share
    return best


class _Reader:
    def __init__(self, name: str, header: _Header) -> None:
        self._name = name
        self._header = header
        self._meaning: dict[int, str] = {}
        self._titles: dict[int, str] = {}
        self._started = False
        self._decks: dict[str, list[Note]] = {}
        self._without: list[int] = []
        self._images: list[str] = []
        self._sounds: list[str] = []
        self._embedded: list[str] = []
        self._together = 0
        self._rows = 0

    def row(self, line: int, cells: list[str]) -> None:
        """Read one row."""
        if not self._started:
            self._started = True
            is_header = self._take_header(cells)
            self._fill_columns()
            if is_header:
                return
        self._rows += 1
        values, rest = self._values(cells)
        note = self._note(values, rest, line)
        if note is None:
            self._without.append(line)
            return
        deck = values.get("deck", "").strip() or self._header.keys.get("deck", "") or self._name
        self._decks.setdefault(deck, []).append(note)

    def result(self) -> ImportedFile:
        """All decks. Raises InterchangeError if there are no cards."""
        if not self._decks:
            line = self._without[0] if self._without else 1
            raise InterchangeError(
                "no row makes a card; expected two columns, prompt and answer, with a tab, comma, "
                "semicolon or bar between them",
                line,
                1,
            )
        left_out = []
        if self._without:
            left_out.append(lacking(self._without, "row", "a prompt or an answer"))
        for names, what in (
            (self._images, "image"),
            (self._sounds, "sound"),
            (self._embedded, "other embedded object"),
        ):
            if names:
                left_out.append(named(names, what))
        if self._together:
            left_out.append(asked_together(self._together))
        decks = []
        for name, notes in self._decks.items():
            path = name.replace("::", "/")
            title = title_of(path) if name == self._name else path.rpartition("/")[2] or path
            decks.append(ForeignDeck(path, Deck(title or "Deck", tuple(notes))))
        return ImportedFile(tuple(decks), tuple(left_out))

    # ── columns ─────────────────────────────────────────────────────────────────

    def _take_header(self, cells: list[str]) -> bool:
        """Learn what the columns mean; returns whether the first row is a header."""
        special = {"guid": "id"}
        for index, what in self._header.columns.items():
            self._meaning[index] = special.get(what, what)
        named = self._header.keys.get("columns")
        if named is not None:
            separator = self._header.separator or "\t"
            self._name_columns(named.split(separator))
            return False
        if self._header.keys:
            return False
        if is_header(cells):
            self._name_columns(cells)
            return True
        return False

    def _name_columns(self, titles: Sequence[str]) -> None:
        for index, title in enumerate(titles):
            meaning = _MEANING.get(fold(title))
            if index in self._meaning:
                continue
            if meaning is not None and meaning not in self._meaning.values():
                self._meaning[index] = meaning
            else:
                self._titles[index] = " ".join(title.split())

    def _fill_columns(self) -> None:
        """If there is no prompt or answer column, use the first columns without a meaning."""
        free = (index for index in count() if index not in self._meaning)
        for key in ("prompt", "answer"):
            if key not in self._meaning.values():
                index = next(free)
                self._meaning[index] = key
                self._titles.pop(index, None)

    def _values(self, cells: list[str]) -> tuple[dict[str, str], list[str]]:
        """The cells by meaning, and the others in order."""
        values: dict[str, str] = {}
        rest: list[str] = []
        for index, cell in enumerate(cells):
            meaning = self._meaning.get(index)
            if meaning is not None:
                values[meaning] = cell
            elif cell.strip():
                title = self._titles.get(index, "")
                rest.append(f"{title}: {cell.strip()}" if title else cell.strip())
        return values, rest

    # ── notes ───────────────────────────────────────────────────────────────────

    def _note(self, values: dict[str, str], rest: list[str], line: int) -> Note | None:
        kind = values.get("kind", "").strip().lower()
        if kind and kind not in _KINDS:
            rest = [f"kind: {values['kind'].strip()}", *rest]
            kind = ""
        answer = self._text(values.get("answer", ""))
        extras = self._extras(values, [self._text(text) for text in rest], line)
        if kind:
            try:
                return KINDS[Kind(kind)].of(_Row(values | {"answer": answer}), extras)
            except (_Unfit, ClozeError):
                return None
        notetype = (values.get("notetype") or self._header.keys.get("notetype", "")).lower()
        if not notetype or "cloze" in notetype:
            texts = parse_gaps(self._text(mark_gaps(clean(values.get("prompt", "")))))
            if texts:
                numbers = texts[0].numbers
                self._together += len(numbers) - len(set(numbers))
                more = "\n\n".join(text for text in (answer, extras.explanation) if text)
                return ClozeNote(texts[0].parts, (), replace(extras, explanation=more))
        prompt = self._text(values.get("prompt", ""))
        if not prompt or not answer:
            return None
        if "reversed" in notetype and "optional" not in notetype:
            return TermNote(prompt, answer, *_others(values), extras)
        return BasicNote(prompt, answer, *_others(values), extras)

    def _extras(self, values: dict[str, str], rest: list[str], line: int) -> Extras:
        tags = values.get("tags", "")
        if self._header.keys:
            words = [*self._header.keys.get("tags", "").split(), *tags.split()]
            found = tuple(dict.fromkeys(words))
        else:
            found = _several(tags, _MANY_TAGS)
        explanation = self._text(values.get("explanation", ""))
        return Extras(
            values.get("id", "").strip(),
            values.get("category", "").strip(),
            self._text(values.get("hint", "")),
            "\n\n".join(text for text in (explanation, *rest) if text),
            self._text(values.get("source", "")),
            found,
            line,
            truth_of(values.get("strict", "")),
            values.get("tolerance", "").strip(),
            truth_of(values.get("shuffle", "")) is not False,
            truth_of(values.get("typed", "")) is True,
        )

    def _text(self, cell: str) -> str:
        if not self._header.is_html:
            return cell.strip()
        found = html_to_text(cell)
        self._images.extend(found.images)
        self._sounds.extend(found.sounds)
        self._embedded.extend(found.embedded)
        return found.text


class _Unfit(Exception):  # noqa: N818
    """A cell does not hold what its kind of note needs."""


class _Row:
    """Supplies a note's fields from a row with prompt and answer."""

    def __init__(self, values: dict[str, str]) -> None:
        self._values = values
        self._cells = iter((values.get("prompt", ""), values.get("answer", "")))

    def text(self, key: str) -> str:
        text = next(self._cells).strip()
        if not text:
            raise _Unfit
        return text

    def others(self, key: str) -> tuple[str, ...]:
        return _several(self._values.get(key, ""), _MANY)

    def several(self, key: str) -> tuple[str, ...]:
        lines = tuple(line.strip() for line in self.text(key).split(ITEM) if line.strip())
        if len(lines) < 2:
            raise _Unfit
        return lines

    def items(self, key: str) -> tuple[tuple[str, ...], ...]:
        lines = self.several(key)
        return tuple(tuple(name.strip() for name in line.split(OTHER_NAME)) for line in lines)

    def gaps(self, key: str) -> tuple[str | Gap, ...]:
        return parse_cloze(self.text(key))

    def truth(self, key: str) -> bool:
        truth = truth_of(self.text(key))
        if truth is None:
            raise _Unfit
        return truth


def _others(values: dict[str, str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    accept = _several(values.get("accept", ""), _MANY)
    return accept, _several(values.get("distractors", ""), _MANY)


def _several(cell: str, separators: re.Pattern[str]) -> tuple[str, ...]:
    texts = cell.split(ITEM) if ITEM in cell else separators.split(cell)
    return tuple(text.strip() for text in texts if text.strip())
