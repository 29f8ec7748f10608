"""The parse of a paragraph as small values of our own: tokens, spans and the document.

Their names are those of spaCy, whose tokens look each text up in its tables whenever it is asked
for, and whose documents keep a vector for each token. Rules ask often and need no vectors.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Any, overload


class Token:
    """A word or mark. i: its number in the document. idx: its offset there, in characters.

    whitespace_: the space behind it, or "". lower_, lemma_: its text in lower case and its base
    form. tag_, pos_: its class in the Penn treebank and the universal one. dep_: its dependency on
    `head`, which is itself for the root. ent_type_, ent_iob_: its entity. sent: its sentence.
    before, after: the tokens beside it there; None at its ends.
    """

    __slots__ = (
        *("after", "before", "children", "dep_", "doc", "ent_iob_", "ent_type_", "head", "i"),
        *("idx", "is_punct", "is_sent_start", "lemma_", "lower_", "pos_", "sent", "tag_", "text"),
        "whitespace_",
    )
    after: Token | None
    before: Token | None
    children: tuple[Token, ...]
    dep_: str
    doc: Doc
    ent_iob_: str
    ent_type_: str
    head: Token
    i: int
    idx: int
    is_punct: bool
    is_sent_start: bool
    lemma_: str
    lower_: str
    pos_: str
    sent: Span
    tag_: str
    text: str
    whitespace_: str

    def __str__(self) -> str:
        return self.text

    __repr__ = __str__

    @property
    def text_with_ws(self) -> str:
        """The text with the space behind it."""
        return self.text + self.whitespace_

    @property
    def subtree(self) -> Iterator[Token]:
        """The token and all that depends on it, in text order."""
        for child in self.children:
            if child.i < self.i:
                yield from child.subtree
        yield self
        for child in self.children:
            if child.i > self.i:
                yield from child.subtree

    @property
    def ancestors(self) -> Iterator[Token]:
        """The tokens that it depends on, up to the root."""
        token = self
        while token.head is not token:
            token = token.head
            yield token

    @property
    def conjuncts(self) -> tuple[Token, ...]:
        """The tokens that are parallel to it."""
        first = self
        while first.dep_ == "conj":
            first = first.head
        found = [first]
        for each in found:
            found += [c for c in each.children if c.dep_ == "conj" and c.i > each.i]
        return tuple(token for token in found if token is not self)

    @property
    def left_edge(self) -> Token:
        """The first token of the subtree."""
        first = self
        while first.children and first.children[0].i < first.i:
            first = first.children[0]
        return first

    @property
    def right_edge(self) -> Token:
        """The last token of the subtree."""
        last = self
        while last.children and last.children[-1].i > last.i:
            last = last.children[-1]
        return last

    def nbor(self, by: int = 1) -> Token:
        """The token so many places behind it. Raises IndexError outside the document."""
        if self.i + by < 0:
            raise IndexError(self.i + by)
        return self.doc.tokens[self.i + by]


class Span(tuple[Token, ...]):
    """Tokens that follow each other. An empty span has nothing but its text, ""."""

    __slots__ = ()

    @property
    def doc(self) -> Doc:
        """The document that it is part of."""
        return self[0].doc

    @property
    def start(self) -> int:
        """The number of its first token."""
        return self[0].i

    @property
    def end(self) -> int:
        """The number after that of its last token."""
        return self[-1].i + 1

    @property
    def start_char(self) -> int:
        """The offset of its text in the document."""
        return self[0].idx

    @property
    def text(self) -> str:
        """Its text, without the space behind it."""
        if not self:
            return ""
        return self.doc.text[self.start_char : self[-1].idx + len(self[-1].text)]

    def part(self, start: int, end: int) -> Span | None:
        """As `Doc.char_span`, but `start` and `end` are offsets in the text of this span."""
        return self.doc.char_span(self.start_char + start, self.start_char + end)

    @property
    def root(self) -> Token:
        """The token on which the others depend; the one nearest to the root of the sentence if
        there are several."""
        inside = frozenset(self)
        tops = [token for token in self if token.head is token]
        tops = tops or [token for token in self if token.head not in inside]
        return min(tops, key=_depth, default=self[0])


def _depth(token: Token) -> int:
    """How far a token is from the root. Lone marks and spaces come after all others."""
    if not token.children and (token.is_punct or token.text.isspace()):
        return len(token.doc)
    return sum(1 for _ in token.ancestors)


class Doc:
    """A parsed text. sents: its sentences."""

    __slots__ = ("_starts", "sents", "text", "tokens")

    def __init__(self, text: str, tokens: Sequence[Token]) -> None:
        self.text = text
        self.tokens = tokens
        self._starts = [token.idx for token in tokens]
        starts = [token.i for token in tokens if token.is_sent_start or token.i == 0]
        self.sents = [
            Span(tokens[start:end])
            for start, end in zip(starts, [*starts[1:], len(tokens)], strict=True)
        ]
        for sentence in self.sents:
            around = (None, *sentence, None)
            for token, before, after in zip(sentence, around, around[2:], strict=False):
                token.doc, token.sent, token.before, token.after = self, sentence, before, after

    def __len__(self) -> int:
        return len(self.tokens)

    def __iter__(self) -> Iterator[Token]:
        return iter(self.tokens)

    @overload
    def __getitem__(self, at: int) -> Token: ...
    @overload
    def __getitem__(self, at: slice) -> Span: ...
    def __getitem__(self, at: int | slice) -> Token | Span:
        return Span(self.tokens[at]) if isinstance(at, slice) else self.tokens[at]

    def char_span(self, start: int, end: int) -> Span | None:
        """All tokens with a part of the text from `start` to `end`; None for none, or outside."""
        if not 0 <= start < end <= len(self.text):
            return None
        first, last = (bisect_right(self._starts, at) - 1 for at in (start, end - 1))
        if start == self.tokens[first].idx + len(self.tokens[first].text):
            # The space behind a token is no part of it.
            first += 1
        return Span(self.tokens[first : last + 1]) or None


def doc_of(parsed: Any) -> Doc:
    """The document of a parse by spaCy."""
    tokens: list[Token] = []
    below: list[list[Token]] = []
    # Equal texts share one string.
    known: dict[str, str] = {}

    def one(text: str) -> str:
        return known.setdefault(text, text)

    for each in parsed:
        token = Token()
        token.i, token.idx = each.i, each.idx
        token.text, token.whitespace_ = one(each.text), each.whitespace_
        token.lower_, token.lemma_ = one(each.lower_), one(each.lemma_)
        token.tag_, token.pos_, token.dep_ = one(each.tag_), one(each.pos_), one(each.dep_)
        token.ent_type_, token.ent_iob_ = one(each.ent_type_), one(each.ent_iob_)
        if " " in each.text.strip():
            # Only names are kept whole.
            token.tag_, token.pos_ = "NNP", "PROPN"
        token.is_punct, token.is_sent_start = each.is_punct, bool(each.is_sent_start)
        tokens.append(token)
        below.append([])
    for token, each in zip(tokens, parsed, strict=True):
        token.head = tokens[each.head.i]
        if token.head is not token:
            below[token.head.i].append(token)
        else:
            # Whoever climbs by a label, such as "conj", ends at the root, whatever the parser says.
            token.dep_ = "ROOT"
    for token, children in zip(tokens, below, strict=True):
        token.children = tuple(children)
    doc = Doc(parsed.text, tokens)
    for token in doc:
        if token.dep_ == "conj" and _is_set_off(token):
            token.dep_ = "appos"
    for sentence in doc.sents:
        verb = sentence.root
        subject = _lost_subject(verb)
        if subject is not None:
            subject.head.children = tuple(c for c in subject.head.children if c is not subject)
            subject.head, subject.dep_ = verb, "nsubj"
            verb.children = tuple(sorted((*verb.children, subject), key=lambda each: each.i))
    return doc


_WITH_SUBJECT = ("nsubj", "nsubjpass", "csubj", "expl", "auxpass")


def _lost_subject(verb: Token) -> Token | None:
    """The subject of an active verb without one, which the parser takes for a part of the phrase
    that opens the sentence: "With great care, Ada and Bo have built a boat"."""
    known = any(child.dep_ in _WITH_SUBJECT for child in verb.children)
    finite = next((c for c in verb.children if c.dep_ == "aux"), verb)
    if known or finite.tag_ not in ("VBD", "VBZ", "VBP", "MD"):
        return None
    last = finite.before
    behind = (last, *last.ancestors) if last is not None else ()
    for token in behind:
        before = token.left_edge.before
        if token.dep_ in ("conj", "appos") and before is not None and before.text == ",":
            opens = any(a.dep_ == "prep" and a.is_sent_start for a in token.ancestors)
            return token if opens and token.pos_ in ("NOUN", "PROPN") else None
    return None


def _is_set_off(name: Token) -> bool:
    """Whether the parser takes a person's name between commas for parallel to a place or a group:
    "the mayor of Lom, Ada Lind, came"."""
    over, before = name.head, name.left_edge.before
    return (
        name.ent_type_ == "PERSON"
        and over.ent_type_ in ("GPE", "LOC", "FAC", "ORG")
        and before is not None
        and before.text == ","
        and len(name.conjuncts) == 1
        and not any(c.dep_ == "cc" for c in (*over.children, *name.children))
    )
