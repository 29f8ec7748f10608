"""What a reviewed fact is."""

from __future__ import annotations

from dataclasses import dataclass, field

CATEGORIES = ("date", "person", "organisation", "initiative", "place", "event", "industry")


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact: its subject, how it relates to its object, and where the article says so.

    relation: a name from `quiz.facts.templates.RELATIONS`.
    category: one of `CATEGORIES`. type: narrower, e.g. "city" among places; "" for none.
    Distractors are drawn from objects of equal category and type.
    accept: other right ways to say the object. distractors: wrong ones chosen by hand.
    paragraph: of the article, from 1. wording: our own explanation of the fact.
    event: what happened, for putting dated facts in order; negation: a false ending in place of
    the object, for statements. Both "" where there is none.
    """

    id: str
    subject: str
    relation: str
    object: str
    category: str
    paragraph: int
    wording: str
    type: str = ""
    accept: tuple[str, ...] = ()
    distractors: tuple[str, ...] = ()
    event: str = ""
    negation: str = ""
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class FactsFile:
    """Facts of one article, and the head of the deck that they make.

    schema: where editors find the JSON Schema of decks, as written into the deck; "" for none.
    """

    title: str
    facts: tuple[Fact, ...]
    description: str = ""
    language: str = ""
    tags: tuple[str, ...] = ()
    source: str = ""
    schema: str = ""
