"""Which words belong to a noun: its phrase without clauses, asides and parallels."""

from __future__ import annotations

from collections.abc import Collection

from quiz.facts.extract.parse_tree import Token
from quiz.facts.extract.tokens import in_score

WITHIN = "-–'‘’\"“”"
"""Marks that belong to the phrase that they are in."""


def is_bare(noun: Token) -> bool:
    """Whether a common noun has only an article, so that the reader must know which one is
    meant."""
    if noun.tag_ not in ("NN", "NNS"):
        return False
    for child in noun.children:
        if child.dep_ in ("prep", "amod", "compound", "poss", "nummod", "nmod"):
            return False
        aside = noun.i + 1 < len(noun.doc) and noun.nbor(1).text == ","
        if child.dep_ in ("appos", "acl") and not aside:
            return False
    return True


def noun_phrase(noun: Token) -> list[Token]:
    """The tokens of a noun and what describes it, without clauses, asides and parallels."""
    out = (
        *("relcl", "appos", "conj", "cc", "punct", "acl", "parataxis", "advcl", "npadvmod"),
        *("xcomp", "preconj"),
    )
    tokens: list[Token] = [noun]
    for child in noun.children:
        left = child.dep_ in out and not _belongs(child) and not is_rate(child)
        left = left and not is_date_of(child, noun) and not _is_home(child)
        if left or child.dep_ == "case":
            continue
        if in_score(child):
            continue
        if (
            child.dep_ == "amod"
            and child.i > noun.i
            and child.doc[child.left_edge.i - 1].text == ","
        ):
            # "sold 300 lamps, fewer than Ulmkraft": "300 lamps fewer" would be something else.
            continue
        if child.dep_ == "prep" and _starts_date(child) and not _is_length(child, noun):
            continue
        if child.dep_ == "prep" and noun.ent_type_ != "PERSON" and any(
            c.dep_ == "conj" and c.ent_type_ == "PERSON" and c.i < child.i for c in noun.children
        ):  # fmt: skip
            # "Ada Lind of the Lom Party and Bo Dahl of the Ulm Party": his.
            continue
        tokens.extend(t for t in _whole(child) if t.dep_ != "cc" or not t.is_sent_start)
    return sorted(tokens, key=lambda token: token.i)


def is_date_of(date: Token, noun: Token) -> bool:
    """Whether a date tells when something was that is told with another: "after a fire last
    year"."""
    return (
        date.dep_ == "npadvmod"
        and date.ent_type_ == "DATE"
        and noun.dep_ == "pobj"
        and noun.head.lower_ in ("after", "before", "since", "following", "despite")
    )


def loose_and(noun: Token) -> Token | None:
    """The "and" behind a comma that joins no second noun to this one: what follows it belongs to
    something else, as in "lies in Lom, and the Alder Museum"."""
    links = [c for c in noun.children if c.dep_ == "cc" and c.before is not None]
    if noun.dep_ != "pobj" or len(noun.conjuncts) != 1 or not links:
        return None
    return links[0] if links[0].nbor(-1).text == "," else None


def is_rate(token: Token) -> bool:
    """Whether a noun says how often: "a year" in "100 lamps a year"."""
    often = token.lower_ in ("year", "month", "week", "day", "hour", "season", "night")
    each = any(c.lower_ in ("a", "an", "each", "every") for c in token.children)
    return bool(token.dep_ == "npadvmod" and often and each)


def without_article(noun: Token) -> list[Token]:
    """As `noun_phrase`, without the article of the noun."""
    return [token for token in noun_phrase(noun) if token.tag_ != "DT" or token.head != noun]


def has_article(noun: Token, articles: Collection[str]) -> bool:
    """Whether a noun has one of these articles."""
    return any(child.dep_ == "det" and child.lower_ in articles for child in noun.children)


def _is_home(child: Token) -> bool:
    """Whether a noun, or the comma before it, is the last of "her Detroit, Michigan home"."""
    owned = any(c.tag_ == "PRP$" for c in child.head.children)
    homes = (c for c in child.head.children if c.dep_ == "appos" and c.pos_ != "PROPN")
    placed = owned and child.head.pos_ == "PROPN"
    return placed and any(c is child or (child.text == "," and child.i < c.i) for c in homes)


def _belongs(child: Token) -> bool:
    """Whether a hyphen or quotation mark is within a phrase."""
    if child.dep_ != "punct":
        return False
    between = 0 < child.i < len(child.doc) - 1 and child.text in ":/&"
    if between and child.text != ":":
        return True
    inside = between and all(t.text[:1].isupper() for t in (child.nbor(-1), child.nbor(1)))
    return inside or child.text in WITHIN


def parts_a_list(child: Token) -> bool:
    """Whether a comma is between parallel nouns: "a seller, a buyer and some money"."""
    return child.text == "," and any(
        c.dep_ == "conj" and c.i > child.i for c in child.head.children
    )


def _starts_date(prep: Token) -> bool:
    # "player of the year" is whole.
    return prep.lower_ != "of" and any(c.ent_type_ in ("DATE", "TIME") for c in prep.children)


def named_between(participle: Token) -> Token | None:
    """The noun that a participle behind a name belongs to: "a survey by Lom News done in May"."""
    noun = participle.head
    over = noun.head.head
    before = participle.left_edge.before
    apart = before is not None and before.text == ","
    ties = ("by",) if apart else ("by", "with", "of")
    named = noun.tag_ in ("NNP", "NNPS") and noun.dep_ == "pobj" and noun.head.lower_ in ties
    return over if named and over.tag_ in ("NN", "NNS") else None


def _is_length(prep: Token, noun: Token) -> bool:
    """Whether a time belongs to a superlative: "the worst flood in 80 years"."""
    lengths = any(c.ent_type_ == "DATE" and c.tag_ == "NNS" for c in prep.children)
    return is_highest(noun) and lengths


def is_highest(noun: Token) -> bool:
    """Whether a noun is called the most of its kind: "the worst flood"."""
    return any(c.tag_ == "JJS" or c.lower_ == "most" for c in noun.children if c.i < noun.i)


def _whole(token: Token) -> list[Token]:
    """A dependent with everything below it except clauses and asides."""
    tokens = [token]
    for child in token.children:
        if child.dep_ in ("relcl", "appos", "parataxis", "advcl") or (
            child.dep_ == "punct" and not _belongs(child) and not parts_a_list(child)
        ):
            continue
        if child.dep_ == "prep" and _starts_date(child):
            continue
        if child.dep_ == "acl" and (
            child.doc[child.left_edge.i - 1].text == "," or named_between(child) is not None
        ):
            # "the crew of Ada Lind, born in Lom, came"
            continue
        tokens.extend(_whole(child))
    return tokens
