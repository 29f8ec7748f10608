"""The parts of a statement: what goes with its verb, each in words that stand alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from quiz.facts.extract.calendar import When
from quiz.facts.extract.clauses import DATED_BY, Clause, ClauseDate, noun_words
from quiz.facts.extract.lexicon import CLAIMING, ORGANISATIONS, words
from quiz.facts.extract.noun_phrases import (
    WITHIN,
    has_article,
    is_highest,
    is_rate,
    noun_phrase,
    parts_a_list,
)
from quiz.facts.extract.parse_tree import Token
from quiz.facts.extract.parsed import PART_OF_NAME, Name
from quiz.facts.extract.references import Phrase, References
from quiz.facts.extract.tokens import (
    SUBJECTS,
    first_example,
    in_score,
    is_of_opening,
    is_year,
    object_of,
    subject_of,
    text_of,
)

_PARTICLES = words("away back forward out down up off over apart abroad home ahead aside")
CAUSES = ("because", "because of", "due to", "owing to", "thanks to")
_FINDING = CLAIMING | words("find show know discover learn hold conclude")
_WHEN = ("when", "after", "before")
_EMPTY = frozenset(
    ["example", "instance", "addition", "fact", "order", "particular", "general", "contrast"]
)
_ASIDES = words(
    "including compared according despite like unlike besides amid without per via than"
)
_DETERMINED = re.compile(r"^(?:the|an?|his|her|its|their) ", re.IGNORECASE)
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

WITH_MORE = words("compare supply provide equip replace accuse charge deprive associate liken")
"""Verbs that say little without what stands behind their object."""

LONGEST_CLAUSE = 24
"""Most words of a noun with the clause that defines it."""


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a statement. role: subject, object, attribute, complement, dative, agent, time,
    moment, place, purpose, means, more.

    text: its words, which stand alone. by: the preposition before them, or "". kind: person,
    organisation, place, event, initiative or thing for a name; date, number, or common. head: its
    noun. called, sort: the name and the noun in "the comedy Chasing Liberty". items: what "maize,
    squash and beans" lists.
    """

    role: str
    text: str
    kind: str
    head: Token
    by: str = ""
    factor: float = 1.0
    sentences: tuple[int, ...] = ()
    when: When | None = None
    called: str = ""
    sort: str = ""
    items: tuple[str, ...] = ()

    @property
    def needed(self) -> bool:
        """Whether the statement falls apart without it."""
        return self.role in ("subject", "object", "attribute", "complement", "dative")

    @property
    def words(self) -> str:
        """Its words with the preposition, and the comma that ends an aside: "in Lom, Peru,"."""
        return f"{self.by} {self.text}{self._comma}".strip()

    @property
    def _comma(self) -> str:
        _, comma, last = self.text.rpartition(", ")
        if not comma:
            return ""
        nouns = (c for n in (self.head, *self.head.conjuncts) for c in n.children)
        asides = (c for c in nouns if c.dep_ == "appos" and last.endswith(c.text))
        return (
            "," if any((after := c.right_edge.after) and after.text == "," for c in asides) else ""
        )


def directions(verb: Token) -> list[Token]:
    """The adverb right behind a verb that changes its meaning: "walked away from talks"."""
    near = [c for c in verb.children if c.dep_ == "advmod" and c.i == verb.i + 1]
    return [c for c in near if c.lower_ in _PARTICLES]


def inner_verbs(verb: Token) -> list[Token]:
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
        and (verb.lemma_ != "be" or any(c.dep_ == "auxpass" for c in child.children))
        and (verb.lemma_ in _MADE_TO or not any(c.dep_ == "auxpass" for c in verb.children))
        and not between
        and _is_infinitive(child)
    )


def _is_infinitive(verb: Token) -> bool:
    """Whether a verb comes after "to", has no subject of its own, and is not denied."""
    return (
        verb.tag_ in ("VB", "VBN")
        and any(c.tag_ == "TO" for c in verb.children)
        and not any(c.dep_ in ("neg", "mark", *SUBJECTS) for c in verb.children)
    )


