"""Statements: sentences split into simple ones, whose parts can be asked for.

The first of the two steps of Heilman and Smith, *Extracting Simplified Statements for Factual
Question Generation* (2010): every clause of the parse makes its own statement, without asides and
other clauses, and with pronouns and short names replaced by what they refer to.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from quiz.facts.extract.calendar import When
from quiz.facts.extract.clauses import DATED_BY, Clause, ClauseDate, noun_words
from quiz.facts.extract.inflection import base_form, past, third_person
from quiz.facts.extract.lexicon import COUNTRIES, ORGANISATIONS, SAYING, words
from quiz.facts.extract.noun_phrases import is_rate, noun_phrase, parts_a_list
from quiz.facts.extract.parsed import Name
from quiz.facts.extract.references import Phrase, References, possessive
from quiz.facts.extract.tokens import (
    SUBJECTS,
    Token,
    first_example,
    in_score,
    is_reported,
    object_of,
    subject_of,
)

_CONTRACTED = {"'ve": "have", "’ve": "have", "'re": "are", "’re": "are", "'d": "had", "’d": "had"}
_PARTICLES = words("away back forward out down up off over apart abroad home ahead aside")
_ADVERBS = words(
    "forward first officially partly jointly unanimously openly twice once together only alone back"
    " abroad home away publicly privately formally"
)
CAUSES = ("because", "because of", "due to", "owing to", "thanks to")
_EMPTY = frozenset(
    ["example", "instance", "addition", "fact", "order", "particular", "general", "contrast"]
)
_ASIDES = words("compared according despite like unlike besides amid without per via than")
_DETERMINED = re.compile(r"^(?:the|an?|his|her|its|their) ", re.IGNORECASE)
# Without an object, which the parse may have lost, these say nothing.
_WITH_OBJECT = words(
    "make cause have give take get use include contain bring put set hold keep build write create"
    " show find found resign enter spend"
)
# After "to" comes what somebody else does: "asked the council to pay".
_MADE_TO = words(
    "ask tell advise urge allow enable help want require force invite lead cause encourage permit"
    " order teach get expect believe consider persuade convince warn instruct command oblige need"
    " say think know suppose intend mean set likely able have seem appear continue begin start"
)
NAMED = ("person", "organisation", "place", "event", "initiative", "thing")
# What is made is made for something: "built canals to carry water".
_MAKING = words(
    "build make create use establish found set launch introduce pass hire install develop design"
    " employ write hold form organise organize erect construct dig open send bring"
)
LONGEST_CLAUSE = 24
"""Most words of a noun with the clause that defines it."""


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a statement. role: subject, object, attribute, complement, dative, agent, time,
    place, purpose, means, more.

    text: its words, which stand alone. by: the preposition before them, or "". kind: person,
    organisation, place, event, initiative or thing for a name; date, number, or common. head: its
    noun. needed: whether the statement falls apart without it. called, sort: the name and the noun
    in "the comedy Chasing Liberty". items: what "maize, squash and beans" lists.
    """

    role: str
    text: str
    kind: str
    head: Token
    by: str = ""
    factor: float = 1.0
    sentences: tuple[int, ...] = ()
    needed: bool = False
    when: When | None = None
    called: str = ""
    sort: str = ""
    items: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """Its words with the preposition."""
        return f"{self.by} {self.text}".strip()


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


def statements(references: References, clauses: Sequence[Clause]) -> Iterator[Statement]:
    """The statements that the clauses of a sentence make."""
    for clause in clauses:
        made = _statement(references, clause)
        if made is not None:
            yield made


