"""What a fact is, from a candidate to a reviewed one."""

from __future__ import annotations

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
    """What the reviewer thinks of a fact. A fact without a status was written by hand: accepted."""

    CANDIDATE = "candidate"
    ACCEPTED = "accepted"
    EDITED = "edited"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where an article says a fact; for the reviewer's eyes, never part of a deck.

    text: the sentence. start, end: its place in the article's plain text, in characters; end is
    exclusive. subject, object: the places of both in the article; (0, 0) where they have none, for
    example for a subject that is put together. article: the file's name, "" when unknown.
    more: further sentences that were needed, such as the one with a person's full name.
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
    """One fact: its subject, how it relates to its object, and where the article says so.

    id: names the fact for good; an extracted fact is known again by it, and so are its cards.
    relation: a name from `quiz.facts.templates.RELATIONS`.
    category: one of `CATEGORIES`. type: narrower, e.g. "city" among places; "" for none.
    Distractors are drawn from objects of equal category and type.
    paragraph: of the article, from 1; 0 for none. wording: our own explanation of the fact; ""
    for none. Only facts with evidence may lack them.
    accept: other right ways to say the object. distractors: wrong ones chosen by hand.
    event: what happened, for putting dated facts in order; negation: a false ending in place of
    the object, for statements. Both "" where there is none.
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
    as_of: str = ""
    status: Status = Status.ACCEPTED
    confidence: float = 1.0
    evidence: Evidence | None = None
    line: int = field(default=0, compare=False)

    @property
    def is_kept(self) -> bool:
        """Whether the deck gets cards of it."""
        return self.status in (Status.ACCEPTED, Status.EDITED)


@dataclass(frozen=True, slots=True)
class FactsFile:
    """Facts of one or several articles, and the head of the deck that they make.

    schema: where editors find the JSON Schema of decks, as written into the deck; "" for none.
    """

    title: str
    facts: tuple[Fact, ...]
    description: str = ""
    language: str = ""
    tags: tuple[str, ...] = ()
    source: str = ""
    schema: str = ""
