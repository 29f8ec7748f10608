"""Reads texts, lists of texts and truths from the nodes of a deck file, and says what is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterable
from collections.abc import Mapping as AnyMapping

from quiz.decks.faults import Findings, excerpt
from quiz.decks.fields import NAMES, truth_of, unknown_key
from quiz.decks.limits import MARKS, NAME, OTHERS, TAGS, TEXT, Limit, too_many_marks
from quiz.decks.yaml_nodes import Mapping, Node, Scalar, Sequence

NEVER = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
"""Characters that are not allowed in a deck."""

Fields = dict[str, Node]


class FieldReader:
    """Reads texts, lists of texts, and true or false from nodes."""

    def __init__(self, findings: Findings) -> None:
        self.findings = findings

    def complain(self, message: str, node: Node) -> None:
        """Add a fault that makes the card unusable, at this node."""
        self.findings.complain(node.start_mark, message)

    def advise(self, message: str, node: Node) -> None:
        """Add a fault about a value that is ignored, at this node."""
        self.findings.advise(node.start_mark, message)

    def fields(
        self,
        mapping: Mapping,
        allowed: Iterable[str],
        known: Iterable[str],
        owner: str,
        advice: AnyMapping[str, str] | None = None,
    ) -> tuple[Fields, set[str]]:
        """The values by key, and the keys that others are a slip for.

        The first value counts if a key is given twice.
        """
        fields: Fields = {}
        misspelt: set[str] = set()
        for key, value in mapping.pairs:
            if isinstance(key, (Mapping, Sequence)):
                self.complain(f"a key is {name_of(key)}, expected a word", key)
                continue
            name = key.value
            if name in fields:
                first = fields[name].start_mark.line + 1 + self.findings.shift
                self.complain(f"'{excerpt(name)}' is given twice, first for line {first}", key)
                continue
            if name not in allowed:
                message, meant = unknown_key(name, allowed, known, owner, advice)
                self.complain(message, key)
                misspelt.add(meant)
            fields[name] = value
        return fields, misspelt

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
        node = fields.get("tags")
        if node is None:
            return ()
        tags = self.texts(fields, "tags")
        if len(tags) == 1 and "," in tags[0] and not isinstance(node, Sequence):
            listed = ", ".join(part.strip() for part in tags[0].split(","))
            self.advise(f"this is one tag; write tags: [{excerpt(listed)}]", node)
        folded = [tag.casefold() for tag in tags]
        if len(set(folded)) == len(tags):
            return tags
        nodes = items_of(node)
        for index, tag in enumerate(tags):
            if folded[index] in folded[:index]:
                self.advise(f"the tag '{excerpt(tag)}' is given twice", nodes[index])
        return tuple(dict.fromkeys(tags))

    def truth(self, fields: Fields, key: str) -> bool | None:
        """The value of a true/false key; None if it is missing."""
        word = self.text(fields, key)
        if not word:
            return None
        truth = truth_of(word)
        if truth is None:
            self.complain(f"'{key}' is '{excerpt(word)}', expected true or false", fields[key])
        return truth

    def scalar(self, node: Node, key: str) -> str:
        """The text of a node; "" and a fault if it is not a text."""
        if isinstance(node, Mapping):
            self.complain(
                f"'{key}' is a mapping, expected a text: put a text that contains ': ' or starts "
                "with '{' in quotes",
                node,
            )
            return ""
        if isinstance(node, Sequence):
            self.complain(
                f"'{key}' is a list, expected a text: put a text that starts with '[' in quotes",
                node,
            )
            return ""
        value = node.value
        if node.style in ("|", ">"):
            value = value.rstrip("\n")
        if not value or value.isspace():
            self.complain(
                f"'{key}' is empty, expected a text (a '#' starts a comment unless it is in "
                "quotes)",
                node,
            )
            return ""
        limit = NAME if key in NAMES else TEXT
        if len(value) > limit.most:
            self.count(node, key, len(value), limit, "characters")
            return ""
        if not value.isprintable():
            found = NEVER.search(value)
            if found is not None:
                self.complain(
                    f"'{key}' has the control character U+{ord(found[0]):04X}, expected a text",
                    node,
                )
        if too_many_marks(value):
            self.complain(
                f"'{key}' has a letter with more than {MARKS.most} marks: {MARKS.why}", node
            )
            return ""
        return value

    def count(self, node: Node, key: str, number: int, limit: Limit, what: str = "entries") -> None:
        """Report a number above the limit."""
        if number > limit.most:
            self.complain(
                f"'{key}' has {number:,} {what}, expected at most {limit.most:,}: {limit.why}", node
            )


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


def _is_nothing(node: Node) -> bool:
    """Whether the value is missing."""
    if isinstance(node, (Mapping, Sequence)):
        return False
    plain: Scalar = node
    return not plain.value and not plain.style