def parts_of(references: References, clause: Clause, subject: Part) -> list[Part] | None:
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
            Part("object", words.text, kind, clause.object, "", words.factor, words.sentences)
        )
    late: list[Part] = []
    bare = True
    verbs = [verb, *directions(verb), *inner_verbs(verb)]
    for child in sorted((c for v in verbs for c in v.children), key=lambda token: token.i):
        if child in dated and child.dep_ == "dobj":
            # "opened 2012 with a victory": the year is what was opened.
            return None
        if child in verbs or _is_aside(child):
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
            if child.lower_ in _ASIDES or is_of_opening(child):
                continue
            if child.lower_ in ("for", "against") and not any(child.children):
                # "55% voted against and 45% for the plan"
                return None
            first = bare and child.i > verb.i and child.dep_ == "prep"
            part = _with_preposition(references, clause, child, dated)
            if child.head != verb and child.head.dep_ == "advmod":
                # "is home to 20 pandas"
                needed = True
                part = part and replace(part, role="complement")
            elif child.i > child.head.i and (
                child.head.lemma_ in WITH_MORE or child.lower_ == "as"
            ):
                needed = True
            else:
                needed = first and not parts and clause.date is None
        elif child.dep_ == "ccomp" and child.i > verb.i:
            needed = True
            part = _content(references, child)
        elif child.dep_ == "advcl" and any(c.lower_ == "because" for c in child.children):
            part = _reason(references, child)
        elif child.dep_ == "advcl" and verb.lemma_ != "be" and _is_when(child):
            tokens = [token for token in child.subtree if token.text != "."]
            part = _common("moment", references.phrase(tokens), child)
        elif child.dep_ == "advmod" and child.i > verb.i and _is_how_often(child):
            needed = True
            part = _plain_part(references, child, "complement", dated)
        elif child.dep_ == "npadvmod" and (
            # "Lomian giants Harbour Town bowed out": a noun of the subject.
            is_rate(child)
            or (child.i > verb.i and child.tag_ != "CD" and child.ent_type_ != "DATE")
        ):
            part = _plain_part(references, child, "more", dated)
        else:
            continue
        bare = False
        if part is None:
            if needed:
                return None
            continue
        # "was asked by Peru to study it": by whom comes last.
        early = child.dep_ == "agent" and child.head == verb and child.i < verbs[-1].i
        early = early or (child.dep_ == "prep" and child.i < verb.i)
        (late if early else parts).append(part)
    parts += late
    parts.sort(key=lambda part: part.role == "dative", reverse=True)
    told = " ".join(part.text for part in (subject, *parts))
    parts += (time for time in _times(clause) if time.text[-4:] not in told)
    # "She began her visit after she won": the subject must not be named twice.
    own = next((t.lower_ for t in verb.subtree if t.tag_ == "PRP$"), "the")
    it = next((t.lower_ for t in verb.subtree if _is_again(references, t, subject)), subject.text)
    name = re.escape(subject.text)
    return [
        replace(
            p, text=re.sub(rf"\b{name}(?= |$)", it, re.sub(rf"\b{name}['’]s? ", f"{own} ", p.text))
        )
        if subject.text in p.text
        else p
        for p in parts
    ]


def _is_again(references: References, pronoun: Token, subject: Part) -> bool:
    """Whether a pronoun stands for a subject that is told before it."""
    mine = pronoun.tag_ == "PRP" and pronoun.dep_ in SUBJECTS and pronoun != subject.head
    found = references.of(pronoun) if mine else None
    return found is not None and found.text == subject.text


def _is_how_often(adverb: Token) -> bool:
    """Whether an adverb counts: "won twice", but not "was once a port" or "sank once more"."""
    more = adverb.after is not None and adverb.after.lower_ in ("more", "again")
    return adverb.lower_ in ("once", "twice") and adverb.head.lemma_ != "be" and not more


def _is_aside(child: Token) -> bool:
    """Whether a colon parts a phrase from its verb, which then has no part in it: "the prize for
    Salt: On the Wells of Lom"."""
    verb = child.head
    return any(c.text == ":" and verb.i < c.i < child.i for c in verb.children)


