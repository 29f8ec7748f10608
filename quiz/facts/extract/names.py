"""Where a name begins and ends in a sentence, and what kind of thing it names."""

from __future__ import annotations

import re
from itertools import takewhile

from quiz.facts.extract.lexicon import (
    BUILT,
    EVENTS,
    FAMILY,
    INITIATIVES,
    NO_PERSON,
    NOT_A_NAME,
    ORGANISATIONS,
    is_post,
)
from quiz.facts.extract.noun_phrases import has_article
from quiz.facts.extract.parse_tree import Token
from quiz.facts.extract.tokens import entity_of, in_score, text_of
from quiz.facts.nations import COUNTRIES, COUNTRY_OF
from quiz.text.surnames import PARTICLES

_LINKS = ("of", "for", "on", "and", "&")
_IN_NAME = ("compound", "nmod", "amod", "nummod", "poss", "case", "punct", "det", "flat")
_KINDS = {
    **dict.fromkeys(("GPE", "LOC", "FAC"), "place"),
    **dict.fromkeys(("ORG", "NORP"), "organisation"),
    "PERSON": "person",
    "EVENT": "event",
}
_FIELD = re.compile(r"(?:[a-z](?:ics|ology|ography|osophy|onomy)|[cs]hemistry)$")
"""How the names of sciences end, which the parse takes for places."""


def heads_name(token: Token) -> bool:
    """Whether a token is the head of a name."""
    if token.tag_ not in ("NNP", "NNPS") and not (
        token.ent_type_ == "PERSON" and token.text[:1].isupper() and token.pos_ in ("NOUN", "PROPN")
    ):
        return False
    if token.lower_ in NOT_A_NAME or not any(char.isalpha() for char in token.text):
        return False
    if token.ent_type_ in ("DATE", "TIME", "ORDINAL", "CARDINAL"):
        return False
    if is_post(token.lower_) and not token.ent_type_:
        return False
    inner = token.dep_ in ("compound", "nmod") and token.head.i > token.i
    if inner and token.head.tag_ in ("NNP", "NNPS"):
        return False
    return token.text not in COUNTRY_OF or token.dep_ not in ("compound", "amod", "nmod")


def name_around(head: Token) -> tuple[tuple[Token, ...], str]:
    """The tokens of a name by its head, without titles and articles, and its kind."""
    left: list[Token] = []
    token = head.before
    while token is not None:
        inside = token.dep_ in _IN_NAME and (token.head == head or token.head in left)
        nick = token.before
        opening = nick.before if nick is not None and nick.ent_type_ == "PERSON" else None
        if inside and nick and opening and f"{opening}{token}" in ('""', "“”"):
            # 'Tom "Red" Brown'
            left[:0] = [opening, nick, token]
            token = opening.before
            continue
        mark = token.text in ("-", "’", "'") and not token.whitespace_
        joined = mark and token.before is not None and not token.before.whitespace_
        capital = token.text[:1].isupper() and token.pos_ not in ("DET", "ADP")
        # "Suleiman al-Amr", "Ludwig van Beethoven"
        capital = capital or token.lower_ in PARTICLES
        if (
            not inside
            or token.lower_ in NOT_A_NAME
            or not (capital or joined)
            or token.dep_ in ("poss", "case")
        ):
            break
        left.insert(0, token)
        token = token.before
    while left and not left[0].text[:1].isupper() and left[0].lower_ not in PARTICLES:
        left.pop(0)
    group = head.ent_type_ in ("ORG", "EVENT", "FAC", "WORK_OF_ART", "PRODUCT")
    titles = [t for t in left if is_post(t.lower_) and not (group and t.ent_type_)]
    if titles and titles[-1] is left[-1] and head.lower_.strip(".") in ("jr", "sr"):
        # "Tom King Jr."
        titles.pop()
    ahead = left[0].before if left else None
    if ahead is not None and ahead.head not in (*left, head) and head.head is not ahead:
        # "In his speech Prime Minister Ada Lind said"
        ahead = None
    if titles and ahead is not None and ahead.tag_ == "NN" and not is_post(ahead.lower_):
        # "the ferry Queen Maud" is not a queen.
        return (*left, head), "thing"
    if titles:
        # "Lord Lind" has no other name.
        noble = titles[-1].lower_ in ("lord", "lady") and titles[-1] is left[-1]
        left = left[left.index(titles[-1]) + (not noble) :]
    left = _without_place(left, head)
    before = (left[0] if left else head).before
    # "officers Bo Dahl and Ada Lind"
    beside = before.lemma_.lower() if before and before.dep_ in ("compound", "nmod") else ""
    tokens = [*left, head]
    if titles or is_post(beside) or _is_somebody(head):
        return _without_group(tokens), "person"
    tokens = _extended(tokens, head)
    whole = _entity(head)
    if len(whole) > len(tokens) and whole[-1].i >= tokens[-1].i:
        tokens = whole
    ahead = tokens[0].before
    if ahead is not None and ahead.text == "The" and not ahead.is_sent_start:
        # "The Crown"
        tokens = [ahead, *tokens]
    if ahead is not None and ahead.text == "A" and head.ent_type_ == "PERSON" and tokens[1:]:
        # "A Different Story": nobody has an article.
        return (ahead, *tokens), "thing"
    tokens = _glued(tokens)
    kind = _kind(tokens, head)
    return _without_group(tokens) if kind == "person" else tuple(tokens), kind


