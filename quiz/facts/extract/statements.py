"""Statements: sentences split into simple ones, whose parts can be asked for.

The first of the two steps of Heilman and Smith, *Extracting Simplified Statements for Factual
Question Generation* (2010): every clause of the parse makes its own statement, without asides and
other clauses, and with pronouns and short names replaced by what they refer to.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from quiz.facts.extract.clauses import Clause, noun_words
from quiz.facts.extract.inflection import base_form, past, third_person
from quiz.facts.extract.lexicon import CLAIMING, SAYING, words
from quiz.facts.extract.parse_tree import Token
from quiz.facts.extract.references import Phrase, References
from quiz.facts.extract.statement_parts import (
    Part,
    directions,
    inner_verbs,
    kind_of,
    parts_of,
)
from quiz.facts.extract.tokens import WILL, is_reported, subject_of
from quiz.facts.nations import COUNTRIES
from quiz.facts.places import kind_of_place
from quiz.text.articles import bare

_CONTRACTED = {"'ve": "have", "’ve": "have", "'re": "are", "’re": "are", "'d": "had", "’d": "had"}
_ADVERBS = words(
    "forward first officially partly jointly unanimously openly twice once together only alone back"
    " abroad home away publicly privately formally"
)
# Without an object, which the parse may have lost, these say nothing.
_WITH_OBJECT = words(
    "make cause have give take get use include contain bring put set hold keep build write create"
    " show find found resign enter spend ask compare"
)


_LED_IN = re.compile(r"According to ([^,:]+).*:")
"""The line above a list of what somebody claims."""

_NUMBERED = re.compile(r"(?:[A-Z]\w+ ){2,}\d")
# The parse takes "Flight 17" of "Alder Airlines Flight 17" for a date.
# Nobody asks who says that somebody died.
_KNOWN = words("die arrest bear bury elect appoint marry")


@dataclass(frozen=True, slots=True)
class Statement:
    """A subject, a verb and what goes with them.

    auxiliaries: the words before the verb, such as "was" or "has been". verb: without its particle.
    lemma, tag: of the verb. particle: "up" in "set up", or "". said_by: who claims it, or "".
    """

    clause: Clause
    subject: Part
    auxiliaries: tuple[str, ...]
    adverbs: tuple[str, ...]
    verb: str
    lemma: str
    tag: str
    particle: str
    parts: tuple[Part, ...]
    said_by: str = ""
    factor: float = 1.0
    sentences: tuple[int, ...] = ()

    @property
    def is_copula(self) -> bool:
        """Whether its verb is a form of "be" without another verb."""
        return self.lemma == "be" and not self.auxiliaries

    @property
    def everything(self) -> tuple[Part, ...]:
        """All parts, the subject first."""
        return (self.subject, *self.parts)

    @property
    def is_dated(self) -> bool:
        """Whether it says when."""
        return any(part.role == "time" for part in self.parts)

    def verb_words(self) -> list[str]:
        """The verb with its auxiliaries, adverbs and particle."""
        return [*self.auxiliaries, *self.adverbs, self.verb, *self.particle.split()]


def in_past(statement: Statement) -> Statement:
    """A statement in the present tense as of a day that has passed: "employed 58,000 people"."""
    plural = statement.subject.head.tag_ in ("NNS", "NNPS") or statement.tag == "VBP"
    be = "were" if plural else "was"
    if statement.auxiliaries:
        told = {"is": "was", "are": "were", "am": "was", "has": "had", "have": "had", "does": "did"}
        first, *others = statement.auxiliaries
        return replace(statement, auxiliaries=(told.get(first, first), *others))
    verb = be if statement.lemma == "be" else past(statement.lemma)
    return replace(statement, verb=verb, tag="VBD")


def in_simple_past(statement: Statement) -> Statement | None:
    """A statement as it is asked when it was: "did it change", not "had it changed". None in the
    present tense, which tells a film or a habit, and not when something was."""
    first, *others = statement.auxiliaries or ("",)
    if first in ("has", "have", "had"):
        if not others:
            return replace(statement, auxiliaries=(), verb=past(statement.lemma), tag="VBD")
        if others[0] == "been":
            be = was_or_were(statement.clause.subject)
            return replace(statement, auxiliaries=(be, *others[1:]))
    present = statement.tag in ("VBZ", "VBP") and not statement.auxiliaries
    # "is to open"
    to_come = statement.is_copula and statement.particle
    going_on = first in ("is", "are") and statement.tag == "VBG"
    return None if (present and not to_come) or going_on else statement


def statements(references: References, clauses: Sequence[Clause]) -> Iterator[Statement]:
    """The statements that the clauses of a sentence make."""
    for clause in clauses:
        made = _statement(references, clause)
        if made is not None:
            yield made


def _statement(references: References, clause: Clause) -> Statement | None:
    verb = clause.verb
    claims = any(c.dep_ in ("ccomp", "parataxis") for c in verb.children)
    if claims and verb.lemma_ in SAYING - CLAIMING:
        return None
    subject = _subject(references, clause)
    if subject is None:
        return None
    said_by = speaker_of(references, clause.verb)
    if said_by is None:
        return None
    auxiliaries = _auxiliaries(clause, bool(said_by.text))
    parts = parts_of(references, clause, subject)
    if not parts:
        return None
    if verb.lemma_ in _WITH_OBJECT and not clause.passive and not any(p.needed for p in parts):
        return None
    inner = inner_verbs(verb)
    # "was asked by Lom to build a bridge": what is built comes first.
    parts.sort(key=lambda part: bool(inner) and part.head.i < inner[0].i)
    particle = next((c.text for c in verb.children if c.dep_ == "prt" and c.i < verb.i + 4), "")
    particle = " ".join((particle, *(t.text for t in directions(verb))))
    particle = " ".join((particle, *(t.text for each in inner for t in _infinitive(each)))).strip()
    main, tag = verb.text, verb.tag_
    if clause.planned and not clause.passive:
        main, tag = base_form(verb.lower_, tag, verb.lemma_.lower()), "VB"
    elif tag == "VBG" and not auxiliaries:
        main, tag = _finite(clause, verb.lemma_.lower())
    adverbs = tuple(
        c.text
        for c in verb.children
        if c.dep_ == "advmod" and c.lower_ in _ADVERBS and c.i < verb.i
    )
    factor = clause.factor * subject.factor * said_by.factor
    for part in parts:
        factor *= part.factor
    numbers = {n for part in (subject, *parts) for n in part.sentences} | set(said_by.sentences)
    if shares_out(clause.subject) and any(part.kind == "number" for part in parts):
        adverbs = (*adverbs, "each")
    by = said_by.text
    if bare(subject.text) in by:
        pronoun = claimant(verb)
        by = by if pronoun is not None else ""
        subject = replace(subject, text=pronoun.lower_) if pronoun is not None else subject
    return Statement(
        clause,
        subject,
        auxiliaries,
        adverbs,
        main.lower() if verb.is_sent_start else main,
        base_form(verb.lower_, verb.tag_, verb.lemma_.lower()),
        tag,
        particle,
        tuple(parts),
        by,
        factor,
        tuple(sorted(numbers)),
    )


def _infinitive(verb: Token) -> list[Token]:
    """The words of an infinitive alone: "to be set up"."""
    own = [c for c in verb.children if c.dep_ in ("aux", "auxpass", "prt")]
    return sorted([verb, *own], key=lambda token: token.i)


def _finite(clause: Clause, lemma: str) -> tuple[str, str]:
    """A participle as a verb in the tense of its main clause, and its tag."""
    if not clause.present:
        return past(lemma), "VBD"
    plural = clause.subject.tag_ in ("NNS", "NNPS")
    return (lemma, "VBP") if plural else (third_person(lemma), "VBZ")


def _subject(references: References, clause: Clause) -> Part | None:
    first = clause.verb.dep_ in ("acl", "relcl") and clause.verb.head == clause.subject
    if first and any(other.i > clause.verb.i for other in clause.subject.conjuncts):
        # "Ada, born in Lom, and Bo came": only Ada was born there.
        return None
    words = noun_words(clause.subject, references, parallel=True)
    dated = clause.subject.ent_type_ in ("DATE", "TIME")
    if words is None or (dated and not _NUMBERED.search(words.text)):
        return None
    kind = kind_of(references, clause.subject)
    return Part("subject", words.text, kind, clause.subject, "", words.factor, words.sentences)


def shares_out(subject: Token) -> bool:
    """Whether what is told of several is told of each: "both A and B had five ships"."""
    return any(c.lower_ == "both" and c.dep_ in ("preconj", "det") for c in subject.children)


def was_or_were(subject: Token) -> str:
    """The past of "be" for this subject."""
    several = any(child.dep_ == "conj" for child in subject.children)
    return "were" if several or subject.tag_ in ("NNS", "NNPS") else "was"


def will_in_past(subject: Token, reported: bool) -> str:
    """What was to come when it was told: "was to". The article does not know whether it came to
    pass. reported: whether somebody else says it."""
    return "would" if reported else f"{was_or_were(subject)} to"


def _auxiliaries(clause: Clause, reported: bool) -> tuple[str, ...]:
    verb = clause.verb
    if clause.added:
        return (was_or_were(clause.subject),)
    if clause.planned:
        words = will_in_past(clause.subject, reported).split()
        return (*words, "be") if clause.passive else tuple(words)
    words = []
    for child in verb.children:
        if child.dep_ not in ("aux", "auxpass"):
            continue
        if child.lower_ in WILL:
            words += will_in_past(clause.subject, reported).split()
        elif child.lower_ in ("'s", "’s"):
            words.append("has" if child.dep_ == "aux" and verb.tag_ == "VBN" else "is")
        elif child.tag_ == "TO":
            continue
        else:
            words.append(_CONTRACTED.get(child.lower_, child.lower_))
    return tuple(words)


def speaker_of(references: References, verb: Token) -> Phrase | None:
    """Who claims what a verb states: an empty phrase for the article itself, None if unknown."""
    first = verb
    while first.dep_ == "conj" and first.head.pos_ in ("VERB", "AUX"):
        first = first.head
    one = subject_of(verb)
    if verb.lemma_ in _KNOWN and one is not None and references.parsed.person_of(one) is not None:
        return Phrase("")
    sources = [c for c in verb.children if c.lower_ == "according"]
    # "According to X, A is large, and B is small": X says both.
    sources += [c for c in first.children if c.lower_ == "according" and c.i < first.i]
    source = sources[0] if sources else None
    if source is not None and subject_of(source.head) is None:
        # "According to the Harbour Union Ada Lind, a nurse, was hurt": the parse has mixed them.
        return None
    if source is not None:
        to = next((n for t in source.children for n in t.children if n.dep_ == "pobj"), None)
        return noun_words(to, references, parallel=True) if to is not None else None
    told = next((v for v in (verb, *verb.ancestors) if is_reported(v)), None)
    if told is None:
        led_in = _LED_IN.fullmatch(references.parsed.sentence_of(verb).paragraph.heading)
        return Phrase(led_in[1] if led_in else "")
    who = subject_of(told.head)
    if who is None or who.dep_ == "nsubjpass":
        # "the court was told": by whom?
        return None
    return noun_words(who, references, parallel=True)


def claimant(verb: Token) -> Token | None:
    """The pronoun with which somebody claims of himself what a verb states: "The man claims that he
    is a doctor". What somebody merely says of himself is so."""
    told = next((v for v in (verb, *verb.ancestors) if is_reported(v)), None)
    own = subject_of(told) if told is not None and told.head.lemma_ in CLAIMING else None
    return own if own is not None and own.tag_ == "PRP" else None


def is_country(text: str) -> bool:
    """Whether a place is a country."""
    return text in COUNTRIES or kind_of_place(bare(text)) == "country"
