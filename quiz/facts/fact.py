"""Facts, from candidates to reviewed ones."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

CATEGORIES = (
    "date",
    "person",
    "organisation",
    "initiative",
    "place",
    "event",
    "industry",
    "quantity",
    "term",
)
Span = tuple[int, int]


class Status(StrEnum):
    """The reviewer's decision on a fact. A fact without a status was written by hand: accepted."""

    CANDIDATE = "candidate"
    ACCEPTED = "accepted"
    EDITED = "edited"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where an article states a fact; only for the reviewer, never part of a deck.

    text: the sentence. start, end: its position in the article's plain text, in characters; end is
    exclusive. subject, object: their positions in the article; (0, 0) if there is none, for example
    for a composed subject. article: file name, or "". more: other sentences needed, such as the one
    with a person's full name.
    """

    text: str
    start: int
    end: int
    subject: Span = (0, 0)
    object: Span = (0, 0)
    article: str = ""
    more: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact: its subject, its relation to its object, and where the article states it.

    id: identifies the fact and its cards permanently, also when it is extracted again.
    relation: a name from `quiz.facts.templates.RELATIONS`.
    category: one of `CATEGORIES`. type: narrower, e.g. "city" for places; or "".
    Distractors are drawn from objects with the same category and type.
    paragraph: of the article, from 1; 0 for none. wording: our own explanation of the fact, or "".
    Only facts with evidence may lack these two.
    accept: other right ways to say the object. distractors: wrong answers chosen by hand.
    event: what happened, for putting dated facts in order, or "". negation: a false ending instead
    of the object, for statements, or "".
    ask: the question whose answer is the object; "" for the one of the relation. statement: the
    whole fact in one sentence with {object} in the object's place; "" for the one of the relation.
    as_of: when the fact held, such as "May 2015"; "" for always or unknown.
    confidence: of the extraction, from 0 to 1.
    """

    id: str
    subject: str
    relation: str
    object: str
    category: str
    paragraph: int = 0
    wording: str = ""
    type: str = ""
    accept: tuple[str, ...] = ()
    distractors: tuple[str, ...] = ()
    event: str = ""
    negation: str = ""
    ask: str = ""
    statement: str = ""
    as_of: str = ""
    status: Status = Status.ACCEPTED
    confidence: float = 1.0
    evidence: Evidence | None = None
    line: int = field(default=0, compare=False)

    @property
    def is_kept(self) -> bool:
        """Whether it makes cards in the deck."""
        return self.status in (Status.ACCEPTED, Status.EDITED)

    @property
    def is_found(self) -> bool:
        """Whether it was found in an article, and nobody wrote or edited it."""
        return self.evidence is not None and self.status is not Status.EDITED


@dataclass(frozen=True, slots=True)
class FactsFile:
    """Facts from one or more articles, and the head of their deck.

    schema: URI of the JSON Schema for decks, written into the deck; "" for none.
    """

    title: str
    facts: tuple[Fact, ...]
    description: str = ""
    language: str = ""
    tags: tuple[str, ...] = ()
    source: str = ""
    schema: str = ""


def categories_of(facts: Iterable[Fact]) -> list[str]:
    """The categories of these facts, in the order of `CATEGORIES`."""
    found = {fact.category for fact in facts}
    return [name for name in CATEGORIES if name in found]