def _without_place(left: list[Token], head: Token) -> list[Token]:
    """The tokens before the head of a name, without another name that a preposition ties to what
    stands before it: "the president of Peru Ada Lind"."""
    own = entity_of(head) if head.ent_type_ == "PERSON" else []
    other = list(takewhile(lambda token: token not in own, left)) if own else []
    preposition = other[0].before if other else None
    apart = len(own) > 1 or any(token.ent_type_ for token in other)
    # A group may hold the first names: "head of Harbour Works Ada Maria Lind".
    apart = apart and not any(token.ent_type_ == "ORG" for token in other)
    tied = preposition is not None and preposition.lower_ in ("of", "in", "at", "for")
    return left[len(other) :] if tied and apart else left


def _without_group(tokens: list[Token]) -> tuple[Token, ...]:
    """A person's name without a group before it: "Marsh Club Ada Lind", "Peruvian Ada Lind"."""
    cuts = [
        at
        for at in range(1, len(tokens) - 1)
        if text_of(tokens[:at]) in COUNTRY_OF or (at > 1 and tokens[at - 1].lower_ in ORGANISATIONS)
    ]
    return tuple(tokens[max(cuts, default=0) :])


def _glued(tokens: list[Token]) -> list[Token]:
    """The tokens with what follows without a space: "District 6-4A"."""
    result = list(tokens)
    while True:
        last = result[-1]
        after = last.after
        hyphen = after is not None and after.text in "-–" and not after.whitespace_
        if after is None or last.whitespace_ or not (hyphen or last.text in "-–"):
            return result
        result.append(after)


def _entity(head: Token) -> list[Token]:
    """The tokens of the entity around a head, if it is of a kind with long names."""
    if head.ent_type_ not in ("ORG", "WORK_OF_ART", "EVENT", "LAW", "FAC", "PRODUCT"):
        return []
    tokens = entity_of(head)
    if head.ent_type_ in ("ORG", "FAC"):
        # "the Alder Museum at Lund University": two names.
        for cut in [t.i for t in tokens if t.lower_ in ("at", "in") and t != head]:
            tokens = [t for t in tokens if t.i != cut and (t.i < cut) == (head.i < cut)]
    # "The Crown" within a sentence has its article.
    small = ("the", "a", "an")
    while tokens and (tokens[0].is_punct or tokens[0].text in small or (
        tokens[0].is_sent_start and tokens[0].lower_ in small
    )):  # fmt: skip
        tokens.pop(0)
    while tokens and (
        tokens[-1].is_punct or tokens[-1].dep_ == "case" or tokens[-1].tag_ in ("IN", "DT", "CC")
    ):
        tokens.pop()
    odd = any(token.text in ",;()[]" for token in tokens)
    return [] if odd else tokens


def _is_somebody(head: Token) -> bool:
    """Whether a word for what a person does stands beside a name."""
    for child in head.children:
        if child.dep_ == "appos" and is_post(child.lower_) and child.tag_ in ("NN", "NNP"):
            # "a Lom, Peru teacher" is from there.
            return child.i > head.i and not has_article(head, ("a", "an"))
        if child.dep_ == "relcl" and any(c.tag_ == "WP" for c in child.children):
            # "X, who …": things are "which".
            return head.text not in COUNTRIES
    beside = head.head.lemma_.lower()
    common = head.head.tag_ in ("NN", "NNS")
    return bool(head.dep_ == "appos" and common and (is_post(beside) or beside in FAMILY))


def _extended(tokens: list[Token], head: Token) -> list[Token]:
    """The tokens with what belongs to the name on its right: "of Malawi", "& Sons", "2000"."""
    if head.ent_type_ == "PERSON" and head.lower_ not in NO_PERSON:
        return tokens
    doc = head.doc
    at = head.i + 1
    end = head.sent.end
    result = list(tokens)
    while at < end:
        token = doc[at]
        if (
            token.tag_ == "CD"
            and token.text.isdigit()
            and token.head == head
            and not in_score(token)
        ):
            result.append(token)
            at += 1
            continue
        link = token.lower_ in _LINKS and token.head in result
        ahead = list(doc[at + 1 : min(at + 6, end)])
        if ahead and ahead[0].lower_ == "the":
            ahead = ahead[1:]
        if not link or not ahead or not ahead[0].text[:1].isupper():
            break
        if token.lower_ == "and" and not (
            head.lower_ in ORGANISATIONS | EVENTS and result[-1].i > head.i
        ):
            break
        if token.lower_ != "&" and head.lower_ not in (
            NO_PERSON | INITIATIVES | {"treaty", "institute", "order"}
        ):
            break
        part = list(takewhile(lambda t: t.text[:1].isupper() or t.text == "-", ahead))
        result.extend(doc[i] for i in range(at, part[-1].i + 1))
        at = part[-1].i + 1
    return result


def _kind(tokens: list[Token], head: Token) -> str:
    words = {tokens[-1].lower_, head.lower_}
    text = text_of(tokens)
    if text in COUNTRIES:
        return "place"
    if words & EVENTS and not (words & ORGANISATIONS and head.ent_type_ == "ORG"):
        # A Congress or an Assembly may be either.
        return "event"
    if words & INITIATIVES:
        return "initiative"
    land = "bank" in words and head.ent_type_ in ("GPE", "LOC")
    if words & ORGANISATIONS and not land:
        return "organisation"
    if len(tokens) == 1 and _FIELD.search(text):
        return "thing"
    kind = _KINDS.get(head.ent_type_, "thing")
    if (words & BUILT and kind != "place") or (kind == "person" and len(tokens) == 1):
        return "thing"
    return kind
