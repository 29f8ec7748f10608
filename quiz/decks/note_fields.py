"""The fields of one note, read for the class of its kind."""

from __future__ import annotations

from collections.abc import Callable, Collection, Container, Iterable, Iterator
from collections.abc import Mapping as AnyMapping
from dataclasses import dataclass
from typing import Any

from quiz.card import NO_MEDIA, Media
from quiz.decks.faults import excerpt
from quiz.decks.field_reader import FieldReader, Fields, items_of, name_of
from quiz.decks.fields import MEDIA, is_field_name, suggestion, truth_of
from quiz.decks.limits import FIELDS, ITEMS, OTHERS, Limit
from quiz.decks.note_extras import Extras
from quiz.decks.same_answer import are_code, folding
from quiz.decks.yaml_nodes import Mapping, Node, Scalar, Sequence
from quiz.text.numbers import takes_tolerance
from quiz.text.shown import shown
from quiz.text.tolerance import parse_tolerance

MOST_OPTIONS = 9
"""Each option needs a number key."""


@dataclass(slots=True)
class NoteFields:
    """The fields of one note. Each method reads some fields and reports their faults.

    strict, markdown: whether the deck is. expected: a description of a valid card, for messages.
    misspelt: keys that were already suggested for misspelt ones. templates: those of the deck, None
    where they are unknown. filled: whether the texts have places for fields.
    """

    reader: FieldReader
    node: Mapping
    fields: Fields
    expected: str
    strict: bool = False
    markdown: bool = False
    misspelt: Container[str] = ()
    templates: AnyMapping[str, Any] | None = None
    filled: bool = False

    def __contains__(self, key: str) -> bool:
        """Whether the key is given."""
        return key in self.fields

    def scalar(self, node: Node, key: str) -> str:
        """The text of an entry under a key; "" and a fault if it is not a text."""
        return self.reader.scalar(node, key)

    def text(self, key: str) -> str:
        """The text under a key; "" if there is none."""
        return self.reader.text(self.fields, key)

    def texts(self, key: str) -> tuple[str, ...]:
        """The texts under a key, which may be a list or a single text."""
        return self.reader.texts(self.fields, key)

    def named(self, key: str, allowed: Collection[str] = (), owner: str = "") -> dict[str, str]:
        """The texts of a mapping by their names; an empty one is "". allowed: the names that its
        owner has; () for any."""
        node = self.fields.get(key)
        if node is None:
            return {}
        if not isinstance(node, Mapping):
            self.complain(
                f"'{key}' is {name_of(node)}, expected lines such as 'Word: der Hund'", node
            )
            return {}
        self.reader.count(node, key, len(node.pairs), FIELDS)
        texts: dict[str, str] = {}
        for name, value in node.pairs:
            if isinstance(name, Mapping | Sequence) or not is_field_name(name.value):
                self.complain(f"{name_of(name)} is no name for a field, expected a word", name)
            elif allowed and name.value not in allowed:
                advice = suggestion(name.value, allowed)
                self.complain(f"{owner} has no field '{excerpt(name.value)}', {advice}", name)
            elif name.value in texts:
                self.complain(f"the field '{excerpt(name.value)}' is given twice", name)
            else:
                empty = not isinstance(value, Mapping | Sequence) and not value.value.strip()
                texts[name.value] = "" if empty else self.scalar(value, name.value)
        return texts

    def entries(
        self, key: str, keys: tuple[str, ...], owner: str, limit: Limit, *, filled: bool = False
    ) -> list[NoteFields]:
        """The fields of each mapping in the list under a key. keys: those they may have. owner: the
        word for one, for messages."""
        node = self.fields[key]
        if not isinstance(node, Sequence) or not node.items:
            found = name_of(node) if not isinstance(node, Sequence) else "empty"
            self.complain(f"'{key}' is {found}, expected a list: lines with '- '", node)
            return []
        self.reader.count(node, key, len(node.items), limit)
        said = self._truth("strict")
        entries = []
        for item in node.items[: limit.most]:
            if not isinstance(item, Mapping):
                self.complain(f"found {name_of(item)}, expected {owner} with '{keys[0]}'", item)
                continue
            fields, misspelt = self.reader.fields(item, keys, keys, owner)
            expected = f"expected {owner} with '{keys[0]}' and '{keys[1]}'"
            entries.append(
                NoteFields(
                    self.reader, item, fields, expected, self.strict if said is None else said,
                    self.markdown, misspelt, filled=filled,
                )
            )  # fmt: skip
        return entries

    def scalars(self) -> Iterator[Scalar]:
        """All texts that are given, also those in lists."""
        for node in self.fields.values():
            for item in items_of(node):
                if not isinstance(item, Mapping | Sequence):
                    yield item

    def names(self, node: Node, key: str) -> tuple[str, ...]:
        """The names of an entry, which may be a list or a single text."""
        if not isinstance(node, Sequence):
            return (self.scalar(node, key),)
        self.reader.count(node, key, len(node.items), OTHERS, "names of one item")
        if not node.items:
            self.complain("an item without names, expected a text", node)
        return tuple([self.scalar(name, key) for name in node.items])

    def complain(self, message: str, at: Node | str) -> None:
        """Report a fault at a node, or at the value of a key."""
        self.reader.complain(message, self._node(at))

    def advise(self, message: str, at: Node | str) -> None:
        """Report a fault that does not keep the card from being asked."""
        self.reader.advise(message, self._node(at))

    def count(self, key: str, number: int, limit: Limit, what: str) -> None:
        """Report a number above the limit."""
        self.reader.count(self.fields[key], key, number, limit, what)

    def _node(self, at: Node | str) -> Node:
        return self.fields[at] if isinstance(at, str) else at

    def extras(self, right: Iterable[str] = ()) -> Extras:
        """The optional fields. right: the answers that a tolerance is for."""
        id_ = self.text("id")
        if id_.startswith("#"):
            self.complain("an id starts with '#', expected a word", "id")
        strict = self.reader.truth(self.fields, "strict")
        shuffle = self.reader.truth(self.fields, "shuffle")
        if shuffle is False and "distractors" not in self.fields:
            self.advise(
                "'shuffle: false' has no effect without 'distractors', which it keeps in order",
                "shuffle",
            )
        typed = self.reader.truth(self.fields, "typed")
        if typed and "distractors" in self.fields:
            self.advise("'distractors' are never offered with 'typed: true'", "distractors")
        return Extras(
            id_,
            self.text("category"),
            self.text("hint"),
            self.text("explanation"),
            self.text("source"),
            self.reader.tags(self.fields),
            self.node.start_mark.line + 1 + self.reader.findings.shift,
            strict,
            self._tolerance(right, strict),
            shuffle is not False,
            bool(typed),
            self._media(),
        )

    def _media(self) -> Media:
        if self.fields.keys().isdisjoint(MEDIA):
            return NO_MEDIA
        media = Media(*(self.text(key) for key in MEDIA))
        return media._replace(alt=_line(media.alt), answer_alt=_line(media.answer_alt))

    def _tolerance(self, right: Iterable[str], strict: bool | None) -> str:
        text = self.text("tolerance")
        if not text:
            return ""
        tolerance = parse_tolerance(text)
        read = [shown(each, markdown=self.markdown) for each in right]
        if tolerance is None:
            self.complain(
                f"'{excerpt(text)}' is not a tolerance, expected one such as 5 %, 0.5 or 0.5 km",
                "tolerance",
            )
        elif strict:
            self.complain("'strict' and 'tolerance' exclude each other; delete one", "tolerance")
        elif not self.filled and takes_tolerance(read) > takes_tolerance(read, tolerance):
            self.complain(
                f"the unit of '{excerpt(text)}' does not fit, expected that of the answer",
                "tolerance",
            )
        elif not self.filled and not takes_tolerance(read):
            self.complain(
                "'tolerance' is for an answer that is a number, such as 7010 m or 12 people",
                "tolerance",
            )
        return text

    def folding(self, answers: Iterable[str]) -> Callable[[str], str]:
        """See `quiz.decks.same_answer.folding`. answers: the right ones of this note."""
        said = self._truth("strict")
        if said is None and "tolerance" not in self.fields:
            said = self.strict or are_code(answers, markdown=self.markdown)
        return folding(strict=bool(said), markdown=self.markdown)

    def _truth(self, key: str) -> bool | None:
        """The value of a true/false key, without reporting faults; None if it is neither."""
        return truth_of(str(getattr(self.fields.get(key), "value", "")))

    def items(self, key: str, item: str) -> list[Node]:
        """The entries of a list of at least two. item: the word for one, for messages."""
        node = self.fields[key]
        if not isinstance(node, Sequence):
            self.complain(
                f"'{key}' is {name_of(node)}, expected a list of two or more {item}s", node
            )
            return []
        if len(node.items) < 2:
            self.complain(
                f"'{key}' has {len(node.items)} {item}{'s' * (not node.items)}, expected two or "
                "more",
                node,
            )
        self.reader.count(node, key, len(node.items), ITEMS, f"{item}s")
        return node.items[: ITEMS.most]

    def required(self, key: str) -> str:
        """The text under a required key; "" and a fault if it is missing."""
        value = self.fields.get(key)
        if value is None:
            if key not in self.misspelt:
                have = "" if not self.fields else f" next to '{excerpt(next(iter(self.fields)))}'"
                self.complain(f"'{key}' is missing{have}; {self.expected}", self.node)
            return ""
        return self.scalar(value, key)

    def accept(self, answer: str) -> tuple[str, ...]:
        """The other right answers, each once."""
        texts = self.texts("accept")
        if not texts:
            return ()
        folded = self.folding((answer,))
        seen = {folded(answer)}
        kept: list[str] = []
        for index, text in enumerate(texts):
            if text and folded(text) in seen:
                again = folded(text) == folded(answer)
                what = "is already the answer" if again else "is given twice"
                self.advise(
                    f"'{excerpt(text)}' in 'accept' {what}", items_of(self.fields["accept"])[index]
                )
                continue
            seen.add(folded(text))
            kept.append(text)
        return tuple(kept)

    def distractors(self, right: Iterable[str], answer: str) -> tuple[str, ...]:
        """The wrong answers. answer: may be among them if they are not shuffled, to mark its
        position."""
        node = self.fields.get("distractors")
        if node is None:
            return ()
        texts = self.texts("distractors")
        ordered = self._truth("shuffle") is False
        right = tuple(right)
        folded = self.folding((answer,) if answer else right)
        wrong = {folded(text) for text in right}
        seen: set[str] = set()
        for item, text in zip(items_of(node), texts, strict=False):
            if ordered and text == answer and text not in seen:
                seen |= {text, folded(text)}
                continue
            if text and folded(text) in wrong:
                self.complain(
                    f"the distractor '{excerpt(text)}' is a right answer, expected a wrong one",
                    item,
                )
            elif text and folded(text) in seen:
                self.complain(f"the distractor '{excerpt(text)}' is given twice", item)
            seen.add(folded(text))
        options = len({answer, *texts})
        if ordered and options > MOST_OPTIONS:
            self.complain(
                f"with 'shuffle: false' all {options} options are offered, expected at most "
                f"{MOST_OPTIONS}: each has a key",
                node,
            )
        return texts


def _line(text: str) -> str:
    """The text in one line, as other programs have what a picture shows."""
    return " ".join(text.split())
