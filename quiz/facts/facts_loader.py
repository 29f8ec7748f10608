"""Reads a facts file: the facts, or every fault in it."""

from __future__ import annotations

import re
from difflib import get_close_matches

from quiz.decks.faults import Fault, Mark
from quiz.decks.reader import ReadError, decode, read
from quiz.decks.yaml_nodes import Mapping, Node, Sequence
from quiz.facts.fact import CATEGORIES, Evidence, Fact, FactsFile, Span, Status
from quiz.facts.templates import OBJECT, RELATIONS

_HEAD = ("title", "description", "language", "tags", "source", "schema", "facts")
_REQUIRED = ("id", "subject", "relation", "object", "category")
# Only extracted facts, which have evidence, may lack these.
_OURS = ("paragraph", "wording")
_OPTIONAL = ("type", "accept", "distractors", "event", "negation", "as-of", "ask", "statement")
_EXTRACTED = ("status", "confidence", "evidence")
_KEYS = (*_REQUIRED, *_OURS, *_OPTIONAL, *_EXTRACTED)
_EVIDENCE = ("article", "text", "start", "end", "subject", "object", "more")
_NUMBER = re.compile(r"[0-9]{1,3}(\.[0-9]{1,20})?(e-[0-9]{1,3})?")


def load_facts(data: bytes, file: str) -> FactsFile | list[Fault]:
    """The facts in a file, or all its faults in order of position.

    Never raises, whatever the bytes. file: only used in faults.
    """
    return _Loader(file).load(data)


