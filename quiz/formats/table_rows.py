"""Cuts a text table into rows and cells, and reads Anki's header lines.

A row that cannot be read costs only itself: reading starts again on the line below it.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice, takewhile
from typing import Literal, NamedTuple

from quiz.formats.interchange import InterchangeError

_SEPARATORS = {"tab": "\t", "comma": ",", "semicolon": ";", "pipe": "|", "colon": ":", "space": " "}
_GUESSED = ("\t", "|", ";", ",")
_DASHES = (" - ", " – ", " — ", " = ", " -> ", " → ", "::", ": ")
"""Between the two sides of a row in lists that people type."""
_GUESS_FROM = 200
_LONGEST_CELL = 1_000_000
_MOST_LINES = 1_000
"""A quoted cell with more lines was never closed."""
_MOST_OPEN = 20
_BAR = re.compile(r"(?<!\\)\|")
TABLE_RULE = re.compile(
    r"[ \t]*(?=.*\|)\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*", re.MULTILINE
)
"""The line below the names of the columns of a table in Markdown."""
_EXCEL = re.compile(r"sep=([^\w\s\"]|\t)(?=\n)", re.IGNORECASE)
"""A first line that tells Excel the separator."""
_HEADER_LINE = re.compile(r"#\s*([a-z ]+?)\s*:(.*)", re.IGNORECASE)
_HEADER_KEYS = frozenset([
    "separator", "html", "tags", "columns", "notetype", "deck", "notetype column", "deck column",
    "tags column", "guid column", "if matches",
])  # fmt: skip


class Row(NamedTuple):
    """The cells of a row, and its first line in the file, from 1."""

    line: int
    cells: list[str]


class BadRow(NamedTuple):
    """A row that cannot be read, and why."""

    line: int
    why: str


@dataclass(slots=True)
class AnkiHeader:
    """Anki's header lines. columns: meanings by column index, from 0."""

    keys: dict[str, str] = field(default_factory=dict)
    columns: dict[int, str] = field(default_factory=dict)
    lines: int = 0

    @property
    def is_html(self) -> bool:
        """Whether the cells are HTML."""
        return self.keys.get("html", "true").lower() != "false"

    @property
    def separator(self) -> str:
        """The named separator, or ""."""
        value = self.keys.get("separator", "")
        named = _SEPARATORS.get(value.strip().lower(), "")
        return named or (value if len(value) == 1 and value not in '"\n' else "")


@dataclass(frozen=True, slots=True)
class Table:
    """All rows that are not empty. continued: lines without a tab, each added to the last cell of
    the row above it."""

    header: AnkiHeader
    rows: list[Row]
    bad: list[BadRow]
    continued: list[int]


def read_table(text: str) -> Table:
    """Read a table. Raises InterchangeError if many quotes are never closed."""
    header, text = _header(text)
    if not header.keys and (rows := _in_markdown(text)):
        return Table(header, rows, [], [])
    said = _EXCEL.match(text)
    if said:
        # Its line stays, empty, so that the others keep their numbers.
        text = text[said.end() :]
    separator = header.separator or (said[1] if said else _guess(text))
    if not header.keys and not said and (rows := _in_one_line(text)):
        return Table(header, rows, [], [])
    if len(separator) > 1:
        lines = enumerate(text.split("\n"), 1)
        rows = [Row(number, line.split(separator, 1)) for number, line in lines if line.strip()]
        return Table(header, rows, [], [])
    if separator != "\t" or header.keys:
        return Table(header, *_read(text, separator, csv.QUOTE_MINIMAL, header.lines), [])
    if rows := _blocks(text):
        return Table(header, rows, [], [])
    rows, bad = _read(text, separator, csv.QUOTE_MINIMAL)
    if bad:
        # As from Quizlet, where a quote is a character like any other.
        rows, bad = _read(text, separator, csv.QUOTE_NONE)
    rows, continued = _joined(rows)
    return Table(header, rows, bad, continued)


def _header(text: str) -> tuple[AnkiHeader, str]:
    """The header lines, and the text after them."""
    header = AnkiHeader()
    lines = text.split("\n")
    for line in takewhile(lambda each: each.startswith("#"), lines):
        header.lines += 1
        found = _HEADER_LINE.fullmatch(line)
        if found and found[1].lower() in _HEADER_KEYS:
            key, value = found[1].lower(), found[2]
            header.keys[key] = value.strip() if key != "separator" else value
            what, _, column = key.rpartition(" ")
            if column == "column" and value.strip().isdecimal() and len(value) < 6:
                header.columns[int(value) - 1] = what
    return (header, "\n".join(lines[header.lines :])) if header.keys else (AnkiHeader(), text)


def _read(
    text: str, separator: str, quoting: Literal[0, 3], skipped: int = 0
) -> tuple[list[Row], list[BadRow]]:
    """The rows that can be read, and those that cannot. skipped: the number of lines above."""
    rows: list[Row] = []
    bad: list[BadRow] = []
    lines = text.split("\n")
    start = never_closed = 0
    while start < len(lines):
        parser = _Parser(lines, start, separator, quoting)
        rows += [Row(line + skipped, cells) for line, cells in parser if any(map(str.strip, cells))]
        if not parser.fault:
            break
        line = parser.start + 1 + skipped
        bad.append(BadRow(line, parser.fault))
        never_closed += "never closed" in parser.fault
        if never_closed > _MOST_OPEN:
            raise InterchangeError(f"{parser.fault}, like in {_MOST_OPEN} rows above", line, 1)
        start = parser.start + 1
    return rows, bad


