"""The wording for each relation, for any article. A fact can bring its own (`ask`, `statement`)."""

from __future__ import annotations

from dataclasses import dataclass

OBJECT = "{object}"
"""Stands for the object in a statement."""


@dataclass(frozen=True, slots=True)
class Relation:
    """The wordings of one relation, with {subject} and {object} to fill in.

    {then} becomes the time when the fact held, such as "in May 2015", or nothing if unknown; {at}
    becomes the object as a date with its preposition; {a} the article that the object needs.
    ask: asks for the object; "" if only a gap does. back: asks for the subject; "" if there could
    be several. statement: states the fact. several: asks for all objects of one subject; "" if a
    subject has only one. term: whether subject and object name each other. truth: whether the fact
    can only be true or false.
    """

    statement: str
    ask: str = ""
    back: str = ""
    several: str = ""
    term: bool = False
    truth: bool = False


# Relations that extraction finds.
GENERAL = {
    "holds-post": Relation(
        "{then} {subject} was {a} {object}.",
        "What post or profession did {subject} have {then}?",
        back="Who was {object} {then}?",
    ),
    "former-post": Relation(
        "{subject} was formerly {a} {object}.",
        "What post or profession did {subject} formerly have?",
    ),
    "who-did": Relation("{object} {subject} {then}.", "Who {subject} {then}?"),
    "which-did": Relation(
        "{object} {subject} {then}.", "Which organisation or country {subject} {then}?"
    ),
    "met": Relation("{subject} met {object} {then}.", "Whom did {subject} meet {then}?"),
    "visited": Relation(
        "{subject} visited {object} {then}.", "Which place did {subject} visit {then}?"
    ),
    "member-of": Relation(
        "{then} {subject} was a member of {object}.", "Of what was {subject} a member {then}?"
    ),
    "founding-member-of": Relation(
        "{subject} is a founding member of {object}.", "Of what is {subject} a founding member?"
    ),
    "stands-for": Relation("{subject} stands for {object}.", term=True),
    "part-of-initiative": Relation(
        "{object} is part of {subject}.", several="What are the parts of {subject}?"
    ),
    "based-in": Relation("{subject} is based in {object}.", "Where is {subject} based?"),
    "is-a": Relation("{subject} is {a} {object}.", "What is {subject}?"),
    "called": Relation("{subject} is called {object}.", "What is {subject} called?"),
    "dated": Relation("{subject} {at}.", "When was it that {subject}?"),
    "located": Relation("{subject}; the place was {object}.", "Where was it that {subject}?"),
    "edition": Relation(
        "{subject} was number {object} of the series.",
        "Which number in the series was {subject}?",
    ),
    "anniversary-of": Relation(
        "The {object} of {subject} was marked {then}.",
        "Which anniversary of {subject} was marked {then}?",
    ),
    "quantity": Relation("{subject} {object} {then}."),
    "listed": Relation("{subject} {object}.", several="{subject} …?"),
    "stated": Relation("{subject} {object}."),
    "score": Relation("{subject} {object}.", "By what score was it that {subject}?"),
}

RELATIONS = {**GENERAL, "statement": Relation("{subject} {object}.", truth=True)}