class _Loader:
    def __init__(self, file: str) -> None:
        self._file = file
        self._faults: list[Fault] = []
        self._ids: set[str] = set()

    def load(self, data: bytes) -> FactsFile | list[Fault]:
        text = decode(data, self._file)
        if isinstance(text, Fault):
            return [text]
        try:
            root = read(text, complain=self._complain)
        except ReadError as error:
            return [Fault(self._file, error.line, error.column, error.message)]
        if not isinstance(root, Mapping):
            return [Fault(self._file, 1, 1, "no facts, expected 'title:' and 'facts:'")]
        head = self._fields(root, _HEAD)
        title = self._text(head, "title")
        if not title:
            self._complain(root.start_mark, "'title' is missing, expected the deck's name")
        facts = head.get("facts")
        if not isinstance(facts, Sequence) or not facts.items:
            mark = root.start_mark if facts is None else facts.start_mark
            self._complain(mark, "'facts' is empty, expected a list of facts")
        found = (
            tuple(fact for node in facts.items if (fact := self._fact(node)) is not None)
            if isinstance(facts, Sequence)
            else ()
        )
        file = FactsFile(
            title,
            found,
            self._text(head, "description"),
            self._text(head, "language"),
            self._texts(head, "tags"),
            self._text(head, "source"),
            self._text(head, "schema"),
        )
        return sorted(self._faults) if self._faults else file

    def _complain(self, mark: Mark, message: str) -> None:
        self._faults.append(Fault(self._file, mark.line + 1, mark.column + 1, message))

    def _fields(self, mapping: Mapping, allowed: tuple[str, ...]) -> dict[str, Node]:
        fields: dict[str, Node] = {}
        for key, value in mapping.pairs:
            name = getattr(key, "value", "")
            if name not in allowed:
                self._complain(key.start_mark, f"unknown key '{name}'; {_hint(name, allowed)}")
            elif name in fields:
                self._complain(key.start_mark, f"'{name}' is given twice, expected once")
            fields[name] = value
        return fields

    def _text(self, fields: dict[str, Node], key: str) -> str:
        node = fields.get(key)
        if node is None:
            return ""
        if isinstance(node, (Mapping, Sequence)):
            self._complain(node.start_mark, f"'{key}' is not a text, expected one")
            return ""
        return node.value

    def _texts(self, fields: dict[str, Node], key: str) -> tuple[str, ...]:
        node = fields.get(key)
        if isinstance(node, Sequence):
            return tuple(self._text({key: item}, key) for item in node.items)
        text = self._text(fields, key)
        return (text,) if text else ()

    def _fact(self, node: Node) -> Fact | None:
        if not isinstance(node, Mapping):
            self._complain(node.start_mark, "not a fact, expected 'id:', 'subject:' and so on")
            return None
        before = len(self._faults)
        fields = self._fields(node, _KEYS)
        for key in _REQUIRED if "evidence" in fields else (*_REQUIRED, *_OURS):
            if not self._text(fields, key).strip() and len(self._faults) == before:
                mark = fields[key].start_mark if key in fields else node.start_mark
                self._complain(mark, f"'{key}' is missing, expected a text")
        if len(self._faults) > before:
            return None
        self._check(fields, "relation", tuple(RELATIONS))
        self._check(fields, "category", CATEGORIES)
        self._check(fields, "status", tuple(Status))
        paragraph = self._whole(fields, "paragraph", 1)
        confidence = self._confidence(fields)
        evidence = self._evidence(fields.get("evidence"))
        if len(self._faults) > before:
            return None
        name = self._text(fields, "id")
        if name.startswith("#"):
            # The ids of its cards start with this id, and decks do not allow that.
            self._complain(fields["id"].start_mark, "an id starts with '#', expected a word")
        if name in self._ids:
            self._complain(fields["id"].start_mark, f"id '{name}' is taken, expected a unique id")
        self._ids.add(name)
        return Fact(
            id=name,
            subject=self._text(fields, "subject"),
            relation=self._text(fields, "relation"),
            object=self._text(fields, "object"),
            category=self._text(fields, "category"),
            paragraph=paragraph,
            wording=self._text(fields, "wording"),
            type=self._text(fields, "type"),
            accept=self._texts(fields, "accept"),
            distractors=self._texts(fields, "distractors"),
            event=self._text(fields, "event"),
            negation=self._text(fields, "negation"),
            ask=self._text(fields, "ask"),
            statement=self._statement(fields),
            as_of=self._text(fields, "as-of"),
            status=Status(self._text(fields, "status") or Status.ACCEPTED),
            confidence=confidence,
            evidence=evidence,
            line=node.start_mark.line + 1,
        )

    def _statement(self, fields: dict[str, Node]) -> str:
        text = self._text(fields, "statement")
        if text and text.count(OBJECT) != 1:
            self._complain(
                fields["statement"].start_mark, f"'statement' needs {OBJECT} once, for the object"
            )
        return text

    def _evidence(self, node: Node | None) -> Evidence | None:
        if node is None:
            return None
        if not isinstance(node, Mapping):
            self._complain(node.start_mark, "'evidence' is not a mapping, expected 'text:' etc.")
            return None
        fields = self._fields(node, _EVIDENCE)
        for key in ("text", "start", "end"):
            if key not in fields:
                self._complain(node.start_mark, f"'{key}' is missing in 'evidence'")
        return Evidence(
            text=self._text(fields, "text"),
            start=self._whole(fields, "start", 0),
            end=self._whole(fields, "end", 0),
            subject=self._span(fields, "subject"),
            object=self._span(fields, "object"),
            article=self._text(fields, "article"),
            more=self._texts(fields, "more"),
        )

    def _span(self, fields: dict[str, Node], key: str) -> Span:
        node = fields.get(key)
        if node is None:
            return (0, 0)
        if not isinstance(node, Sequence) or len(node.items) != 2:
            self._complain(node.start_mark, f"'{key}' is not a span, expected [start, end]")
            return (0, 0)
        start, end = (self._whole({key: item}, key, 0) for item in node.items)
        return (start, end)

    def _whole(self, fields: dict[str, Node], key: str, least: int) -> int:
        text = self._text(fields, key)
        if key not in fields:
            return 0
        if not (text.isascii() and text.isdigit() and int(text[:12]) >= least):
            self._complain(
                fields[key].start_mark, f"{key} '{text}', expected a whole number from {least}"
            )
            return 0
        return int(text[:12])

    def _confidence(self, fields: dict[str, Node]) -> float:
        text = self._text(fields, "confidence")
        if "confidence" not in fields:
            return 1.0
        if not _NUMBER.fullmatch(text) or not 0 <= float(text) <= 1:
            self._complain(
                fields["confidence"].start_mark,
                f"confidence '{text}', expected a number from 0 to 1",
            )
            return 0.0
        return float(text)

    def _check(self, fields: dict[str, Node], key: str, allowed: tuple[str, ...]) -> None:
        value = self._text(fields, key)
        if key in fields and value not in allowed:
            message = f"unknown {key} '{value}'; {_hint(value, allowed)}"
            self._complain(fields[key].start_mark, message)


def _hint(word: str, allowed: tuple[str, ...]) -> str:
    near = get_close_matches(word, allowed, 1)
    return f"did you mean '{near[0]}'?" if near else f"expected {', '.join(allowed)}"