class _Parser:
    """Reads rows until the end or a fault. start: the index of the current row's first line."""

    def __init__(
        self, lines: Sequence[str], start: int, separator: str, quoting: Literal[0, 3]
    ) -> None:
        csv.field_size_limit(max(csv.field_size_limit(), _LONGEST_CELL))
        self.start = start
        self.fault = ""
        self._begin = start
        self._lines = lines
        self._separator = separator
        self._reader = csv.reader(
            self._until_too_many(), delimiter=separator, quoting=quoting, strict=True
        )

    def _until_too_many(self) -> Iterator[str]:
        for index in range(self._begin, len(self._lines)):
            if index - self.start > _MOST_LINES:
                return
            yield f"{self._lines[index]}\n"

    def __iter__(self) -> Iterator[Row]:
        try:
            for cells in self._reader:
                yield Row(self.start + 1, cells)
                self.start = self._begin + self._reader.line_num
        except csv.Error as error:
            self.fault = self._said(str(error))

    def _said(self, message: str) -> str:
        if "field larger" in message:
            return f"a cell with more than {_LONGEST_CELL:,} characters"
        if "end of data" in message:
            message = "a quote opened in this row is never closed"
        elif "expected after" in message:
            message = (
                f"a quoted cell in this row continues after its quote, expected {self._separator!r}"
            )
        return f"{message}; double a quote inside quotes"


def _guess(text: str) -> str:
    """The separator that gives most rows the same number of cells, more than one.

    In a tie, the one that is rarer in prose wins; dashes with spaces come last.
    """
    best, best_share = "\t", 0.0
    lines = text.split("\n")
    for separator in _GUESSED:
        parser = _Parser(lines, 0, separator, csv.QUOTE_MINIMAL)
        lengths = Counter(
            len(row.cells) for row in islice(parser, _GUESS_FROM) if any(map(str.strip, row.cells))
        )
        if parser.fault:
            lengths = Counter(len(line.split(separator)) for line in lines[:_GUESS_FROM])
        alike = max((n for length, n in lengths.items() if length > 1), default=0)
        share = alike / max(1, lengths.total())
        if share > best_share + 1e-9:
            best, best_share = separator, share
    filled = [line for line in lines[:_GUESS_FROM] if line.strip()]
    for separator in _DASHES:
        share = sum(separator in line for line in filled) / max(1, len(filled))
        is_gap = separator == "::" and "{{" in text
        if not is_gap and share > 0.8 and share > best_share + 1e-9:
            best, best_share = separator, share
    return best


def _in_markdown(text: str) -> list[Row]:
    """The rows of tables in Markdown, the names of their columns first; [] if there are none."""
    rows: list[Row] = []
    names: list[str] | None = None
    for number, line in enumerate(text.split("\n"), 1):
        cells = _BAR.split(line.strip().removeprefix("|").removesuffix("|"))
        cells = [cell.strip().replace("\\|", "|") for cell in cells]
        if TABLE_RULE.fullmatch(line) and rows:
            above = rows.pop()
            if above.cells != names:
                rows.append(above)
            names = names or above.cells
        elif line.strip():
            rows.append(Row(number, cells))
    return rows if names else []


def _in_one_line(text: str) -> list[Row]:
    """The rows of a table in one line with semicolons between them, as Quizlet can export them; []
    if this is none."""
    pieces = [piece for piece in text.strip().split(";") if piece.strip()]
    if len(pieces) < 2 or "\n" in text.strip():
        return []
    for separator in ("\t",) if "\t" in text else (*_DASHES, ","):
        if all(piece.count(separator) == 1 for piece in pieces):
            return [Row(1, piece.split(separator)) for piece in pieces]
    return []


def _blocks(text: str) -> list[Row]:
    """The rows of a table whose rows have several lines and blank lines between them, as Quizlet
    can export them; [] if this is none."""
    blocks: list[Row] = []
    open_ = False
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            open_ = False
        elif open_:
            blocks[-1].cells[0] += f"\n{line}"
        else:
            blocks.append(Row(number, [line]))
            open_ = True
    cells = [block.cells[0] for block in blocks]
    if len(blocks) < 2 or not any("\n" in cell for cell in cells):
        return []
    if any(cell.count("\t") != 1 for cell in cells):
        return []
    return [Row(block.line, block.cells[0].split("\t")) for block in blocks]


def _joined(rows: list[Row]) -> tuple[list[Row], list[int]]:
    """The rows, where a line without a tab continues the row above: every row of an exported table
    has its tabs, but Quizlet writes the line breaks of a definition as they are."""
    joined: list[Row] = []
    continued = []
    for row in rows:
        if len(row.cells) == 1 and joined and len(joined[-1].cells) > 1:
            joined[-1].cells[-1] += f"\n{row.cells[0]}"
            continued.append(row.line)
        else:
            joined.append(row)
    return joined, continued
