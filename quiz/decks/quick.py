"""Reads decks that are written in the plainest way, several times as fast as YAML in general.

Most decks use little of YAML: a line a key, texts without quotes or in simple ones, lists on one
line or a line an item. Such a deck is read here by one regular expression. Whatever goes beyond
that, and whatever may be wrong, is left to `quiz.decks.loader`, which reads everything and says
where each fault is: this module either finds the very same deck, or nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from quiz.decks.cloze import ClozeError, parse_cloze
from quiz.decks.loader import KEY_SETS, LANGUAGE, TRUTH, content_of, fold, form_of
from quiz.decks.model import (
    BasicNote,
    ClozeNote,
    Deck,
    Extras,
    Gap,
    ListNote,
    Note,
    SequenceNote,
    TermNote,
    TrueFalseNote,
)
from quiz.decks.reader import MAX_BYTES

_FIRST = r"""[^\s\-?:,\[\]{}#&*!|>'"%@`]"""
"""What a text without quotes may begin with here; YAML allows a little more."""

_REST = r"(?:[^:#\n]++|:(?=[^ \n])|(?<=[^ ])#)*+"
_QUOTED = r""""[^"\\\n]*+"|'[^'\n]*+'"""
_ITEM = rf"{_FIRST}[^,:#\[\]{{}}\n]*+"
_FLOW = rf"\[{_ITEM}(?:, *+{_ITEM})*+\]"
_LINE = re.compile(
    rf"^( *+(?:- )?)([a-z]++):(?: +({_FIRST}{_REST}|{_QUOTED}|{_FLOW}))? *$"
    rf"|^( *+)- +({_FIRST}{_REST}|{_QUOTED}) *$"
    rf"|^( ++)([^\W_]{_REST})$"
    r"|^ *+(?:#.*)?$",
    re.MULTILINE,
)
"""A line with a key, an item of a list, a text that goes on, or nothing that matters."""

_ODD = re.compile("[^\n -~\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")

_HEAD = frozenset({"title", "description", "language", "tags", "source", "cards"})
_Value = str | list[str]


class _NotPlain(Exception):  # noqa: N818
    """Something here is for the general reader."""


def quick_deck(text: str) -> Deck | None:
    """The deck in this text, exactly as the general reader finds it; None when that must tell."""
    if len(text) > MAX_BYTES or _ODD.search(text) is not None:
        return None
    lines = _LINE.findall(text)
    if len(lines) != text.count("\n") + 1:
        return None
    try:
        head, cards = _fields(lines)
        return _deck(head, cards)
    except _NotPlain:
        return None


def _fields(
    lines: Sequence[tuple[str, str, str, str, str, str, str]],
) -> tuple[dict[str, _Value], list[tuple[int, dict[str, _Value]]]]:
    """The fields of the deck, and for each card its line and its fields."""
    head: dict[str, _Value] = {}
    cards: list[tuple[int, dict[str, _Value]]] = []
    fields = head
    dash = ""
    column = 0
    key = ""
    extendable = False
    indent = -1
    for number, line in enumerate(lines, 1):
        prefix, name, value, item_indent, item, more_indent, more = line
        if name:
            if prefix[-2:] == "- ":
                if prefix != dash:
                    if dash or head.get("cards", value) != []:
                        raise _NotPlain
                    dash, column = prefix, len(prefix)
                fields = {}
                cards.append((number, fields))
            elif len(prefix) != column or name in fields or (fields is head and key == "cards"):
                raise _NotPlain
            key, indent = name, -1
            if not value:
                fields[name] = []
                extendable = False
            elif value[0] in "\"'[":
                fields[name] = _quoted_or_list(value)
                extendable = False
            else:
                fields[name] = value.rstrip()
                extendable = True
        elif item:
            items = fields.get(key)
            if not isinstance(items, list) or (fields is head and key == "cards"):
                raise _NotPlain
            if indent != len(item_indent):
                if indent >= 0 or items or len(item_indent) < column:
                    raise _NotPlain
                indent = len(item_indent)
            text = _quoted_or_list(item) if item[0] in "\"'" else item.rstrip()
            assert isinstance(text, str)
            items.append(text)
        elif more:
            before = fields[key] if extendable else None
            if not isinstance(before, str) or len(more_indent) <= column:
                raise _NotPlain
            fields[key] = f"{before} {more.rstrip()}"
        else:
            # An empty line within a text is a line break of it, a comment ends it.
            extendable = False
    return head, cards


def _quoted_or_list(value: str) -> _Value:
    if value[0] == "[":
        return [item.strip() for item in value[1:-1].split(",")]
    return value[1:-1]


def _deck(head: dict[str, _Value], cards: list[tuple[int, dict[str, _Value]]]) -> Deck:
    if not head.keys() <= _HEAD or head.get("cards") != [] or not cards:
        raise _NotPlain
    language = _text(head, "language") if "language" in head else ""
    if language and not LANGUAGE.fullmatch(language):
        raise _NotPlain
    notes: list[Note] = []
    ids: set[str] = set()
    contents: set[object] = set()
    for line, fields in cards:
        note = _note(fields, line)
        id_ = note.extras.id
        if id_:
            if id_ in ids or id_[0] == "#":
                raise _NotPlain
            ids.add(id_)
        contents.add((content_of(note), id_))
        notes.append(note)
    if len(contents) != len(notes):
        raise _NotPlain
    return Deck(
        _text(head, "title"),
        tuple(notes),
        _text(head, "description") if "description" in head else "",
        language,
        _texts(head, "tags"),
        _text(head, "source") if "source" in head else "",
    )


def _text(fields: dict[str, _Value], key: str) -> str:
    value = fields.get(key)
    if value.__class__ is not str or not value or value.isspace():
        raise _NotPlain
    return value


def _texts(fields: dict[str, _Value], key: str) -> tuple[str, ...]:
    value = fields.get(key)
    if value is None:
        return ()
    texts = tuple(value) if isinstance(value, list) else (value,)
    if not texts or not all(texts) or any(map(str.isspace, texts)):
        raise _NotPlain
    return texts


def _note(fields: dict[str, _Value], line: int) -> Note:
    form = form_of(fields)
    if not fields.keys() <= KEY_SETS[form]:
        raise _NotPlain
    extras = Extras(
        _text(fields, "id") if "id" in fields else "",
        _text(fields, "category") if "category" in fields else "",
        _text(fields, "hint") if "hint" in fields else "",
        _text(fields, "explanation") if "explanation" in fields else "",
        _text(fields, "source") if "source" in fields else "",
        _texts(fields, "tags") if "tags" in fields else (),
        line,
    )
    accept = _texts(fields, "accept") if "accept" in fields else ()
    match form:
        case "basic":
            answer = _text(fields, "answer")
            wrong = _wrong(fields, (answer, *accept)) if "distractors" in fields else ()
            return BasicNote(_text(fields, "prompt"), answer, accept, wrong, extras)
        case "term":
            term = _text(fields, "term")
            wrong = _wrong(fields, (term, *accept)) if "distractors" in fields else ()
            return TermNote(term, _text(fields, "definition"), accept, wrong, extras)
        case "cloze":
            try:
                parts = parse_cloze(_text(fields, "cloze"))
            except ClozeError as error:
                raise _NotPlain from error
            right = [a for g in parts if isinstance(g, Gap) for a in (g.answer, *g.accept)]
            return ClozeNote(parts, _wrong(fields, right), extras)
        case "statement":
            truth = TRUTH.get(_text(fields, "answer").strip().lower())
            if truth is None:
                raise _NotPlain
            return TrueFalseNote(_text(fields, "statement"), truth, extras)
        case "list":
            names = tuple((name,) for name in _several(fields, "list"))
            return ListNote(_text(fields, "prompt"), names, extras)
        case _:
            return SequenceNote(_text(fields, "prompt"), _several(fields, "sequence"), extras)


def _wrong(fields: dict[str, _Value], right: Sequence[str]) -> tuple[str, ...]:
    texts = _texts(fields, "distractors")
    known = {fold(text) for text in right}
    if len(known | {fold(text) for text in texts}) != len(known) + len(texts):
        raise _NotPlain
    return texts


def _several(fields: dict[str, _Value], key: str) -> tuple[str, ...]:
    """Two or more texts that all differ."""
    if not isinstance(fields[key], list):
        raise _NotPlain
    texts = _texts(fields, key)
    if len(texts) < 2 or len({fold(text) for text in texts}) != len(texts):
        raise _NotPlain
    return texts