def _statement(references: References, clause: Clause) -> Statement | None:
    verb = clause.verb
    if verb.lemma_ in SAYING and any(c.dep_ in ("ccomp", "parataxis") for c in verb.children):
        return None
    clausal = any(c.dep_ == "ccomp" and c.i > verb.i and not _relative(c) for c in verb.children)
    if clausal and not any(c.dep_ in ("dobj", "attr", "prep") for c in verb.children):
        return None
    subject = _subject(references, clause)
    if subject is None:
        return None
    auxiliaries = _auxiliaries(clause)
    parts = _parts(references, clause, subject)
    if parts is None or not parts or any(part.text == subject.text for part in parts):
        return None
    if verb.lemma_ in _WITH_OBJECT and not clause.passive and not any(p.needed for p in parts):
        return None
    said_by = speaker_of(references, clause.verb)
    if said_by is None:
        return None
    inner = _inner(verb)
    particle = next((c.text for c in verb.children if c.dep_ == "prt"), "")
    particle = " ".join((particle, *(t.text for t in _directions(verb))))
    particle = " ".join((particle, *(t.text for each in inner for t in _infinitive(each)))).strip()
    main, tag = verb.text, verb.tag_
    if verb.tag_ == "VBG" and not auxiliaries:
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
        "" if subject.text.removeprefix("the ") in said_by.text else said_by.text,
        factor,
        tuple(sorted(numbers)),
    )


def _directions(verb: Token) -> list[Token]:
    """The adverb right behind a verb that changes its meaning: "walked away from talks"."""
    near = [c for c in verb.children if c.dep_ == "advmod" and c.i == verb.i + 1]
    return [c for c in near if c.lower_ in _PARTICLES]


def _inner(verb: Token) -> list[Token]:
    """The verbs that continue a verb with the same subject: "hold" in "intends to hold"."""
    found: list[Token] = []
    while (more := next((c for c in verb.children if _goes_on(verb, c)), None)) is not None:
        found.append(more)
        verb = more
    return found


def _goes_on(verb: Token, child: Token) -> bool:
    between = any(
        c.dep_ in ("dobj", "dative", "attr", "acomp", "oprd", "prep")
        for c in verb.children
        if verb.i < c.i < child.i
    )
    return bool(
        child.dep_ == "xcomp"
        and child.i > verb.i
        and (verb.lemma_ != "be" or any(c.dep_ == "auxpass" for c in child.children))
        and (verb.lemma_ in _MADE_TO or not any(c.dep_ == "auxpass" for c in verb.children))
        and not between
        and not any(c.dep_ == "cc" and c.lower_ == "or" for c in child.children)
        and _is_infinitive(child)
    )


def _is_infinitive(verb: Token) -> bool:
    """Whether a verb comes after "to", has no subject of its own, and is not denied."""
    return (
        verb.tag_ in ("VB", "VBN")
        and any(c.tag_ == "TO" for c in verb.children)
        and not any(c.dep_ in ("neg", "mark", *SUBJECTS) for c in verb.children)
    )


def _infinitive(verb: Token) -> list[Token]:
    """The words of an infinitive alone: "to be set up"."""
    own = [c for c in verb.children if c.dep_ in ("aux", "auxpass", "prt")]
    return sorted([verb, *own], key=lambda token: token.i)


def _relative(verb: Token) -> bool:
    """Whether a clause begins with "that" or "who", which the parse took for an object."""
    return any(c.dep_ == "nsubj" and c.tag_ in ("WDT", "WP") for c in verb.children)


def _finite(clause: Clause, lemma: str) -> tuple[str, str]:
    """A participle as a verb in the tense of its main clause, and its tag."""
    if not clause.present:
        return past(lemma), "VBD"
    plural = clause.subject.tag_ in ("NNS", "NNPS")
    return (lemma, "VBP") if plural else (third_person(lemma), "VBZ")


def _subject(references: References, clause: Clause) -> Part | None:
    if clause.subject.tag_ == "EX":
        return Part("subject", "there", "common", clause.subject, needed=True)
    words = noun_words(clause.subject, references, parallel=True)
    if words is None or clause.subject.ent_type_ in ("DATE", "TIME"):
        return None
    kind = kind_of(references, clause.subject)
    return Part(
        "subject", words.text, kind, clause.subject, "", words.factor, words.sentences, True
    )


