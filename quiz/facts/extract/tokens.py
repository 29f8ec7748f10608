"""Questions to the parse about single words: subjects, objects, examples, reported speech."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from quiz.facts.extract.lexicon import SAYING
from quiz.facts.extract.parse_tree import Token

SUBJECTS = ("nsubj", "nsubjpass")
"""The dependencies of a subject on its verb."""


def text_of(tokens: Iterable[Token]) -> str:
    """The text of tokens in order, with the spaces between them."""
    text, last = "", None
    for token in tokens:
        apart = last is not None and token.i != last.i + 1
        text += (" " if apart else "") + token.text_with_ws
        last = token
    return " ".join(text.split())


WILL = ("will", "'ll", "’ll")
"""The auxiliary of the future."""


def subject_of(verb: Token) -> Token | None:
    """A verb's own subject, not one shared with another verb."""
    return next((child for child in verb.children if child.dep_ in SUBJECTS), None)


def auxiliaries_of(verb: Token) -> list[Token]:
    """The auxiliaries of a verb, in text order: "has been" of "has been built"."""
    return [child for child in verb.children if child.dep_ in ("aux", "auxpass")]


def finite_of(verb: Token) -> Token:
    """The word that has a verb's tense and number: its first auxiliary, or else the verb."""
    return next(iter(auxiliaries_of(verb)), verb)


def in_present(verb: Token) -> bool:
    """Whether a verb is in the present tense, and not in the perfect."""
    first = finite_of(verb)
    return first.tag_ in ("VBZ", "VBP") and not (first.lemma_ == "have" and first != verb)


def is_plural(verb: Token) -> bool:
    """Whether the word with a verb's number has a form of the plural: "Lom were winning"."""
    return verb.tag_ == "VBP" or verb.lower_ == "were"


def head_of(tokens: Sequence[Token]) -> Token:
    """The token that ties a phrase to the rest of its sentence, or the root of the sentence."""
    return next(token for token in tokens if token.head is token or token.head not in tokens)


def entity_of(token: Token) -> list[Token]:
    """The tokens of the entity that a token is in."""
    doc, first, end = token.doc, token.i, token.i + 1
    while first > 0 and doc[first].ent_iob_ == "I":
        first -= 1
    while end < len(doc) and doc[end].ent_iob_ == "I":
        end += 1
    return list(doc[first:end])


def object_of(preposition: Token | None) -> Token | None:
    """The noun after a preposition; None if either is missing."""
    nouns = preposition.children if preposition is not None else ()
    return next((child for child in nouns if child.dep_ == "pobj"), None)


def is_of_opening(preposition: Token) -> bool:
    """Whether a phrase belongs to the adverb before it that opens a sentence: "sadly for Lom"."""
    before = preposition.before
    return (
        preposition.lower_ == "for"
        and before is not None
        and before.is_sent_start
        and before.tag_ == "RB"
    )


def noun_behind(noun: Token, *prepositions: str) -> Token | None:
    """The noun that one of these prepositions ties to another: "Lom" in "mayor of Lom"."""
    return next((object_of(c) for c in noun.children if c.lower_ in prepositions), None)


def verb_of(token: Token) -> Token | None:
    """The verb that a token is, or that it depends on."""
    return next((t for t in (token, *token.ancestors) if t.pos_ in ("VERB", "AUX")), None)


def is_reported(verb: Token) -> bool:
    """Whether a verb states what somebody is told to have said."""
    apart = any(c.text == ";" and verb.i < c.i < verb.head.i for c in verb.head.children)
    return bool(verb.dep_ == "ccomp" and verb.head.lemma_ in SAYING and not apart)


def first_example(by: Token) -> Token | None:
    """The noun after "including" or the "as" of "such as"; None after any other word."""
    such = by.lower_ == "as" and any(child.lower_ == "such" for child in by.children)
    return object_of(by) if such or by.lower_ == "including" else None


def is_year(number: Token) -> bool:
    """Whether a number is a year, also before a noun: "the 2020 season", "2019 awards", but
    not "1623 people", "2000 lamps" or "2020 dollars"."""
    year = re.fullmatch(r"(?:1[5-9]|20)\d\d", number.text)
    if year is None or number.ent_type_ in ("QUANTITY", "MONEY", "PERCENT"):
        return False
    counted = number.head.tag_ == "NNS" and all(c.dep_ != "det" for c in number.head.children)
    return not (counted and (number.text.endswith("00") or int(number.text) < 1900))


_UNIT = re.compile(r"BC|BCE|CE|[A-Z]{2}[A-SU-Z](?<!UTC)")
"""A currency or an era behind a number; no time zone."""


def begins_name(number: Token) -> bool:
    """Whether a number begins a name: "50 Cent", but not "50 Lomian ships", "50 EUR" or
    "50 BC"."""
    after = number.after
    if after is None or after.tag_ not in ("NNP", "NNPS") or number.dep_ != "nummod":
        return False
    if _UNIT.fullmatch(after.text):
        return False
    return number.head == after or (after.ent_iob_ == "I" and after.ent_type_ == number.ent_type_)


def ends_name(number: Token) -> bool:
    """Whether a number ends a name before a noun: "the Aurora 64 launch"."""
    before = number.before
    if before is None or before.tag_ not in ("NNP", "NNPS") or number.dep_ != "nummod":
        return False
    # "Room 401"
    over = number.head.tag_ == "NN" or number.head is before
    return over and number.ent_type_ in ("CARDINAL", before.ent_type_)


def in_score(token: Token) -> bool:
    """Whether a number is half of a result such as "1 – 0"."""
    if token.tag_ != "CD":
        return False
    doc, at = token.doc, token.i
    for mark, other in ((at + 1, at + 2), (at - 1, at - 2)):
        if 0 <= other < len(doc) and doc[mark].text in "-–:" and doc[other].tag_ == "CD":
            return len(token.text) < 4 and len(doc[other].text) < 4
    return False
