"""Reads a deck file: a Deck, or every fault in it."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable
from difflib import get_close_matches
from typing import Any

from quiz.decks.cloze import ClozeError, parse_cloze, shown_text
from quiz.decks.faults import Fault
from quiz.decks.faults import shown as _shown
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
from quiz.decks.reader import Mapping, Mark, Node, ReadError, Sequence, decode, line_count, read

MAX_FAULTS = 200

_EXTRAS = ("id", "category", "hint", "explanation", "source", "tags")
_KEYS = {
    "cloze": ("cloze", "distractors", *_EXTRAS),
    "term": ("term", "definition", "accept", "distractors", *_EXTRAS),
    "statement": ("statement", "answer", *_EXTRAS),
    "sequence": ("prompt", "sequence", *_EXTRAS),
    "list": ("prompt", "list", *_EXTRAS),
    "basic": ("prompt", "answer", "accept", "distractors", *_EXTRAS),
}
_CARD_KEYS = tuple(dict.fromkeys(key for keys in _KEYS.values() for key in keys))
KEY_SETS = {form: frozenset(keys) for form, keys in _KEYS.items()}
_DECK_KEYS = ("title", "description", "language", "tags", "source", "cards")
_KIND_KEYS = ("cloze", "term", "definition", "statement", "sequence", "list", "answer")
_NEVER = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
LANGUAGE = re.compile("[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
TRUTH = {"true": True, "yes": True, "false": False, "no": False}
_EXPECTED_CARD = (
    "expected a card with 'prompt' and 'answer' (or 'list' or 'sequence'), 'cloze', 'term' and "
    "'definition', or 'statement' and 'answer'"
)


def load_deck(data: bytes, file: str) -> Deck | list[Fault]:
    """The deck that a file holds, or all its faults in the order of their places.

    Never raises, whatever the bytes. `file` only names the file in faults. At a syntax error
    reading ends, so faults after it are not yet known; at most `MAX_FAULTS` are reported.
    """
    text = decode(data, file)
    if isinstance(text, Fault):
        return [text]
    return load_deck_text(text, file)


def load_deck_text(text: str, file: str) -> Deck | list[Fault]:
    """As `load_deck`, for text that is already decoded."""
    from quiz.decks.quick import quick_deck

    return quick_deck(text) or _Loader(file).load(text)


class _TooManyFaultsError(Exception):
    pass


class _Loader:
    def __init__(self, file: str) -> None:
        self._file = file
        self._faults: list[Fault] = []
        self._notes: list[Note] = []
        self._ids: dict[str, tuple[int, int]] = {}
        self._contents: dict[tuple[Any, ...], tuple[int, int]] = {}

    def load(self, text: str) -> Deck | list[Fault]:
        deck = None
        try:
            root = read(text, self._item, self._complain)
            deck = self._deck(root)
        except ReadError as error:
            self._faults.append(Fault(self._file, error.line, error.column, error.message))
        except _TooManyFaultsError:
            self._faults.sort()
            last = self._faults[-1]
            more = "more faults may follow; correct those above first"
            self._faults.append(Fault(self._file, last.line, last.column + 1, more))
        if not self._faults and deck is not None:
            return deck
        lines = line_count(text)
        return sorted(
            Fault(self._file, min(fault.line, lines), fault.column, fault.message)
            for fault in set(self._faults)
        )

    def _complain(self, mark: Mark, message: str) -> None:
        self._faults.append(Fault(self._file, mark.line + 1, mark.column + 1, message))
        if len(self._faults) >= MAX_FAULTS:
            raise _TooManyFaultsError

    def _item(self, key: str, node: Node) -> bool:
        if key != "cards":
            return False
        self._card(node)
        return True

    def _deck(self, root: Node | None) -> Deck | None:
        if not isinstance(root, Mapping):
            found = "the file is empty" if root is None else f"found {_name(root)}"
            line = 0 if root is None else root.start_mark.line
            self._faults.append(
                Fault(self._file, line + 1, 1, f"{found}, expected 'title:' and 'cards:'")
            )
            return None
        fields = self._fields(root, _DECK_KEYS, _DECK_KEYS, "a deck")
        title = self._text(fields, "title")
        if "title" not in fields and not self._misspelt("title"):
            self._complain(root.start_mark, "'title' is missing, expected the deck's name")
        cards = fields.get("cards")
        if cards is None:
            if not self._misspelt("cards"):
                self._complain(root.start_mark, "'cards' is missing, expected a list of cards")
        elif not isinstance(cards, Sequence):
            self._complain(
                cards.start_mark, f"'cards' is {_name(cards)}, expected a list: lines with '- '"
            )
        elif not self._notes and not self._faults:
            self._complain(cards.start_mark, "'cards' is an empty list, expected at least one card")
        language = self._text(fields, "language")
        if language and not LANGUAGE.fullmatch(language):
            self._complain(
                fields["language"].start_mark,
                f"'{_shown(language)}' is no language tag, expected one such as en, kk or zh-Hans",
            )
        return Deck(
            title=title,
            notes=tuple(self._notes),
            description=self._text(fields, "description"),
            language=language,
            tags=self._texts(fields, "tags"),
            source=self._text(fields, "source"),
        )

    def _misspelt(self, key: str) -> bool:
        return any(f"did you mean '{key}'?" in fault.message for fault in self._faults)

    def _fields(
        self, mapping: Mapping, allowed: Iterable[str], known: Iterable[str], owner: str
    ) -> dict[str, Node]:
        fields: dict[str, Node] = {}
        for key, value in mapping.pairs:
            if isinstance(key, (Mapping, Sequence)):
                self._complain(key.start_mark, f"a key is {_name(key)}, expected a word")
                continue
            name = key.value
            if name in fields:
                first = fields[name].start_mark.line + 1
                self._complain(
                    key.start_mark, f"'{_shown(name)}' is given twice, first for line {first}"
                )
                continue
            if name not in allowed:
                self._complain(key.start_mark, _unknown(name, allowed, known, owner))
            fields[name] = value
        return fields

    def _card(self, node: Node) -> None:
        if not isinstance(node, Mapping):
            self._complain(node.start_mark, f"found {_name(node)}, {_EXPECTED_CARD}")
            return
        fields: dict[str, Node] = {}
        for key, value in node.pairs:
            fields[getattr(key, "value", "")] = value
        form = form_of(fields)
        if len(fields) != len(node.pairs) or not fields.keys() <= KEY_SETS[form]:
            faults = len(self._faults)
            fields = self._fields(node, _KEYS[form], _CARD_KEYS, _OWNERS[form])
            misspelt = "".join(fault.message for fault in self._faults[faults:])
        else:
            misspelt = ""
        faults = len(self._faults)
        note: Note | None = getattr(self, f"_{form}")(node, fields, misspelt)
        if note is None or len(self._faults) > faults:
            return
        self._register(node, fields, note)
        self._notes.append(note)

    def _register(self, node: Mapping, fields: dict[str, Node], note: Note) -> None:
        here = (node.start_mark.line + 1, node.start_mark.column)
        id_ = note.extras.id
        if id_:
            first = self._ids.setdefault(id_, here)
            if first != here:
                self._complain(
                    fields["id"].start_mark,
                    f"id '{_shown(id_)}' is already that of the card on line {first[0]}, expected "
                    "one of its own",
                )
        content = (*content_of(note), id_)
        first = self._contents.setdefault(content, here)
        if first != here:
            self._complain(
                node.start_mark,
                f"the same card is on line {first[0]} already; delete one of the two",
            )

    def _extras(self, node: Mapping, fields: dict[str, Node]) -> Extras:
        id_ = self._text(fields, "id")
        if id_.startswith("#"):
            self._complain(fields["id"].start_mark, "an id begins with '#', expected a word")
        return Extras(
            id_,
            self._text(fields, "category"),
            self._text(fields, "hint"),
            self._text(fields, "explanation"),
            self._text(fields, "source"),
            self._texts(fields, "tags"),
            node.start_mark.line + 1,
        )

    def _basic(self, node: Mapping, fields: dict[str, Node], misspelt: str) -> Note:
        prompt = self._required(node, fields, "prompt", misspelt)
        answer = self._required(node, fields, "answer", misspelt)
        accept = self._texts(fields, "accept")
        distractors = self._distractors(fields, (answer, *accept))
        return BasicNote(prompt, answer, accept, distractors, self._extras(node, fields))

    def _term(self, node: Mapping, fields: dict[str, Node], misspelt: str) -> Note:
        term = self._required(node, fields, "term", misspelt)
        definition = self._required(node, fields, "definition", misspelt)
        accept = self._texts(fields, "accept")
        distractors = self._distractors(fields, (term, *accept))
        return TermNote(term, definition, accept, distractors, self._extras(node, fields))

    def _cloze(self, node: Mapping, fields: dict[str, Node], misspelt: str) -> Note | None:
        text = self._required(node, fields, "cloze", misspelt)
        extras = self._extras(node, fields)
        if not text:
            return None
        try:
            parts = parse_cloze(text)
        except ClozeError as error:
            self._complain(fields["cloze"].start_mark, str(error))
            return None
        gaps = [part for part in parts if isinstance(part, Gap)]
        right = [answer for gap in gaps for answer in (gap.answer, *gap.accept)]
        return ClozeNote(parts, self._distractors(fields, right), extras)

    def _list(self, node: Mapping, fields: dict[str, Node], misspelt: str) -> Note:
        prompt = self._required(node, fields, "prompt", misspelt)
        items: list[tuple[str, ...]] = []
        nodes = self._items(fields, "list", "item")
        taken: dict[str, str] = {}
        for item in nodes:
            if isinstance(item, Sequence):
                names = tuple(self._scalar(name, "list") for name in item.items)
                if not names:
                    self._complain(item.start_mark, "an item without names, expected a text")
            else:
                names = (self._scalar(item, "list"),)
            items.append(names)
            folded = {fold(name) for name in names} - {""}
            for name in sorted(folded & taken.keys()):
                self._complain(item.start_mark, f"'{_shown(taken[name])}' is listed twice")
            taken.update((fold(name), name) for name in names)
        return ListNote(prompt, tuple(items), self._extras(node, fields))

    def _sequence(self, node: Mapping, fields: dict[str, Node], misspelt: str) -> Note:
        prompt = self._required(node, fields, "prompt", misspelt)
        steps: list[str] = []
        taken: set[str] = set()
        for item in self._items(fields, "sequence", "step"):
            step = self._scalar(item, "sequence")
            if step and fold(step) in taken:
                self._complain(
                    item.start_mark,
                    f"the step '{_shown(step)}' is repeated, expected steps that all differ",
                )
            taken.add(fold(step))
            steps.append(step)
        return SequenceNote(prompt, tuple(steps), self._extras(node, fields))

    def _statement(self, node: Mapping, fields: dict[str, Node], misspelt: str) -> Note:
        statement = self._required(node, fields, "statement", misspelt)
        answer = self._required(node, fields, "answer", misspelt)
        truth = TRUTH.get(answer.strip().lower())
        if truth is None and answer:
            self._complain(
                fields["answer"].start_mark,
                f"'{_shown(answer)}' is no answer to a statement, expected true or false",
            )
        return TrueFalseNote(statement, bool(truth), self._extras(node, fields))

    def _items(self, fields: dict[str, Node], key: str, item: str) -> list[Node]:
        node = fields[key]
        if not isinstance(node, Sequence):
            self._complain(
                node.start_mark, f"'{key}' is {_name(node)}, expected a list of two or more {item}s"
            )
            return []
        if len(node.items) < 2:
            self._complain(
                node.start_mark,
                f"'{key}' has {len(node.items)} {item}{'s' * (not node.items)}, expected two or "
                "more",
            )
        return node.items

    def _required(
        self, node: Mapping, fields: dict[str, Node], key: str, misspelt: str = ""
    ) -> str:
        value = fields.get(key)
        if value is None:
            if f"did you mean '{key}'?" not in misspelt:
                have = "" if not fields else f", beside '{_shown(next(iter(fields)))}'"
                self._complain(node.start_mark, f"'{key}' is missing{have}; {_EXPECTED_CARD}")
            return ""
        return self._scalar(value, key)

    def _text(self, fields: dict[str, Node], key: str) -> str:
        node = fields.get(key)
        if node is None:
            return ""
        if key != "title" and getattr(node, "value", None) == "" and not node.style:  # type: ignore[union-attr]
            return ""
        return self._scalar(node, key)

    def _texts(self, fields: dict[str, Node], key: str) -> tuple[str, ...]:
        node = fields.get(key)
        if node is None:
            return ()
        if isinstance(node, Sequence):
            return tuple([self._scalar(item, key) for item in node.items])
        text = self._text(fields, key)
        return (text,) if text else ()

    def _distractors(self, fields: dict[str, Node], right: Iterable[str]) -> tuple[str, ...]:
        node = fields.get("distractors")
        if node is None:
            return ()
        texts = self._texts(fields, "distractors")
        seen = {fold(answer) for answer in right}
        count = len(seen)
        seen.update([fold(text) for text in texts])
        if len(seen) != count + len(texts):
            self._explain_distractors(node, texts, {fold(answer) for answer in right})
        return texts

    def _explain_distractors(self, node: Node, texts: tuple[str, ...], right: set[str]) -> None:
        nodes = node.items if isinstance(node, Sequence) else [node]
        seen: set[str] = set()
        for item, text in zip(nodes, texts, strict=True):
            folded = fold(text)
            if folded and folded in right:
                self._complain(
                    item.start_mark,
                    f"the distractor '{_shown(text)}' is a right answer, expected a wrong one",
                )
            elif folded in seen:
                self._complain(item.start_mark, f"the distractor '{_shown(text)}' is given twice")
            seen.add(folded)

    def _scalar(self, node: Node, key: str) -> str:
        if isinstance(node, Mapping):
            self._complain(
                node.start_mark,
                f"'{key}' is a mapping, expected a text: put a text that contains ': ' or begins "
                "with '{' in quotes",
            )
            return ""
        if isinstance(node, Sequence):
            self._complain(
                node.start_mark,
                f"'{key}' is a list, expected a text: put a text that begins with '[' in quotes",
            )
            return ""
        value = node.value
        if node.style in ("|", ">"):
            value = value.rstrip("\n")
        if not value or value.isspace():
            self._complain(
                node.start_mark,
                f"'{key}' is empty, expected a text (a '#' begins a comment unless it is in "
                "quotes)",
            )
            return ""
        if not value.isprintable():
            found = _NEVER.search(value)
            if found is not None:
                self._complain(
                    node.start_mark,
                    f"'{key}' has the control character U+{ord(found[0]):04X}, expected a text",
                )
        return value


_OWNERS = {
    "cloze": "a cloze card",
    "term": "a term card",
    "statement": "a true/false card",
    "sequence": "a sequence card",
    "list": "a list card",
    "basic": "a card",
}


def form_of(fields: Container[str]) -> str:
    """Which of `KEY_SETS` a card with these keys is meant to have."""
    if "prompt" in fields:
        if "answer" in fields:
            return "basic"
        if "list" in fields:
            return "list"
        return "sequence" if "sequence" in fields else "basic"
    if "cloze" in fields:
        return "cloze"
    if "term" in fields or "definition" in fields:
        return "term"
    if "statement" in fields:
        return "statement"
    if "sequence" in fields:
        return "sequence"
    return "list" if "list" in fields else "basic"


def _unknown(name: str, allowed: Iterable[str], known: Iterable[str], owner: str) -> str:
    shown = _shown(name)
    if name[:1].isspace():
        # Blanks would have been taken for indentation.
        return (
            f"U+{ord(name[0]):04X} stands before '{_shown(name.strip())}', which is no blank but "
            "looks like one, expected blanks"
        )
    if name in known:
        if name == "accept" and owner == _OWNERS["cloze"]:
            return "'accept' does not fit a cloze card; write {{answer|other right answer}}"
        if name == "accept" and owner == _OWNERS["list"]:
            return "'accept' does not fit a list card; write an inner list: [name, other name]"
        return f"'{shown}' does not fit {owner}, expected only {', '.join(allowed)}"
    close = get_close_matches(name.lower()[:40], list(allowed), 1, 0.6)
    if close:
        return f"unknown key '{shown}', did you mean '{close[0]}'?"
    return f"unknown key '{shown}' in {owner}, expected one of {', '.join(allowed)}"


def content_of(note: Note) -> tuple[Any, ...]:
    """What makes a note this note and no other."""
    match note:
        case BasicNote():
            return ("basic", note.prompt, note.answer)
        case ClozeNote():
            return ("cloze", shown_text(note.parts), note.parts)
        case TermNote():
            return ("term", note.term, note.definition)
        case ListNote():
            return ("list", note.prompt, frozenset(names[0] for names in note.items))
        case SequenceNote():
            return ("sequence", note.prompt, note.steps)
        case TrueFalseNote():
            return ("true-false", note.statement)


def _name(node: Node) -> str:
    if isinstance(node, Mapping):
        return "a mapping"
    if isinstance(node, Sequence):
        return "a list"
    return f"the text '{_shown(node.value)}'" if node.value else "an empty text"


def fold(text: str) -> str:
    """The text as far as case and blanks do not matter."""
    return " ".join(text.split()).casefold()