def _auxiliaries(clause: Clause) -> tuple[str, ...]:
    verb = clause.verb
    plural = clause.subject.tag_ in ("NNS", "NNPS") or any(
        child.dep_ == "conj" for child in clause.subject.children
    )
    if clause.added:
        return ("were" if plural else "was",)
    words: list[str] = []
    for child in verb.children:
        if child.dep_ not in ("aux", "auxpass"):
            continue
        if child.lower_ in ("will", "'ll", "’ll"):
            # Later, "will open" becomes "was to open": the article does not know whether it did.
            words += ["were" if plural else "was", "to"]
        elif child.lower_ in ("'s", "’s"):
            active = child.dep_ == "aux" and verb.tag_ == "VBN"
            words.append("has" if child.lemma_ == "have" or active else "is")
        elif child.tag_ == "TO":
            continue
        else:
            words.append(_CONTRACTED.get(child.lower_, child.lower_))
    return tuple(words)


def _parts(references: References, clause: Clause, subject: Part) -> list[Part] | None:
    """What goes with the verb, in sentence order; None if it makes no sense alone."""
    verb = clause.verb
    dated = {token for date in clause.dates for token in date.tokens}
    parts: list[Part] = []
    if clause.object is not None:
        words = noun_words(clause.object, references)
        if words is None:
            return None
        kind = kind_of(references, clause.object)
        parts.append(
            Part("object", words.text, kind, clause.object, "", words.factor, words.sentences, True)
        )
    late: list[Part] = []
    bare = True
    verbs = [verb, *_inner(verb), *_directions(verb)]
    for child in sorted((c for v in verbs for c in v.children), key=lambda token: token.i):
        if child in dated and child.dep_ == "dobj":
            # "opened 2012 with a victory": the year is what was opened.
            return None
        if child in verbs:
            continue
        if child in dated or in_score(child):
            bare = bare and child not in dated
            continue
        needed = child.dep_ in ("dobj", "attr", "oprd", "acomp", "xcomp", "dative")
        if child.dep_ in ("dobj", "attr", "oprd"):
            role = "object" if child.dep_ == "dobj" else "attribute"
            part = _noun_part(references, child, role, dated)
            goal = _goal(child)
            if part is not None and goal is not None and child.head.lemma_ in _MAKING:
                parts.append(part)
                part = _purpose(references, goal, dated)
        elif child.dep_ == "acomp":
            part = _plain_part(references, child, "attribute", dated)
        elif child.dep_ in ("xcomp", "advcl") and _is_purpose(child):
            needed = False
            part = _purpose(references, child, dated)
        elif child.dep_ == "xcomp":
            part = _plain_part(references, child, "complement", dated)
        elif child.dep_ == "dative":
            noun = object_of(child)
            part = (
                _noun_part(references, noun, "more", dated, child.lower_)
                if noun is not None
                else _noun_part(references, child, "dative", dated)
            )
        elif child.dep_ in ("prep", "agent"):
            if child.lower_ in _ASIDES or (child.i < verb.i and child.dep_ == "agent"):
                continue
            first = bare and child.i > verb.i and child.dep_ == "prep"
            part = _with_preposition(references, clause, child, dated)
            needed = first and not parts and clause.date is None
        elif child.dep_ == "advcl" and any(c.lower_ == "because" for c in child.children):
            part = _reason(references, child)
        elif child.dep_ == "npadvmod" and (
            is_rate(child) or (child.tag_ != "CD" and child.ent_type_ != "DATE")
        ):
            part = _plain_part(references, child, "more", dated)
        else:
            continue
        bare = False
        if part is None:
            if needed:
                return None
            continue
        (late if child.i < verb.i and child.dep_ == "prep" else parts).append(part)
    parts += late
    parts.sort(key=lambda part: part.role == "dative", reverse=True)
    told = " ".join(part.text for part in (subject, *parts))
    parts += (time for time in _times(clause) if time.text[-4:] not in told)
    owner = f"{possessive(subject.text)} "
    # "She began her visit": the subject must not be named twice.
    own = next((t.lower_ for t in verb.subtree if t.tag_ == "PRP$"), "the")
    return [replace(p, text=p.text.replace(owner, f"{own} ")) for p in parts]