def _times(clause: Clause) -> Iterator[Part]:
    """When it was: one date or a period; an event with several dates gets none."""
    stretch = clause.range()
    if stretch is not None:
        first, last = stretch
        joined = "to" if first.by == "from" else "and"
        text = f"{first.expression.when} {joined} {last.expression.when}"
        yield Part("time", text, "date", _last(first), first.by)
    # "won the prize, and the Lom Award in 2012": not the prize.
    second = [c.i for c in clause.verb.children if c.dep_ == "conj" and c.pos_ == "PROPN"]
    plain = [d for d in clause.dates if d.by in DATED_BY and all(_last(d).i < n for n in second)]
    if any(c.dep_ == "conj" for d in plain for t in d.tokens for c in t.children):
        # "in 2007 and 2008": each would be right.
        return
    if len(plain) > 1:
        exact = max(plain, key=lambda d: (d.expression.when.month > 0, d.expression.when.day > 0))
        if any(d.expression.when.year != exact.expression.when.year for d in plain):
            return
        plain = [exact]
    others = [d for d in clause.dates if d.by in ("since", "until", "by", "before", "after")]
    for date in (*plain, *([] if stretch else others)):
        when = date.expression.when
        today = any(t.lower_ == "today" for t in date.tokens) and clause.verb.lemma_ != "be"
        if clause.present and not date.expression.absolute and (today or not when.month):
            # "Today, 900 people speak it" means these days, and everybody knows which year "this
            # year" is.
            continue
        by = date.by if date.by not in DATED_BY else when.phrase.split()[0]
        yield Part("time", str(when), "date", _last(date), by, when=when)


def _last(date: ClauseDate) -> Token:
    return max(date.tokens, key=lambda token: token.i)


def _is_purpose(verb: Token) -> bool:
    """Whether "to …" states a purpose: "built aqueducts to bring water"."""
    main = verb.head
    before = {c.dep_ for c in main.children if c.i < verb.i}
    return bool(
        _is_infinitive(verb)
        and before & {"dobj", "prep", "auxpass"}
        and (verb.dep_ == "advcl" or main.lemma_ not in _MADE_TO)
    )


def _goal(noun: Token) -> Token | None:
    """The verb of "to carry water" in "canals to carry water" and of "to vote" in "the right to
    vote"."""
    clauses = (c for c in noun.children if c.dep_ in ("acl", "xcomp", "relcl"))
    return next((c for c in clauses if _is_infinitive(c)), None)


def _purpose(references: References, verb: Token, dated: set[Token]) -> Part | None:
    words = references.phrase(_below(verb, dated))
    if words is None or len(words.text.split()) < 3:
        return None
    return _common("purpose", words, verb)


def _common(role: str, words: Phrase | None, head: Token, by: str = "") -> Part | None:
    """A part that is no name, told by these words; None if they make no sense alone."""
    if words is None:
        return None
    return Part(role, words.text, "common", head, by, words.factor, words.sentences)


def _reason(references: References, clause: Token) -> Part | None:
    """The clause behind "because"."""
    tokens = [t for t in clause.subtree if t.lower_ != "because" and t.text != "."]
    return _common("more", references.phrase(tokens), clause, "because")


def _is_when(clause: Token) -> bool:
    return clause.i > clause.head.i and clause.left_edge.lower_ in _WHEN


def _content(references: References, verb: Token) -> Part | None:
    """What somebody finds, or what a consequence is: "that the bridge was old"."""
    said, first, own = verb.head, verb.left_edge, subject_of(verb)
    passive = any(c.dep_ == "auxpass" for c in said.children)
    if (
        passive
        or first.i < said.i
        or own is None
        or first.tag_[:1] == "W"
        or references.parsed.is_spoken(own)
    ):
        return None
    words = references.phrase(t for t in verb.subtree if t.text != ".")
    if words is None or len(words.text.split()) > LONGEST_CLAUSE:
        return None
    bare = first.dep_ == "mark" or any(c.tag_ == "TO" for c in verb.children)
    if not bare and said.lemma_ not in _FINDING:
        # "was warm and it can get cold": two clauses, of which the parse makes one.
        return None
    text = words.text if bare else f"that {words.text}"
    role = "attribute" if said.lemma_ == "be" else "object"
    return Part(role, text, "common", verb, "", words.factor, words.sentences)


def _noun_part(
    references: References, noun: Token, role: str, dated: set[Token], by: str = ""
) -> Part | None:
    if noun.tag_ in ("WP", "WDT", "WRB", "EX") or _is_number_and(noun):
        return None
    if subject_of(noun) is not None and noun.tag_ in ("VBZ", "VBP", "VBD"):
        # "is mainly rural and the council rates it": the parse has mixed two clauses.
        return None
    if noun.ent_type_ in ("GPE", "LOC") and any(c.tag_ == "PRP$" for c in noun.children):
        # "her Lom, Peru home": the parse has lost the home.
        return None
    named = _with_name(references, noun, role, by)
    if named is not None:
        return named
    if role == "more" and _is_restricted(noun):
        return _common(role, _with_clause(references, noun, dated), noun, by)
    whole = role == "attribute" or (role == "object" and _is_defined_behind(noun))
    words = _with_clause(references, noun, dated) if whole else None
    goal = _goal(noun)
    if goal is not None and noun.head.lemma_ not in _MAKING:
        # "the right to vote"
        words = references.phrase([*noun_phrase(noun), *goal.subtree])
    if words is None and not _loses_its_matter(noun):
        words = noun_words(noun, references, parallel=True)
    if words is None:
        return None
    return Part(
        role, words.text, kind_of(references, noun), noun, by, words.factor, words.sentences,
        items=_items(references, noun),
    )  # fmt: skip


