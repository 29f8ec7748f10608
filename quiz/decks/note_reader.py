"""Reads the notes of a deck file from YAML nodes, and reports their faults."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from quiz.decks.cloze import ClozeError, parse_cloze, shown_text
from quiz.decks.faults import Findings, excerpt
from quiz.decks.fields import (
    CARD_KEYS,
    EXPECTED_CARD,
    KEY_SETS,
    KEYS,
    NAMES,
    OWNERS,
    TRUTH,
    fold,
    form_of,
    unknown_key,
)
from quiz.decks.limits import ITEMS, MARKS, NAME, OTHERS, TAGS, TEXT, Limit, too_many_marks
from quiz.decks.model import (
    BasicNote,
    ClozeNote,
    Extras,
    Gap,
    ListNote,
    Note,
    SequenceNote,
    TermNote,
    TrueFalseNote,
)
from quiz.decks.reader import Mapping, Node, Scalar, Sequence
from quiz.text.numbers import takes_tolerance
from quiz.text.tolerance import parse_tolerance

NEVER = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
"""Characters that are not allowed in a deck."""

MOST_OPTIONS = 9
"""Each option needs a number key."""

Fields = dict[str, Node]


class FieldReader:
    """Reads texts, lists of texts, and true or false from nodes."""

    def __init__(self, findings: Findings) -> None:
        self.findings = findings

    def fields(
        self, mapping: Mapping, allowed: Iterable[str], known: Iterable[str], owner: str
    ) -> Fields:
        """The values by key; the first one counts if a key is given twice."""
        fields: Fields = {}
        for key, value in mapping.pairs:
            if isinstance(key, (Mapping, Sequence)):
                self.findings.complain(key.start_mark, f"a key is {name_of(key)}, expected a word")
                continue
            name = key.value
            if name in fields:
                first = fields[name].start_mark.line + 1 + self.findings.shift
                self.findings.complain(
                    key.start_mark, f"'{excerpt(name)}' is given twice, first for line {first}"
                )
                continue
            if name not in allowed:
                self.findings.complain(key.start_mark, unknown_key(name, allowed, known, owner))
            fields[name] = value
        return fields

    def text(self, fields: Fields, key: str) -> str:
        """The text under a key; "" if there is none."""
        node = fields.get(key)
        if node is None or (key != "title" and _is_nothing(node)):
            return ""
        return self.scalar(node, key)

    def texts(self, fields: Fields, key: str) -> tuple[str, ...]:
        """The texts under a key, which may be a list or a single text."""
        node = fields.get(key)
        if node is None:
            return ()
        if isinstance(node, Sequence):
            self.count(node, key, len(node.items), TAGS if key == "tags" else OTHERS)
            return tuple([self.scalar(item, key) for item in node.items])
        text = self.text(fields, key)
        return (text,) if text else ()

    def tags(self, fields: Fields) -> tuple[str, ...]:
        """The tags, each once."""
        tags = self.texts(fields, "tags")
        node = fields.get("tags")
        if len(tags) == 1 and "," in tags[0] and node is not None and not _is_list(node):
            listed = ", ".join(part.strip() for part in tags[0].split(","))
            self.findings.advise(
                node.start_mark, f"this is one tag; write tags: [{excerpt(listed)}]"
            )
        folded = [tag.casefold() for tag in tags]
        if len(set(folded)) == len(tags) or node is None:
            return tags
        nodes = items_of(node)
        for index, tag in enumerate(tags):
            if folded[index] in folded[:index]:
                self.findings.advise(
                    nodes[index].start_mark, f"the tag '{excerpt(tag)}' is given twice"
                )
        return tuple(dict.fromkeys(tags))

    def truth(self, fields: Fields, key: str) -> bool | None:
        """The value of a true/false key; None if it is missing."""
        word = self.text(fields, key)
        if not word:
            return None
        truth = TRUTH.get(word.strip().lower())
        if truth is None:
            self.findings.complain(
                fields[key].start_mark, f"'{key}' is '{excerpt(word)}', expected true or false"
            )
        return truth

    def scalar(self, node: Node, key: str) -> str:
        """The text of a node; "" and a fault if it is not a text."""
        if isinstance(node, Mapping):
            self.findings.complain(
                node.start_mark,
                f"'{key}' is a mapping, expected a text: put a text that contains ': ' or starts "
                "with '{' in quotes",
            )
            return ""
        if isinstance(node, Sequence):
            self.findings.complain(
                node.start_mark,
                f"'{key}' is a list, expected a text: put a text that starts with '[' in quotes",
            )
            return ""
        value = node.value
        if node.style in ("|", ">"):
            value = value.rstrip("\n")
        if not value or value.isspace():
            self.findings.complain(
                node.start_mark,
                f"'{key}' is empty, expected a text (a '#' starts a comment unless it is in "
                "quotes)",
            )
            return ""
        limit = NAME if key in NAMES else TEXT
        if len(value) > limit.most:
            self.count(node, key, len(value), limit, "characters")
            return ""
        if not value.isprintable():
            found = NEVER.search(value)
            if found is not None:
                self.findings.complain(
                    node.start_mark,
                    f"'{key}' has the control character U+{ord(found[0]):04X}, expected a text",
                )
        if too_many_marks(value):
            self.findings.complain(
                node.start_mark,
                f"'{key}' has a letter with more than {MARKS.most} marks: {MARKS.why}",
            )
            return ""
        return value

    def count(self, node: Node, key: str, number: int, limit: Limit, what: str = "entries") -> None:
        """Report a number above the limit."""
        if number > limit.most:
            self.findings.complain(
                node.start_mark,
                f"'{key}' has {number:,} {what}, expected at most {limit.most:,}: {limit.why}",
            )


class NoteReader(FieldReader):
    """Reads the notes of a deck one by one. strict: whether the deck is strict."""

    def __init__(self, findings: Findings, strict: bool) -> None:
        super().__init__(findings)
        self._deck_strict = strict
        self._ids: dict[str, tuple[int, int]] = {}
        self._contents: dict[tuple[Any, ...], tuple[int, int]] = {}

    def read(self, node: Node) -> Note | None:
        """The note in this node; None if its faults make it unusable."""
        before = self.findings.spoilt
        if not isinstance(node, Mapping):
            self.findings.complain(node.start_mark, f"found {name_of(node)}, {EXPECTED_CARD}")
            return None
        fields: Fields = {}
        for key, value in node.pairs:
            fields[getattr(key, "value", "")] = value
        form = form_of(fields)
        misspelt = ""
        if len(fields) != len(node.pairs) or not fields.keys() <= KEY_SETS[form]:
            said = len(self.findings)
            fields = self.fields(node, KEYS[form], CARD_KEYS, OWNERS[form])
            misspelt = "".join(self.findings.messages(said))
        note: Note | None = getattr(self, f"_{form}")(node, fields, misspelt)
        if note is not None and self.findings.spoilt == before:
            self._register(node, fields, note)
        return note if self.findings.spoilt == before else None

    def _register(self, node: Mapping, fields: Fields, note: Note) -> None:
        here = (node.start_mark.line + 1 + self.findings.shift, node.start_mark.column)
        id_ = note.extras.id
        first = self._ids.get(id_) if id_ else None
        if first is not None:
            self.findings.complain(
                fields["id"].start_mark,
                f"the card on line {first[0]} already has the id '{excerpt(id_)}', expected a "
                "unique id",
            )
            return
        content = (*content_of(note), id_)
        first = self._contents.get(content)
        if first is not None:
            self.findings.complain(
                node.start_mark,
                f"the same card is already on line {first[0]}; delete one of the two",
            )
            return
        self._contents[content] = here
        if id_:
            self._ids[id_] = here

    def _extras(self, node: Mapping, fields: Fields, right: Iterable[str] = ()) -> Extras:
        """right: the answers that a tolerance would apply to."""
        id_ = self.text(fields, "id")
        if id_.startswith("#"):
            self.findings.complain(
                fields["id"].start_mark, "an id starts with '#', expected a word"
            )
        strict = self.truth(fields, "strict")
        shuffle = self.truth(fields, "shuffle")
        if shuffle is False and "distractors" not in fields:
            self.findings.advise(
                fields["shuffle"].start_mark,
                "'shuffle: false' has no effect without 'distractors', which it keeps in order",
            )
        return Extras(
            id_,
            self.text(fields, "category"),
            self.text(fields, "hint"),
            self.text(fields, "explanation"),
            self.text(fields, "source"),
            self.tags(fields),
            node.start_mark.line + 1 + self.findings.shift,
            strict,
            self._tolerance(fields, right, strict),
            shuffle is not False,
        )

    def _tolerance(self, fields: Fields, right: Iterable[str], strict: bool | None) -> str:
        text = self.text(fields, "tolerance")
        if not text:
            return ""
        mark = fields["tolerance"].start_mark
        if parse_tolerance(text) is None:
            self.findings.complain(
                mark, f"'{excerpt(text)}' is not a tolerance, expected one such as 5 % or 0.5"
            )
        elif strict:
            self.findings.complain(mark, "'strict' and 'tolerance' exclude each other; delete one")
        elif not takes_tolerance(right):
            self.findings.complain(
                mark, "'tolerance' is for an answer that is a number, such as 7010 m or 12 people"
            )
        return text

    def _is_strict(self, fields: Fields) -> bool:
        word = str(getattr(fields.get("strict"), "value", "")).strip().lower()
        return TRUTH.get(word, self._deck_strict and "tolerance" not in fields)

    def _basic(self, node: Mapping, fields: Fields, misspelt: str) -> Note:
        prompt = self._required(node, fields, "prompt", misspelt)
        answer = self._required(node, fields, "answer", misspelt)
        accept = self._accept(fields, answer)
        distractors = self._distractors(fields, (answer, *accept), answer)
        extras = self._extras(node, fields, (answer, *accept))
        return BasicNote(prompt, answer, accept, distractors, extras)

    def _term(self, node: Mapping, fields: Fields, misspelt: str) -> Note:
        term = self._required(node, fields, "term", misspelt)
        definition = self._required(node, fields, "definition", misspelt)
        accept = self._accept(fields, term)
        distractors = self._distractors(fields, (term, *accept), term)
        extras = self._extras(node, fields, (term, *accept, definition))
        return TermNote(term, definition, accept, distractors, extras)

    def _cloze(self, node: Mapping, fields: Fields, misspelt: str) -> Note | None:
        text = self._required(node, fields, "cloze", misspelt)
        if not text:
            return None
        try:
            parts = parse_cloze(text)
        except ClozeError as error:
            self.findings.complain(fields["cloze"].start_mark, str(error))
            return None
        gaps = [part for part in parts if isinstance(part, Gap)]
        self.count(fields["cloze"], "cloze", len(gaps), ITEMS, "gaps")
        names = max((len(gap.accept) for gap in gaps), default=0)
        self.count(fields["cloze"], "cloze", names, OTHERS, "other answers in a gap")
        if "hint" in fields and all(gap.hint for gap in gaps):
            self.findings.advise(
                fields["hint"].start_mark, "this hint is never shown: each gap has its own"
            )
        right = [answer for gap in gaps for answer in (gap.answer, *gap.accept)]
        only = gaps[0].answer if len(gaps) == 1 else ""
        distractors = self._distractors(fields, right, only)
        return ClozeNote(parts, distractors, self._extras(node, fields, right))

    def _list(self, node: Mapping, fields: Fields, misspelt: str) -> Note:
        prompt = self._required(node, fields, "prompt", misspelt)
        folded = str.strip if self._is_strict(fields) else fold
        items: list[tuple[str, ...]] = []
        taken: dict[str, str] = {}
        for item in self._items(fields, "list", "item"):
            if isinstance(item, Sequence):
                self.count(item, "list", len(item.items), OTHERS, "names of one item")
                names = tuple(self.scalar(name, "list") for name in item.items)
                if not names:
                    self.findings.complain(
                        item.start_mark, "an item without names, expected a text"
                    )
            else:
                names = (self.scalar(item, "list"),)
            items.append(names)
            for name in sorted(({folded(name) for name in names} - {""}) & taken.keys()):
                self.findings.complain(item.start_mark, f"'{excerpt(taken[name])}' is listed twice")
            taken.update((folded(name), name) for name in names)
        return ListNote(prompt, tuple(items), self._extras(node, fields))

    def _sequence(self, node: Mapping, fields: Fields, misspelt: str) -> Note:
        prompt = self._required(node, fields, "prompt", misspelt)
        steps: list[str] = []
        taken: set[str] = set()
        for item in self._items(fields, "sequence", "step"):
            step = self.scalar(item, "sequence")
            if step and fold(step) in taken:
                self.findings.complain(
                    item.start_mark,
                    f"the step '{excerpt(step)}' is repeated, expected steps that all differ",
                )
            taken.add(fold(step))
            steps.append(step)
        return SequenceNote(prompt, tuple(steps), self._extras(node, fields))

    def _statement(self, node: Mapping, fields: Fields, misspelt: str) -> Note:
        statement = self._required(node, fields, "statement", misspelt)
        answer = self._required(node, fields, "answer", misspelt)
        truth = TRUTH.get(answer.strip().lower())
        if truth is None and answer:
            self.findings.complain(
                fields["answer"].start_mark,
                f"'{excerpt(answer)}' does not answer a statement, expected true or false",
            )
        return TrueFalseNote(statement, bool(truth), self._extras(node, fields))

    def _items(self, fields: Fields, key: str, item: str) -> list[Node]:
        node = fields[key]
        if not isinstance(node, Sequence):
            self.findings.complain(
                node.start_mark,
                f"'{key}' is {name_of(node)}, expected a list of two or more {item}s",
            )
            return []
        if len(node.items) < 2:
            self.findings.complain(
                node.start_mark,
                f"'{key}' has {len(node.items)} {item}{'s' * (not node.items)}, expected two or "
                "more",
            )
        self.count(node, key, len(node.items), ITEMS, f"{item}s")
        return node.items[: ITEMS.most]

    def _required(self, node: Mapping, fields: Fields, key: str, misspelt: str = "") -> str:
        value = fields.get(key)
        if value is None:
            if f"did you mean '{key}'?" not in misspelt:
                have = "" if not fields else f" next to '{excerpt(next(iter(fields)))}'"
                self.findings.complain(
                    node.start_mark, f"'{key}' is missing{have}; {EXPECTED_CARD}"
                )
            return ""
        return self.scalar(value, key)

    def _accept(self, fields: Fields, answer: str) -> tuple[str, ...]:
        """The other right answers, each once."""
        texts = self.texts(fields, "accept")
        folded = str.strip if self._is_strict(fields) else fold
        seen = {folded(answer)}
        kept: list[str] = []
        for index, text in enumerate(texts):
            if text and folded(text) in seen:
                again = folded(text) == folded(answer)
                what = "is already the answer" if again else "is given twice"
                self.findings.advise(
                    items_of(fields["accept"])[index].start_mark,
                    f"'{excerpt(text)}' in 'accept' {what}",
                )
                continue
            seen.add(folded(text))
            kept.append(text)
        return tuple(kept)

    def _distractors(self, fields: Fields, right: Iterable[str], answer: str) -> tuple[str, ...]:
        """The wrong answers. answer: may be among them if they are not shuffled, to mark its
        position."""
        node = fields.get("distractors")
        if node is None:
            return ()
        texts = self.texts(fields, "distractors")
        word = str(getattr(fields.get("shuffle"), "value", "")).strip().lower()
        ordered = TRUTH.get(word) is False
        folded = str.strip if self._is_strict(fields) else fold
        wrong = {folded(text) for text in right}
        seen: set[str] = set()
        for item, text in zip(items_of(node), texts, strict=False):
            if ordered and text == answer and text not in seen:
                seen |= {text, folded(text)}
                continue
            if text and folded(text) in wrong:
                self.findings.complain(
                    item.start_mark,
                    f"the distractor '{excerpt(text)}' is a right answer, expected a wrong one",
                )
            elif text and folded(text) in seen:
                self.findings.complain(
                    item.start_mark, f"the distractor '{excerpt(text)}' is given twice"
                )
            seen.add(folded(text))
        options = len({answer, *texts})
        if ordered and options > MOST_OPTIONS:
            self.findings.complain(
                node.start_mark,
                f"with 'shuffle: false' all {options} options are offered, expected at most "
                f"{MOST_OPTIONS}: each has a key",
            )
        return texts


def content_of(note: Note) -> tuple[Any, ...]:
    """The identifying content of a note; equal for the same card."""
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


def name_of(node: Node) -> str:
    """Describes a node in words."""
    if isinstance(node, Mapping):
        return "a mapping"
    if isinstance(node, Sequence):
        return "a list"
    return f"the text '{excerpt(node.value)}'" if node.value else "an empty text"


def items_of(node: Node) -> list[Node]:
    """The items of a list; a single text counts as one item."""
    return node.items if isinstance(node, Sequence) else [node]


def _is_list(node: Node) -> bool:
    return isinstance(node, Sequence)


def _is_nothing(node: Node) -> bool:
    """Whether the value is missing."""
    if isinstance(node, (Mapping, Sequence)):
        return False
    plain: Scalar = node
    return not plain.value and not plain.style