def _times(clause: Clause) -> Iterator[Part]:
    """When it was: one date or a period; an event with several dates gets none."""
    stretch = clause.range()
    if stretch is not None:
        first, last = stretch
        joined = "to" if first.by == "from" else "and"
        start, end = first.expression.when, last.expression.when
        if not first.expression.absolute and start.year > end.year:
            start = replace(start, year=end.year)
        text = f"{start} {joined} {end}"
        yield Part("time", text, "date", _last(first), first.by)
    plain = [d for d in clause.dates if d.by in DATED_BY]
    if len(plain) > 1:
        exact = max(plain, key=lambda d: (d.expression.when.month > 0, d.expression.when.day > 0))
        if any(d.expression.when.year != exact.expression.when.year for d in plain):
            return
        plain = [exact]
    others = [d for d in clause.dates if d.by in ("since", "until", "by", "before", "after")]
    for date in (*plain, *([] if stretch else others)):
        when = date.expression.when
        by = date.by if date.by not in DATED_BY else when.phrase.split()[0]
        yield Part("time", str(when), "date", _last(date), by, when=when)


def _last(date: ClauseDate) -> Token:
    return max(date.tokens, key=lambda token: token.i)


def _is_purpose(verb: Token) -> bool:
    """Whether "to …" states a purpose: "built aqueducts to bring water"."""
    main = verb.head
    before = {c.dep_ for c in main.children if c.i < verb.i}
    return bool(
        verb.i > main.i
        and _is_infinitive(verb)
        and before & {"dobj", "prep", "auxpass"}
        and "attr" not in before
        and main.lemma_ != "be"
        and (verb.dep_ == "advcl" or main.lemma_ not in _MADE_TO)
    )


def _goal(noun: Token) -> Token | None:
    """The verb of "to carry water" in "canals to carry water" and of "to vote" in "the right to
    vote"."""
    clauses = (c for c in noun.children if c.dep_ in ("acl", "xcomp", "relcl") and c.i > noun.i)
    return next((c for c in clauses if _is_infinitive(c)), None)


def _purpose(references: References, verb: Token, dated: set[Token]) -> Part | None:
    words = references.phrase(_below(verb, dated))
    if words is None or len(words.text.split()) < 3:
        return None
    return Part("purpose", words.text, "common", verb, "", words.factor, words.sentences)


def _reason(references: References, clause: Token) -> Part | None:
    """The clause behind "because"."""
    tokens = [t for t in clause.subtree if t.lower_ != "because" and t.text not in ".,"]
    words = references.phrase(tokens)
    if words is None:
        return None
    return Part("more", words.text, "common", clause, "because", words.factor, words.sentences)


def _noun_part(
    references: References, noun: Token, role: str, dated: set[Token], by: str = ""
) -> Part | None:
    if noun.tag_ in ("WP", "WDT", "WRB", "EX") or noun in dated:
        return None
    named = _with_name(references, noun, role, by)
    if named is not None:
        return named
    whole = role == "attribute" or (role == "object" and _is_defined_behind(noun))
    words = _with_clause(references, noun, dated) if whole else None
    goal = _goal(noun)
    if goal is not None and noun.head.lemma_ not in _MAKING:
        # "the right to vote"
        words = references.phrase([*noun_phrase(noun), *goal.subtree])
    words = words or noun_words(noun, references, parallel=True)
    if words is None or not words.text:
        return None
    return Part(
        role, words.text, kind_of(references, noun), noun, by, words.factor, words.sentences,
        role in ("object", "attribute", "dative"), items=_items(references, noun),
    )  # fmt: skip


def _examples(noun: Token) -> list[Token]:
    """The nouns after "such as" or "including" that a noun is said to stand for."""
    for by in noun.children:
        if (first := first_example(by)) is not None:
            return [first, *first.conjuncts]
    return []


