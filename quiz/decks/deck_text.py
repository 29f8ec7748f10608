"""Edits cards in the text of a deck and keeps every other character as the author typed it."""

from __future__ import annotations

import codecs
from collections.abc import Callable, Collection, Iterable
from collections.abc import Mapping as AnyMapping
from typing import Any

from quiz.decks.fields import amount, truth_of
from quiz.decks.kinds.cards import CardsNote, at_home, templates_of
from quiz.decks.loader import load_text
from quiz.decks.note import Note
from quiz.decks.reader import ReadError, read
from quiz.decks.writer import dump_fields, dump_note, note_fields
from quiz.decks.yaml_nodes import Mapping, Node, Sequence
from quiz.errors import QuizError


class EditError(Exception):
    """The text cannot be edited; the message says why and what to do, in one line."""


def edited(data: bytes, file: object, edit: Callable[[str], str]) -> bytes:
    """The content of a file after an edit of its text; a byte order mark stays.

    file: what errors call it. Raises QuizError if the text cannot be edited.
    """
    try:
        text = edit(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise QuizError(f"{file}: not UTF-8 text; edit the file by hand") from error
    except EditError as error:
        raise QuizError(f"{file}: {error}") from error
    mark = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""
    return mark + text.encode()


def add_notes(text: str, notes: Iterable[Note]) -> str:
    """The deck's text with notes added after its last card.

    Raises EditError unless the deck has a list of cards written with dashes.
    """
    cards = _cards(text)
    dash = cards.start_mark.column
    dumped = "".join(dump_note(note, dash) for note in _at_home(text, notes))
    return insert_after(text, cards.items[-1], dumped)


def _at_home(text: str, notes: Iterable[Note]) -> list[Note]:
    """The notes as they stand in this deck, which may have their templates."""
    notes = list(notes)
    if not any(isinstance(note, CardsNote) for note in notes):
        return notes
    deck = load_text(text, "").deck
    templates = templates_of(deck) if deck is not None else {}
    return [at_home(note, templates) for note in notes]


def replace_note(text: str, line: int, note: Note) -> str:
    """The deck's text with the note that starts on `line` (from 1) replaced.

    Unchanged fields stay as typed, with their comments. Raises EditError if no note starts there.
    """
    cards = _cards(text)
    [note] = _at_home(text, [note])
    return _with_note(text, cards.items[_index(cards, line)], note)


def _with_note(text: str, old: Node, note: Note) -> str:
    column = old.start_mark.column
    fields = note_fields(note)
    if isinstance(old, Mapping) and not old.is_flow:
        return replace_fields(text, old, fields)
    dumped = dump_note(note, 0)[2:].rstrip("\n").replace("\n  ", "\n" + " " * column)
    return text[: old.start_mark.index] + _lines(text, dumped) + text[_end(old, text) :]


def edit_deck(
    text: str,
    changed: AnyMapping[int, Note | None],
    added: Iterable[Note],
    head: dict[str, Any] | None = None,
) -> str:
    """The deck's text with several changes at once.

    changed: by the line on which a note starts, the note that replaces it; None deletes it.
    added: notes to add after the last card. head: all fields of the deck except its cards; None to
    keep them. Raises EditError like `replace_note`. At least one card must be left.
    """
    lines = [item.start_mark.line + 1 for item in _cards(text).items]
    if not changed.keys() <= set(lines):
        raise EditError("the file has changed in the meantime")
    root = read(text)
    if head is not None and isinstance(root, Mapping):
        text = replace_fields(text, root, {**head, "cards": None}, ("cards",))
    items = _cards(text).items
    new = list(added)
    if new:
        text = add_notes(text, new)
    given = {line: note for line, note in changed.items() if note is not None}
    there = dict(zip(given, _at_home(text, given.values()), strict=True))
    for line, item in reversed(list(zip(lines, items, strict=True))):
        if line in changed:
            note = there.get(line)
            text = delete_item(text, item) if note is None else _with_note(text, item, note)
    return text


def replace_fields(
    text: str, old: Mapping, fields: dict[str, Any], kept: Collection[str] = ()
) -> str:
    """The text with these fields in a block mapping that `read` found in it.

    Fields with an equal value stay as typed, and so do all fields named in `kept`.
    """
    start, end, column = old.start_mark.index, _end(old, text), old.start_mark.column
    wanted = dict(fields)
    starts = [key.start_mark.index for key, _ in old.pairs] + [end]
    pieces: list[str] = []
    for (key, value), here, there in zip(old.pairs, starts, starts[1:], strict=False):
        name = getattr(key, "value", "")
        close = _end(value, text)
        tail = text[close:there]
        if name not in wanted:
            pieces.append(_without_value(tail))
            continue
        new = wanted.pop(name)
        same = name in kept or _same(value, new)
        pieces.append(text[here:close] if same else _field(text, name, new, column))
        pieces.append(tail)
    known = "".join(pieces).rstrip()
    added = "".join(
        _lines(text, "\n") + " " * column + _field(text, name, value, column)
        for name, value in wanted.items()
    )
    return text[:start] + (known + added if known else added.strip()) + text[end:]


def delete_note(text: str, line: int) -> str:
    """The deck's text without the note that starts on `line` (from 1).

    Raises EditError if no note starts there, or if it is the deck's only one.
    """
    cards = _cards(text)
    index = _index(cards, line)
    if len(cards.items) == 1:
        raise EditError("a deck needs at least one card; delete its file instead")
    return delete_item(text, cards.items[index])


def insert_after(text: str, item: Node, dumped: str) -> str:
    """The text with more items of a block list after an item that `read` found in it. dumped: the
    items, with the list's indentation."""
    end = _line_end(text, _end(item, text))
    return text[:end] + _lines(text, "\n" + dumped.rstrip("\n")) + text[end:]


def delete_item(text: str, item: Node) -> str:
    """The text without an item of a block list that `read` found in it."""
    start = text.rfind("\n", 0, item.start_mark.index) + 1
    end = _line_end(text, _end(item, text))
    if end < len(text):
        end += 2 if text.startswith("\r\n", end) else 1
    else:
        start = max(0, start - (2 if text[max(0, start - 2) : start] == "\r\n" else 1))
    return text[:start] + text[end:]


def _cards(text: str) -> Sequence:
    return block_list(
        text, "cards", "the deck has no list of cards written with dashes; edit the file by hand"
    )


def block_list(text: str, name: str, missing: str) -> Sequence:
    """The list with dashes under a top-level key; EditError with the message `missing` if there is
    none."""
    try:
        root = read(text)
    except ReadError as error:
        raise EditError(f"line {error.line}: {error.message}") from error
    if isinstance(root, Mapping):
        for key, value in root.pairs:
            if getattr(key, "value", None) == name and isinstance(value, Sequence):
                if value.is_flow or not value.items:
                    break
                return value
    raise EditError(missing)


def _index(cards: Sequence, line: int) -> int:
    for index, item in enumerate(cards.items):
        if item.start_mark.line + 1 == line:
            return index
    raise EditError(f"no card starts on line {line} any more; the file has changed")


def _end(node: Node, text: str) -> int:
    """Where a node's own text ends; libyaml ends block nodes where the next token starts."""
    if isinstance(node, Mapping) and not node.is_flow:
        return max((_end(value, text) for _, value in node.pairs), default=node.start_mark.index)
    if isinstance(node, Sequence) and not node.is_flow:
        return max((_end(item, text) for item in node.items), default=node.start_mark.index)
    start, end = node.start_mark.index, node.end_mark.index
    return start + len(text[start:end].rstrip())


def _line_end(text: str, index: int) -> int:
    end = text.find("\n", index)
    if end < 0:
        return len(text)
    return end - 1 if text[end - 1 : end] == "\r" else end


def _lines(text: str, new: str) -> str:
    return new.replace("\n", "\r\n") if "\r\n" in text else new


def _without_value(tail: str) -> str:
    """What stays after deleting a field: comments on the lines below it."""
    _, line_break, rest = tail.partition("\n")
    return rest.lstrip(" ") if line_break and rest.strip() else ""


def _field(text: str, name: str, value: Any, column: int) -> str:
    dumped = dump_fields({name: value}).rstrip("\n")
    return _lines(text, dumped.replace("\n", "\n" + " " * column))


def _same(node: Node, value: Any) -> bool:
    """Whether a node has this value."""
    if isinstance(value, dict):
        if not isinstance(node, Mapping) or len(node.pairs) != len(value):
            return False
        given = {getattr(key, "value", None): inner for key, inner in node.pairs}
        return given.keys() == value.keys() and all(_same(given[key], value[key]) for key in value)
    if isinstance(value, list):
        items = node.items if isinstance(node, Sequence) else [node]
        return len(items) == len(value) and all(map(_same, items, value))
    if isinstance(node, Mapping | Sequence):
        return False
    if isinstance(value, bool):
        return truth_of(node.value) is value
    if isinstance(value, int | float):
        return amount(node.value) == value
    # As `FieldReader.scalar` reads it.
    text = node.value.rstrip("\n") if node.style in ("|", ">") else node.value
    return bool(text == value)
