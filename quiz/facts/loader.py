"""Reads a file of facts: the facts, or every fault in it."""

from __future__ import annotations

from difflib import get_close_matches

from quiz.decks.faults import Fault
from quiz.decks.reader import Mapping, Mark, Node, ReadError, Sequence, decode, read
from quiz.facts.model import CATEGORIES, Fact, FactsFile
from quiz.facts.templates import RELATIONS

_HEAD = ("title", "description", "language", "tags", "source", "schema", "facts")
_REQUIRED = ("id", "subject", "relation", "object", "category", "paragraph", "wording")
_KEYS = (*_REQUIRED, "type", "accept", "distractors", "event", "negation")


def load_facts(data: bytes, file: str) -> FactsFile | list[Fault]:
    """The facts that a file holds, or all its faults in the order of their places.

    Never raises, whatever the bytes. `file` only names the file in faults.
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
            return [Fault(self._file, 1, 1, "no facts here, expected 'title:' and 'facts:'")]
        head = self._fields(root, _HEAD)
        title = self._text(head, "title")
        if not title:
            self._complain(root.start_mark, "'title' is missing, expected the deck's name")
        facts = head.get("facts")
        if not isinstance(facts, Sequence) or not facts.items:
            mark = root.start_mark if facts is None else facts.start_mark
            self._complain(mark, "'facts' holds nothing, expected a list of facts")
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
                near = get_close_matches(name, allowed, 1)
                hint = f"did you mean '{near[0]}'?" if near else f"expected {', '.join(allowed)}"
                self._complain(key.start_mark, f"unknown key '{name}'; {hint}")
            elif name in fields:
                self._complain(key.start_mark, f"'{name}' is given twice, expected once")
            fields[name] = value
        return fields

    def _text(self, fields: dict[str, Node], key: str) -> str:
        node = fields.get(key)
        if node is None:
            return ""
        if isinstance(node, (Mapping, Sequence)):
            self._complain(node.start_mark, f"'{key}' is no text, expected one")
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
            self._complain(node.start_mark, "found no fact, expected 'id:', 'subject:' and so on")
            return None
        before = len(self._faults)
        fields = self._fields(node, _KEYS)
        for key in _REQUIRED:
            if not self._text(fields, key).strip() and len(self._faults) == before:
                mark = fields[key].start_mark if key in fields else node.start_mark
                self._complain(mark, f"'{key}' is missing, expected a text")
        if len(self._faults) > before:
            return None
        self._check(fields, "relation", tuple(RELATIONS))
        self._check(fields, "category", CATEGORIES)
        paragraph = self._text(fields, "paragraph")
        if not (paragraph.isascii() and paragraph.isdigit() and int(paragraph[:9]) > 0):
            self._complain(
                fields["paragraph"].start_mark,
                f"paragraph '{paragraph}', expected a whole number from 1",
            )
            return None
        name = self._text(fields, "id")
        if name in self._ids:
            self._complain(fields["id"].start_mark, f"id '{name}' is taken, expected its own")
        self._ids.add(name)
        return Fact(
            id=name,
            subject=self._text(fields, "subject"),
            relation=self._text(fields, "relation"),
            object=self._text(fields, "object"),
            category=self._text(fields, "category"),
            paragraph=int(paragraph[:9]),
            wording=self._text(fields, "wording"),
            type=self._text(fields, "type"),
            accept=self._texts(fields, "accept"),
            distractors=self._texts(fields, "distractors"),
            event=self._text(fields, "event"),
            negation=self._text(fields, "negation"),
            line=node.start_mark.line + 1,
        )

    def _check(self, fields: dict[str, Node], key: str, allowed: tuple[str, ...]) -> None:
        value = self._text(fields, key)
        if value not in allowed:
            near = get_close_matches(value, allowed, 1)
            hint = f"did you mean '{near[0]}'?" if near else f"expected {', '.join(allowed)}"
            self._complain(fields[key].start_mark, f"unknown {key} '{value}'; {hint}")