def _items(references: References, noun: Token) -> tuple[str, ...]:
    """The words of a list of single nouns; () if it is not one."""
    nouns = _examples(noun) or [noun, *noun.conjuncts]
    if len(nouns) < 2 or not any(c.lower_ == "and" for n in nouns for c in n.children):
        return ()
    found = [noun_words(each, references) for each in nouns]
    return tuple(phrase.text for phrase in found if phrase) if all(found) else ()


def _with_name(references: References, noun: Token, role: str, by: str) -> Part | None:
    """A thing followed by its name: "the romantic comedy Chasing Liberty"."""
    if noun.tag_ != "NN" or noun.conjuncts:
        return None
    names = [n for c in noun.children if c.dep_ == "appos" and (n := references.parsed.name_of(c))]
    name = names[0] if len(names) == 1 and names[0].head.i > noun.i else None
    words = references.phrase(noun_phrase(noun)) if name is not None else None
    if name is None or words is None or name.kind == "person" or name.full in words.text:
        return None
    sort = _DETERMINED.sub("", words.text)
    return Part(
        role, f"{words.text} {name.full}", "thing", noun, by, words.factor, words.sentences,
        role in ("object", "attribute", "dative"), called=name.full, sort=sort,
    )  # fmt: skip


def _is_defined_behind(noun: Token) -> bool:
    """Whether only a participle says which: "the ceremony marking the victory"."""
    return any(c.dep_ == "acl" and c.tag_ == "VBG" for c in noun.children) and any(
        c.lower_ == "the" for c in noun.children
    )


def _with_clause(references: References, noun: Token, dated: set[Token]) -> Phrase | None:
    """The words of "the area that stretches from north to south", which only as a whole define a
    thing."""
    if noun.tag_ not in ("NN", "NNS") or any(c.dep_ in ("prep", "conj") for c in noun.children):
        return None
    clauses = [c for c in noun.children if c.dep_ in ("relcl", "acl")]
    clauses = [c for c in clauses if noun.doc[c.left_edge.i - 1].text != ","]
    if not clauses or references.parsed.name_of(noun) is not None:
        return None
    behind = [t for c in clauses for t in c.subtree if t not in dated]
    words = references.phrase([*noun_phrase(noun), *behind])
    return words if words is not None and len(words.text.split()) <= LONGEST_CLAUSE else None


def _plain_part(references: References, token: Token, role: str, dated: set[Token]) -> Part | None:
    words = references.phrase(_below(token, dated))
    if words is None:
        return None
    number = any(t.tag_ == "CD" for t in _below(token, dated)) and role == "attribute"
    return Part(role, words.text, "number" if number else "common", token, "", words.factor,
                words.sentences, role != "more")  # fmt: skip


def _with_preposition(
    references: References, clause: Clause, preposition: Token, dated: set[Token]
) -> Part | None:
    if any(child in dated for child in preposition.children):
        return None
    by = preposition.lower_
    inner = next(
        (c for c in preposition.children if c.dep_ in ("prep", "pcomp") and c.tag_ == "IN"), None
    )
    if inner is not None and object_of(preposition) is None:
        by, preposition = f"{by} {inner.lower_}", inner
    elif f"{by} of" in CAUSES or f"{by} to" in CAUSES:
        by = next(cause for cause in CAUSES if cause.startswith(f"{by} "))
    noun = object_of(preposition)
    if noun is None:
        return _doing(references, preposition, dated)
    if noun is not None and noun.tag_ in ("WDT", "WP") and clause.verb.dep_ == "relcl":
        noun = clause.verb.head
    if noun is None or noun.ent_type_ == "TIME" or noun.lower_ in _EMPTY:
        return None
    goes_on = noun.i + 1 < len(noun.doc) and noun.nbor(1).text in "-–—"
    if noun.ent_type_ == "DATE" and (noun.tag_ != "CD" or goes_on):
        return None
    role = "agent" if preposition.dep_ == "agent" else "more"
    part = _noun_part(references, noun, role, dated, by)
    if part is not None and part.kind == "place" and by in ("in", "at", "near", "on"):
        return Part("place", part.text, part.kind, noun, by, part.factor, part.sentences)
    return part


