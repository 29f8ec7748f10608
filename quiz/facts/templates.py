"""The wording for each relation. Every prompt is self-contained."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Relation:
    """The wordings of one relation, with {subject} and {object} to fill in.

    {then} becomes the time when the fact held, such as "in May 2015", or nothing if unknown; {at}
    becomes the object as a date with its preposition; {a} the article that the object needs.
    ask: asks for the object; "" if it cannot be asked. back: asks for the subject; "" if there
    could be several. statement: states the fact. several: asks for all objects of one subject; ""
    if a subject has only one. term: whether subject and object name each other.
    """

    statement: str
    ask: str = ""
    back: str = ""
    several: str = ""
    term: bool = False
    cloze: bool = False


OF_THE_ARTICLE = {
    "began-on": Relation("{subject} began on {object}.", "On what day did {subject} begin?"),
    "took-place-in": Relation(
        "{subject} took place in {object}.", "In what month and year was {subject}?"
    ),
    "took-place-on": Relation("{subject} took place on {object}.", "On what day was {subject}?"),
    "held-post": Relation(
        "In May 2015 {subject} was {object}.", "Who or what was {subject} in May 2015?", cloze=True
    ),
    "had-held-post": Relation(
        "{subject} is a former {object}.", "What post had {subject} held before May 2015?"
    ),
    "who-did": Relation("{object} {subject} {then}.", "Who {subject} {then}?", cloze=True),
    "belongs-to": Relation(
        "{subject} is part of the {object}.", "To which academy does {subject} belong?"
    ),
    "spoke-to": Relation(
        "{subject} gave their views on the visit of May 2015 to {object}.",
        "To which news site did {subject} give their views on the presidential visit of May 2015?",
    ),
    "published-by": Relation(
        "{subject} of May 2015 came from {object}.",
        "Which news agency published {subject} in May 2015?",
    ),
    "announced-by": Relation(
        "{subject} was announced at a briefing of the {object}.",
        "Who announced the programme of Xi Jinping's trip to Kazakhstan in May 2015?",
    ),
    "stands-for": Relation("{subject} stands for {object}.", term=True),
    "founding-member": Relation(
        "{object} is a founding member of the {subject}.",
        several="Which two neighbours, named together in March 2015, are founding members of "
        "the {subject}?",
    ),
    "part-of-initiative": Relation(
        "The {object} is part of the {subject}.",
        several="Name the two parts of the {subject}.",
    ),
    "is-called": Relation("{subject} is called {object}.", "What is {subject} called?"),
    "happened-in": Relation("{subject} took place in {object}.", "Where did {subject} take place?"),
    "also-met-at": Relation(
        "{subject} also met at the {object}.",
        several="At which three gatherings, state visits aside, did {subject} meet before "
        "May 2015?",
    ),
    "anniversary": Relation(
        "2015 brought the {object} of {subject}.", "Which anniversary of {subject} fell in 2015?"
    ),
    "lasted": Relation("{subject} lasted {object}.", "How long did {subject} last?"),
    "how-often": Relation("{subject} {object}.", "How often had {subject}?"),
    "industry-of": Relation(
        "In 2015 {subject} reached {object}.",
        several="Name the three industries of {subject} in 2015.",
    ),
    "statement": Relation("{subject} {object}."),
}

# Relations that extraction finds in any article.
GENERAL = {
    "holds-post": Relation(
        "{then} {subject} was {a} {object}.",
        "What post or profession did {subject} have {then}?",
        back="Who was {object} {then}?",
        cloze=True,
    ),
    "former-post": Relation(
        "{subject} was formerly {a} {object}.",
        "What post or profession did {subject} formerly have?",
        back="Who was formerly {object}?",
        cloze=True,
    ),
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
    "based-in": Relation("{subject} is based in {object}.", "Where is {subject} based?"),
    "is-a": Relation("{subject} is {a} {object}.", "What is {subject}?"),
    "called": Relation("{subject} is called {object}.", "What is {subject} called?"),
    "initiative-of": Relation("The {subject} is that of {object}.", "Whose is the {subject}?"),
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
    "quantity": Relation("{subject} {object} {then}.", cloze=True),
    "score": Relation("{subject} {object}.", "By what score was it that {subject}?"),
}

RELATIONS = {**OF_THE_ARTICLE, **GENERAL}
