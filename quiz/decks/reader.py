"""Reads YAML into lightweight nodes that keep every scalar as the text that its author typed.

It works on the event stream of libyaml (PyYAML's C parser, or its Python parser if libyaml is
missing), so nothing is resolved: `no`, `~` and `2013-09-01` stay text. Anchors, aliases and tags
are faults in a deck, so nothing can expand.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import yaml
from yaml.events import (
    AliasEvent,
    DocumentEndEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from quiz.decks.faults import Fault, Mark, UnfitError, excerpt
from quiz.decks.note import FormField, Shape
from quiz.decks.yaml_nodes import Mapping, Node, Sequence, Text

MAX_BYTES = 32 * 1024 * 1024
MAX_DEPTH = 16

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_LINE_BREAK = re.compile("\r\n|[\r\n\x85\u2028\u2029]")
_UNREADABLE = re.compile(
    "[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", re.ASCII
)
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_BYTE = re.compile("[\udc80-\udcff]")
"""A byte that is not UTF-8, as decoded by `surrogateescape`."""
_VALUE = "mapping values are not allowed"
_COLON = "could not find expected ':'"
_QUOTE = "found unexpected end of stream"
_SEEN_LATE = (_COLON, _QUOTE)
"""Errors reported long after the place to fix."""
_KEY = "did not find expected key"
_ITEM = "did not find expected '-' indicator"
_OPENED = re.compile(r"\s*(?:- +)*(?:[^\s:\"'{\[][^:]*: +)?([{\[])")
"""The start of a line whose text begins with a bracket."""
_RUNS_ON = "the quote opened here is not closed on its line, so the text runs on to the next quote"
_ADVICE = {
    _VALUE: "a ': ' is not expected here; put a text that contains "
    "': ' in quotes, and check the indentation",
    _KEY: "expected the next key here; check the indentation, and put a "
    "text that starts with a quote or contains ': ' completely in quotes",
    _ITEM: "expected '- ' of the next list item; check the indentation",
    "found character that cannot start any token": "a text cannot start with this character (a "
    "tab, '@', '`' or '%'); indent with spaces, or put the text in quotes",
    "found a tab character": "a tab, expected spaces; indent with spaces only",
    "did not find expected <document start>": "this line is indented less than the lines it "
    "belongs to; check the indentation, and use only spaces for it",
    _COLON: "expected ':' after a key; check the indentation and that every key ends in ': '",
    _QUOTE: "a quote is opened but never closed",
    "did not find expected ',' or ']'": "expected ',' or ']' in a list; close the list, and put "
    "texts with ',', '[', ']', '{' or '}' in quotes",
    "did not find expected ',' or '}'": "expected ',' or '}' ; put a text that starts with '{' "
    "in quotes",
    "found unknown escape character": "unknown escape in a text in double quotes; write '\\\\' "
    "for a backslash, or use single quotes",
    "did not find expected alphabetic or numeric": "a text that starts with '*' or '&' must be "
    "put in quotes",
    "did not find expected whitespace or line break": "a text that starts with '!' must be put in "
    "quotes",
}


class ReadError(Exception):
    """The text cannot be read past this position. line and column are 1-based."""

    def __init__(self, line: int, column: int, message: str) -> None:
        super().__init__(message)
        self.line = line
        self.column = column
        self.message = message


def decode(data: bytes, file: str) -> str | Fault:
    """The text of a file, without byte order mark; a fault if it is too big or not UTF-8."""
    text = decode_all(data, file)
    if isinstance(text, Fault) or not (found := _BYTE.search(text)):
        return text
    line, column = _place(text[: found.start()])
    return Fault(file, line, column, _not_readable(found[0]))


def decode_all(data: bytes, file: str) -> str | Fault:
    """Like `decode`, but each byte that is not UTF-8 becomes a character that `read` rejects, so it
    only affects its surroundings."""
    if len(data) > MAX_BYTES:
        size = len(data) / 1024 / 1024
        limit = MAX_BYTES // 1024 // 1024
        return Fault(file, 1, 1, f"the file has {size:.0f} MB, expected at most {limit} MB")
    if data.startswith(_UTF16_MARKS):
        return Fault(file, 1, 1, "the file is in UTF-16, expected UTF-8: save it as UTF-8")
    return data.decode("utf-8-sig", "surrogateescape")


def _not_readable(char: str) -> str:
    """The message about a character that YAML does not allow."""
    if _BYTE.match(char):
        return f"byte 0x{ord(char) & 0xFF:02x} is not UTF-8: save the file as UTF-8"
    return f"control character U+{ord(char):04X}: delete it"


def line_count(text: str) -> int:
    """The number of lines in a text; 1 for an empty text."""
    count = len(_LINE_BREAK.findall(text))
    return max(1, count if text.endswith(("\n", "\r", "\x85", "\u2028", "\u2029")) else count + 1)


def _place(before: str) -> tuple[int, int]:
    lines = _LINE_BREAK.split(before)
    return len(lines), len(lines[-1]) + 1


def read(
    text: str,
    each: Callable[[str, Node], bool] | None = None,
    complain: Callable[[Mark, str], None] = lambda mark, message: None,
    value: Callable[[str, Node], None] = lambda key, node: None,
) -> Node | None:
    """The root node of a text with one YAML document; None if the text is empty.

    each(key, item): called for every item of a list directly under a top-level key, as soon as the
        item is complete. If it returns True, the item is not kept, so that a deck of any length
        needs memory for only one card.
    value(key, node): called for every value of a top-level key, as soon as it is complete.
    complain: called for anchors and tags; reading continues.
    Raises ReadError for syntax errors, aliases, a second document and too deep nesting.
    """
    try:
        return _build(iter(_LOADER(text).get_event, None), each, complain, value)
    except yaml.MarkedYAMLError as error:
        raise _syntax_error(error, text) from error
    except (yaml.YAMLError, ValueError, OverflowError) as error:
        found = _UNREADABLE.search(text)
        if found is None:
            raise ReadError(1, 1, f"this is not YAML: {str(error).splitlines()[0]}") from error
        line, column = _place(text[: found.start()])
        raise ReadError(line, column, _not_readable(found[0])) from error


def node_from(text: str, field: FormField) -> Node | None:
    """What a form or a table holds for a field: a text, or a mapping or list as from
    `quiz.decks.writer.dump_value`; None if it is empty. Raises UnfitError."""
    if not text.strip():
        return None
    if field.shape is Shape.TEXT:
        return Text(text.strip())
    faults: list[str] = []
    try:
        node = read(text, None, lambda mark, message: faults.append(message))
    except ReadError as error:
        raise UnfitError(f"line {error.line}: {error.message}") from error
    if faults:
        raise UnfitError(faults[0])
    return node


def _build(
    events: Iterator[Any],
    each: Callable[[str, Node], bool] | None,
    complain: Callable[[Mark, str], None],
    value: Callable[[str, Node], None],
) -> Node | None:
    # One loop with its own stack: depth cannot exhaust Python's, and it is the hot path.
    root: Node | None = None
    stack: list[Mapping | Sequence] = []
    keys: list[Node | None] = []
    top: Mapping | Sequence | None = None
    key: Node | None = None
    documents = 0
    node: Node
    for event in events:
        kind = event.__class__
        if kind is ScalarEvent:
            if event.anchor is not None or event.tag is not None:
                _check_properties(event, complain)
            node = event
        elif kind is MappingStartEvent or kind is SequenceStartEvent:
            if event.anchor is not None or event.tag is not None:
                _check_properties(event, complain)
            if len(stack) >= MAX_DEPTH:
                raise _error_at(
                    event.start_mark, f"nested more than {MAX_DEPTH} deep; a deck never is"
                )
            if top is not None:
                stack.append(top)
                keys.append(key)
            key = None
            make = Mapping if kind is MappingStartEvent else Sequence
            top = make(event.start_mark, bool(event.flow_style))
            continue
        elif kind is MappingEndEvent or kind is SequenceEndEvent:
            assert top is not None
            top.end_mark = event.end_mark
            node = top
            if stack:
                top, key = stack.pop(), keys.pop()
            else:
                top, key = None, None
        elif kind is AliasEvent:
            raise _error_at(
                event.start_mark,
                f"'*{excerpt(event.anchor)}' is a YAML alias, expected a text: put a text "
                "that starts with '*' in quotes",
            )
        elif kind is DocumentStartEvent:
            documents += 1
            if documents > 1:
                raise _error_at(
                    event.start_mark,
                    "a second document starts at '---', expected one deck per file",
                )
            continue
        else:
            assert kind is DocumentEndEvent or top is None
            continue
        if top is None:
            root = node
        elif top.__class__ is Mapping:
            if key is None:
                key = node
            else:
                top.pairs.append((key, node))
                if not stack and not isinstance(key, (Mapping, Sequence)):
                    value(key.value, node)
                key = None
        elif (
            each is None
            or len(stack) != 1
            or isinstance(keys[-1], (Mapping, Sequence))
            or keys[-1] is None
            or not each(keys[-1].value, node)
        ):
            top.items.append(node)  # type: ignore[union-attr]
    return root


def _check_properties(event: Any, complain: Callable[[Mark, str], None]) -> None:
    if event.anchor is not None:
        complain(
            event.start_mark,
            f"'&{excerpt(event.anchor)}' is a YAML anchor, expected a text: put a text that "
            "starts with '&' in quotes",
        )
    if event.tag not in (None, "tag:yaml.org,2002:str"):
        complain(
            event.start_mark,
            "'!' starts a YAML tag, expected a text: put a text that starts with '!' in quotes",
        )


def _syntax_error(error: yaml.MarkedYAMLError, text: str) -> ReadError:
    mark = error.problem_mark or error.context_mark
    problem = error.problem or error.context or "syntax error"
    if any(part in problem for part in _SEEN_LATE):
        mark = error.context_mark or mark
    elif mark is not None and _VALUE in problem and (above := _without_colon(text, mark)):
        return ReadError(mark.line, above, _ADVICE[_COLON])
    elif mark is not None and (opened := _open_quote(text, mark)):
        return ReadError(*opened, _RUNS_ON)
    elif mark is not None and problem in (_KEY, _ITEM) and (place := _bracket(text, mark)):
        line, column, sign = place
        return ReadError(
            line,
            column,
            f"a text starts with '{sign}', which YAML reads as data: put a text that starts with "
            f"'{sign}' in quotes",
        )
    for part, advice in _ADVICE.items():
        if part in problem:
            problem = advice
            break
    else:
        problem = f"this is not YAML: {problem}"
    if mark is None:
        return ReadError(1, 1, problem)
    return _error_at(mark, problem)


def _error_at(mark: Mark, message: str) -> ReadError:
    return ReadError(mark.line + 1, mark.column + 1, message)


def _open_quote(text: str, mark: Mark) -> tuple[int, int] | None:
    """Line and column, from 1, of a text in quotes that begins on an earlier line than an error and
    ends just before it; None if there is none."""
    last: Any = None
    try:
        for event in iter(_LOADER(text).get_event, None):
            if isinstance(event, ScalarEvent):
                last = event
    except yaml.YAMLError:
        pass
    if last is None or last.style not in ("'", '"'):
        return None
    start, end = last.start_mark, last.end_mark
    return (start.line + 1, start.column + 1) if start.line < end.line == mark.line else None


def _bracket(text: str, mark: Mark) -> tuple[int, int, str] | None:
    """Line, column and sign of the bracket that begins a text in the line of an error, if it is
    closed just before the error."""
    line = _LINE_BREAK.split(text)[mark.line]
    found = _OPENED.match(line)
    if not found or not line[: mark.column].rstrip().endswith(("}", "]")):
        return None
    return mark.line + 1, found.start(1) + 1, found[1]


def _without_colon(text: str, mark: Mark) -> int:
    """The 1-based column of a text on the line above that should be a key, at the start of the file
    or of a list item; 0 if there is none."""
    lines = _LINE_BREAK.split(text)[: mark.line]
    before = [line for line in lines if line.strip() and not line.lstrip().startswith(("#", "---"))]
    if not before or before[-1] is not lines[-1]:
        return 0
    line = before[-1]
    first = line.lstrip()
    item = first.startswith("- ")
    if ": " in line or line.rstrip().endswith(":") or not (item or len(before) == 1):
        return 0
    return len(line) - len(first[2:].lstrip() if item else first) + 1