def _doing(references: References, by: Token, dated: set[Token]) -> Part | None:
    """What is done on the way: "by absorbing people from the provinces"."""
    verb = next((c for c in by.children if c.dep_ == "pcomp" and c.tag_ == "VBG"), None)
    words = references.phrase(_below(verb, dated)) if verb is not None else None
    apart = by.lower_ in ("before", "after", "since", "upon", "following", "while", "when")
    if verb is None or words is None or apart or len(words.text.split()) < 2:
        return None
    if by.lower_ == "by":
        text = f"by {words.text}"
        return Part("means", text, "common", verb, "", words.factor, words.sentences)
    return Part("more", words.text, "common", verb, by.lower_, words.factor, words.sentences)


def _below(token: Token, out: set[Token]) -> list[Token]:
    if token in out:
        return []
    tokens = [token]
    for child in token.children:
        if child.dep_ in ("relcl", "appos", "parataxis", "advcl", "acl", "ccomp"):
            continue
        if child.dep_ == "punct" and child.text not in "-–'’\"“”" and not parts_a_list(child):
            continue
        if child.dep_ == "prep" and any(c in out for c in child.children):
            continue
        tokens.extend(_below(child, out))
    return sorted(tokens, key=lambda each: each.i)


def speaker_of(references: References, verb: Token) -> Phrase | None:
    """Who claims what a verb states: an empty phrase for the article itself, None if unknown."""
    first = verb
    while first.dep_ == "conj" and first.head.pos_ in ("VERB", "AUX"):
        first = first.head
    sources = [c for c in verb.children if c.lower_ == "according"]
    # "According to X, A is large, and B is small": X says both.
    sources += [c for c in first.children if c.lower_ == "according" and c.i < first.i]
    source = sources[0] if sources else None
    if source is not None:
        to = next((n for t in source.children for n in t.children if n.dep_ == "pobj"), None)
        return noun_words(to, references, parallel=True) if to is not None else None
    told = next((v for v in (verb, *verb.ancestors) if is_reported(v)), None)
    if told is None:
        return Phrase("")
    who = subject_of(told.head)
    return noun_words(who, references, parallel=True) if who is not None else None


def kind_of(references: References, noun: Token) -> str:
    """The kind of thing that a noun refers to, see `Part`."""
    if noun.ent_type_ in ("DATE", "TIME"):
        return "date"
    if noun.tag_ in ("PRP", "PRP$"):
        found = references.of(noun)
        return found.kind if found else "common"
    if noun.tag_ == "CD" and any(c.dep_ == "det" for c in noun.children):
        # "the new 777" is a name.
        return "thing"
    if noun.tag_ == "CD" or any(
        c.tag_ == "CD" and c.dep_ in ("nummod", "compound") and c.i < noun.i for c in noun.children
    ):
        return "number" if references.parsed.name_of(noun) is None else "thing"
    if noun.ent_type_ in ("MONEY", "PERCENT", "QUANTITY"):
        return "number"
    name = references.parsed.name_of(noun) or references.parsed.name_beside(noun)
    if name is not None and name.kind == "organisation" and not is_group(references, name):
        return "thing"
    if name is not None:
        return name.kind if name.kind in NAMED else "thing"
    found = references.of(noun)
    return found.kind if found is not None and noun.dep_ in SUBJECTS else "common"


def is_group(references: References, name: Name) -> bool:
    """Whether a name is clearly an organisation, by one of its words or by all its mentions."""
    if any(token.lower_ in ORGANISATIONS for token in name.tokens):
        return True
    labels = references.parsed.labels[name.text]
    return labels["ORG"] > 1 and len(labels) == 1


def is_country(text: str) -> bool:
    """Whether a place is a country."""
    return text in COUNTRIES or text.removeprefix("the ") in COUNTRIES