def _is_number_and(noun: Token) -> bool:
    """Whether the parse takes a second verb for a part of a number: "killed 30 and hurt dozens"."""
    return any(n.tag_ != "CD" for c in noun.children if c.tag_ == "CD" for n in c.conjuncts)


def _examples(noun: Token) -> list[Token]:
    """The nouns after "such as" or "including" that a noun is said to stand for."""
    for by in noun.children:
        if (first := first_example(by)) is not None:
            return [first, *first.conjuncts]
    return []


def _items(references: References, noun: Token) -> tuple[str, ...]:
    """The words of a list of single nouns; () if it is not one."""
    nouns = _examples(noun) or [noun, *noun.conjuncts]
    links = [c for n in nouns for c in n.children if c.lower_ == "and"]
    if len(nouns) < 2 or not links or any(c.ent_type_ for c in links):
        # With an "and" of its own, "Lind and Dahl" is one name.
        return ()
    found = [noun_words(each, references) for each in nouns]
    return tuple(phrase.text for phrase in found if phrase) if all(found) else ()


def _with_name(references: References, noun: Token, role: str, by: str) -> Part | None:
    """A thing followed by its name: "the romantic comedy Chasing Liberty"."""
    if noun.tag_ != "NN" or noun.conjuncts:
        return None
    names = [n for c in noun.children if c.dep_ == "appos" and (n := references.parsed.name_of(c))]
    name = names[0] if len(names) == 1 else None
    words = references.phrase(noun_phrase(noun)) if name is not None else None
    if name is None or words is None or name.full in words.text:
        return None
    if name.kind == "person" and noun.lower_ not in PART_OF_NAME:
        return None
    sort = _DETERMINED.sub("", words.text)
    return Part(
        role, f"{words.text} {name.full}", "thing", noun, by, words.factor, words.sentences,
        called=name.full, sort=sort,
    )  # fmt: skip


def _is_defined_behind(noun: Token) -> bool:
    """Whether only a participle says which: "the ceremony marking the victory"."""
    return any(c.dep_ == "acl" and c.tag_ == "VBG" for c in noun.children) and any(
        c.lower_ == "the" for c in noun.children
    )


def _loses_its_matter(noun: Token) -> bool:
    """Whether a noun says nothing without the clause behind it: "a warning that it may rain"."""
    return any(
        c.dep_ in ("acl", "relcl", "ccomp")
        and c.left_edge.lower_ == "that"
        and c.left_edge.dep_ in ("mark", "advmod")
        for c in noun.children
    )


def _is_restricted(noun: Token) -> bool:
    """Whether the clause right behind a common noun with "the" says which one: "the days they
    met"."""
    after = noun.after
    return (
        noun.tag_ in ("NN", "NNS")
        and has_article(noun, ("the",))
        and any(c.dep_ == "relcl" and c.left_edge is after for c in noun.children)
    )


def _with_clause(references: References, noun: Token, dated: set[Token]) -> Phrase | None:
    """The words of "the area that stretches from north to south", which only as a whole define a
    thing."""
    if noun.tag_ not in ("NN", "NNS") or any(c.dep_ in ("prep", "conj") for c in noun.children):
        return None
    clauses = [c for c in noun.children if c.dep_ in ("relcl", "acl")]
    clauses = [c for c in clauses if noun.doc[c.left_edge.i - 1].text != ","]
    if not clauses:
        return None
    behind = [t for c in clauses for t in c.subtree if t not in dated]
    words = references.phrase([*noun_phrase(noun), *behind])
    return words if words is not None and len(words.text.split()) <= LONGEST_CLAUSE else None


def _plain_part(references: References, token: Token, role: str, dated: set[Token]) -> Part | None:
    words = references.phrase(_below(token, dated))
    if words is None:
        return None
    number = role == "attribute" and any(t.tag_ == "CD" for t in _below(token, dated))
    kind = "number" if number else "common"
    return Part(role, words.text, kind, token, "", words.factor, words.sentences)


def _with_preposition(
    references: References, clause: Clause, preposition: Token, dated: set[Token]
) -> Part | None:
    if any(child in dated for child in preposition.children) or preposition.pos_ == "PROPN":
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
    if noun.tag_ in ("WDT", "WP") and clause.verb.dep_ == "relcl":
        noun = clause.verb.head
    if noun.ent_type_ == "TIME" or noun.lower_ in _EMPTY or (by, noun.lower_) == ("at", "time"):
        return None
    if noun.tag_ == "NNS" and noun.ent_type_ == "DATE" and by in ("in", "for"):
        if not any(is_highest(c) for c in clause.verb.children):
            return None
        return _common("complement", references.phrase(noun_phrase(noun)), noun, by)
    goes_on = noun.i + 1 < len(noun.doc) and noun.nbor(1).text in "-–—"
    if noun.ent_type_ == "DATE" and (noun.tag_ != "CD" or goes_on):
        return _period(noun, by, dated)
    if noun.ent_type_ == "DATE" and is_year(noun) and by == "in":
        # "in 2007 and again today": the year is not the date of all that is told.
        return None
    role = "agent" if preposition.dep_ == "agent" else "more"
    part = _noun_part(references, noun, role, dated, by)
    if part is not None and part.kind == "place" and by in ("in", "at", "near", "on"):
        return Part("place", part.text, part.kind, noun, by, part.factor, part.sentences)
    return part


def _period(noun: Token, by: str, dated: set[Token]) -> Part | None:
    """A time that names its year but is no date: "by the end of March 2005", "2012 – 13"."""
    tokens = noun_phrase(noun)
    dash = noun.after
    if tokens[-1] is noun and dash is not None and dash.text in "-–—" and dash.after is not None:
        tokens += [dash, dash.after]
    text = text_of(tokens)
    named = re.search(r"\b(?:1[5-9]|20)\d\d(?: ?[-–—] ?\d\d)?$", text)
    if not named or dated & set(tokens) or by not in ("by", "in", "during", "at", "until", "since"):
        return None
    return Part("time", text, "date", noun, by)


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
    return _common("more", words, verb, by.lower_)


def _below(token: Token, out: set[Token]) -> list[Token]:
    if token in out:
        return []
    tokens = [token]
    for child in token.children:
        if child.dep_ in ("relcl", "appos", "parataxis"):
            continue
        if child.dep_ == "ccomp" and not any(c.tag_ == "TO" for c in child.children):
            # But "allow them to leave".
            continue
        if child.dep_ == "advcl" and (child.tag_ != "JJ" or child.left_edge.i != token.i + 1):
            # But "breaking free from a car".
            continue
        if child.dep_ == "advmod" and any(c.dep_ == "advcl" for c in child.children):
            # "as soon as it opens"
            continue
        if child.dep_ == "acl" and not _is_infinitive(child):
            continue
        if child.dep_ == "punct" and child.text not in WITHIN and not parts_a_list(child):
            continue
        if child.dep_ == "prep" and any(c in out for c in child.children):
            continue
        tokens.extend(_below(child, out))
    return sorted(tokens, key=lambda each: each.i)


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
        c.tag_ == "CD" and c.dep_ in ("nummod", "compound") and c.i < noun.i and not is_year(c)
        for c in noun.children
    ):
        return "number" if references.parsed.name_of(noun) is None else "thing"
    if noun.ent_type_ in ("MONEY", "PERCENT", "QUANTITY"):
        return "number"
    name = references.parsed.name_of(noun) or references.parsed.name_beside(noun)
    if name is not None and name.kind == "organisation" and (
        not _is_group(references, name)
        # "his ninth Budget"
        or any(c.tag_ == "PRP$" and c.head is noun for c in noun.children)
    ):  # fmt: skip
        return "thing"
    if name is not None:
        return name.kind
    found = references.of(noun)
    return found.kind if found is not None and noun.dep_ in SUBJECTS else "common"


def _is_group(references: References, name: Name) -> bool:
    """Whether a name is clearly an organisation, by one of its words or by all its mentions."""
    if any(token.lower_ in ORGANISATIONS for token in name.tokens):
        return True
    labels = references.parsed.labels[name.text]
    return labels["ORG"] > 1 and len(labels) == 1
