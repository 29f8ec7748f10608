"""Clauses: who does what, when and where."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise

from quiz.facts.extract.calendar import Expression, find_dates
from quiz.facts.extract.lexicon import (
    BEFORE_DATES,
    FAMILY,
    GERUNDS,
    HEDGES,
    SAYING,
    UNSURE,
    is_post,
    words,
)
from quiz.facts.extract.noun_phrases import (
    has_article,
    loose_and,
    named_between,
    noun_phrase,
    parts_a_list,
)
from quiz.facts.extract.parse_tree import Token
from quiz.facts.extract.parsed import PART_OF_NAME, Name, ParsedArticle, Sentence
from quiz.facts.extract.references import Phrase, References, is_reflexive, possessive
from quiz.facts.extract.tokens import (
    SUBJECTS,
    WILL,
    auxiliaries_of,
    entity_of,
    finite_of,
    in_present,
    is_of_opening,
    is_plural,
    is_reported,
    object_of,
    subject_of,
)
from quiz.wording import joined

_UNTRUE = ("never", "almost", "nearly", "not", "allegedly", "longer", "hardly", "barely")
_ERA = re.compile(r" ?(?:B\.?C|C\.?E|A\.?D|years)\b")
_AS_LATE = re.compile(r"\bas (?:early|late|recently) as $")
_COLLECTIVE = words(
    "police team group family staff crew public government party band company committee council"
    " majority minority number rest half lot couple pair percent cent youth audience army media"
    " data cattle people series species board jury side club squad press population"
)
"""Singular nouns whose verb may be plural."""

_LASTING = words(
    "be have include contain consist lie stand employ own cover mean represent belong stretch live"
    " require provide allow hold number range serve say believe estimate call cost measure weigh"
)
_EXPECTED = words(
    "expect think believe forecast predict tip set schedule plan suppose report rumour due likely"
    " poise poised about ready"
)
"""With "is", these tell of what is not yet known."""

_BEHIND_BE = ("attr", "acomp", "prep", "xcomp")

DATED_BY = ("in", "on", "", "at")
"""Prepositions before the date of an event; "" for none."""

_CONDITIONS = ("if", "unless", "whether")
_ENDS = ("to", "until", "through", "and")
_ELSEWHEN = ("after", "before", "since", "until", "till", "following", "than")
_OTHERWISE = ("from", "despite", "like", "with", "as", "about")
_BESIDE = ("before", "after", "since", "upon", "following")
_GIVING = words(
    "give sentence order award pay offer find name call elect make appoint grant ask teach tell"
    " show send deny allow owe charge proclaim crown declare deem leave"
)
_NO_CLAUSE = words("aux auxpass amod compound nmod attr oprd dobj pobj appos csubj")
"""What no verb is in a sentence: the parse has taken a noun for one, as in "are exhibits"."""

_BY_THEN = words("previously originally initially earlier once")
_UP_TO_NOW = words("since already ever always long so twice times often repeatedly regularly")
_LOOKING_BACK = words("recall remember commemorate mark celebrate recount mourn investigate regret")
"""What these are done to was before: a date behind it is its own."""

_UNCONFIRMED = words("deny dispute hear")
"""What is denied, or only heard, is no fact."""

_ADMITTING = words("admit concede acknowledge confirm")
_BARE_BEHIND = words("see watch hear let make have help")
_CLIMB = words(
    "pobj npadvmod nummod compound nmod amod advmod prep appos pcomp tmod quantmod poss det nsubj"
    " agent dobj attr oprd dative"
)


@dataclass(frozen=True, slots=True)
class ClauseDate:
    """A date in a clause. by: its preposition, "" for none. near: whether it belongs to the verb
    itself."""

    expression: Expression
    tokens: tuple[Token, ...]
    by: str
    near: bool


@dataclass(slots=True)
class Clause:
    """A verb with its subject. subject: a noun, perhaps the one that "which" refers to. object: one
    that comes before its verb: "the plan which he made". main: the verb whose subject a participle
    shares. factor: for the confidence."""

    sentence: Sentence
    verb: Token
    subject: Token
    passive: bool = False
    future: bool = False
    added: str = ""
    main: Token | None = None
    object: Token | None = None
    factor: float = 1.0
    dates: list[ClauseDate] = field(default_factory=list)

    @property
    def present(self) -> bool:
        """Whether it is in the present tense."""
        verb = self.main or self.verb
        return in_present(verb)

    @property
    def planned(self) -> bool:
        """Whether it tells in the present tense what was to come: "opens on Friday"."""
        verb = self.verb
        simple = not auxiliaries_of(verb) and verb.lemma_ != "be"
        held = verb.tag_ == "VBN"
        more = verb.lemma_ in _EXPECTED or any(c.dep_ == "xcomp" for c in verb.children)
        return self.future and self.present and (simple or held) and not more

    def range(self) -> tuple[ClauseDate, ClauseDate] | None:
        """The two dates of "from 1947 to 1960" or "between May and June"."""
        first = next((d for d in self.dates if d.by in ("from", "between")), None)
        ends = [d for d in self.dates if d.by in _ENDS]
        return (first, ends[0]) if first is not None and len(ends) == 1 else None

    @property
    def date(self) -> ClauseDate | None:
        """When it took place; None unless it names exactly one date."""
        when = [dated for dated in self.dates if dated.by in DATED_BY]
        return when[0] if len(when) == 1 else None


def is_passing(verb: Token) -> bool:
    """Whether a verb in the present tense tells what may soon be over: "plans", "is building",
    "is in talks", "is expected"."""
    if auxiliaries_of(verb):
        return verb.tag_ == "VBG" or verb.lemma_ in _EXPECTED
    if verb.lemma_ != "be":
        return verb.lemma_ not in _LASTING
    behind = [c for c in verb.children if c.i > verb.i and c.dep_ in _BEHIND_BE][:1]
    if not behind or behind[0].dep_ != "prep":
        # "is the first club to win"
        first = any({"the", "first"} <= {t.lower_ for t in c.children} for c in behind)
        return first or any(c.dep_ == "xcomp" or c.lemma_ in _EXPECTED for c in behind)
    # "is in Peru" lasts.
    return not any(t.ent_type_ in ("GPE", "LOC", "FAC") for t in behind[0].subtree)


def is_perfect(verb: Token) -> bool:
    """Whether a verb tells what has happened by now: "has sunk"."""
    first = finite_of(verb)
    return first is not verb and first.lower_ in ("has", "have")


def lasts(verb: Token) -> bool:
    """Whether a verb in the perfect tells what goes on, and not what happened once: "has worked in
    Lom for a year", "has been waiting"."""
    return verb.tag_ == "VBG" or any(
        c.lower_ in _UP_TO_NOW
        or (
            c.lower_ in ("for", "over", "throughout")
            and any(t.ent_type_ in ("DATE", "TIME") for t in c.children)
        )
        for c in verb.children
    )


def clauses_of(parsed: ParsedArticle, sentence: Sentence) -> list[Clause]:
    """The clauses that state something; denied, doubted, wanted or quoted ones are left out."""
    found = [
        clause for token in sentence if (clause := _clause(parsed, sentence, token)) is not None
    ]
    by_verb = {clause.verb: clause for clause in found}
    text = sentence.span.text
    for expression in find_dates(text, parsed.article.day, sentence.tense_at):
        if _ERA.match(text, expression.end) or text[: expression.start].endswith(
            ("(", "at least ")
        ):
            continue
        dated = _attach(sentence, expression)
        if dated is not None:
            verb, where = dated
            while verb not in by_verb and _shares_its_date(verb):
                verb = verb.head.head if verb.dep_ == "acl" else verb.head
            if verb in by_verb:
                clause, day = by_verb[verb], parsed.article.day
                clause.dates.append(where)
                # "The fair opens on Friday."
                clause.future |= (
                    clause.present and day is not None and expression.when.is_after(day)
                )
    return found


def _shares_its_date(verb: Token) -> bool:
    """Whether a date of a verb is one of the verb that it belongs to: "is to open on", "attend the
    ceremony marking the victory on"."""
    participle = verb.dep_ == "acl" and verb.tag_ == "VBG" and verb.head.dep_ == "dobj"
    return bool(participle or verb.dep_ == "xcomp")


def _is_one_relative(noun: Token) -> bool:
    """Whether two nouns may tell how one person is related to others: "Ada's aunt and Bo's sister
    Eva"."""
    others = (c for other in noun.conjuncts for c in (other, *other.children))
    owned = noun.lower_ in FAMILY and any(c.dep_ == "poss" for c in noun.children)
    return owned and any(c.i > noun.i and c.lower_ in FAMILY for c in others)


def _is_title(noun: Token) -> bool:
    """Whether a common noun only says what the name behind it is: "football club Lom United"."""
    return noun.tag_ == "NN" and not any(c.dep_ in ("det", "poss", "amod") for c in noun.children)


def _names_of(noun: Token) -> Iterator[Token]:
    """The names behind a noun that may be its own, also where the parse ties one to the last noun
    before it: "a dentist of Lomian origin, Ada Lind", "one of her songs, Harbour Lights"."""
    for child in noun.children:
        if child.dep_ == "appos":
            yield child
        inner = object_of(child) if child.lower_ == "of" else None
        loose = noun.lower_ == "one" or is_post(noun.lower_)
        loose = loose and inner is not None and inner.pos_ == "NOUN" and not is_post(inner.lower_)
        kin = noun.lower_ in FAMILY and inner is not None and inner.pos_ == "PROPN"
        if inner is not None and (loose or (kin and has_article(noun, ("a", "an")))):
            yield from (c for c in inner.children if c.dep_ == "appos")


def noun_words(noun: Token, references: References, parallel: bool = False) -> Phrase | None:
    """The words of a noun that make sense alone; a person's without titles. parallel: include "and
    …"."""
    if is_reflexive(noun):
        return Phrase(noun.text)
    found = references.of(noun)
    alone = not any(child.dep_ == "conj" for child in noun.children)
    name = references.parsed.name_of(noun)
    if name is not None and name.kind != "person" and name.full == name.text:
        found = None
    if name is None and found is None:
        # "another candidate, Raymond Wong": the name is meant.
        beside = next(
            (n for c in _names_of(noun) if (n := references.parsed.name_of(c)) is not None), None
        )
        person = beside is not None and beside.kind == "person" and noun.tag_ == "NN"
        if (
            beside is not None
            and (person or noun.lower_ == "one" or _is_title(noun))
            and (noun.lower_ not in PART_OF_NAME)
        ):
            return noun_words(beside.head, references)
    if found is not None and (alone or not parallel):
        return Phrase(found.text, found.factor, found.sentences)
    links = [c for n in (noun, *noun.conjuncts) for c in n.children if c.dep_ == "cc"]
    by = links[0].lower_ if links else ""
    if loose_and(noun) is not None:
        parallel = False
    if parallel and _is_one_relative(noun):
        return None
    if parallel and noun.conjuncts and not alone and not links:
        # "harmony, peace, wit": commas alone join them.
        last = noun.conjuncts[-1].right_edge
        return references.phrase(noun.doc[noun_phrase(noun)[0].i : last.i + 1])
    if parallel and not alone and by in ("and", "or", "&"):
        parts: list[Phrase] = []
        for each in (noun, *noun.conjuncts):
            part = noun_words(each, references)
            if part is None:
                return None
            parts.append(part)
        text = joined([part.text for part in parts], by)
        phrases = [noun_phrase(each) for each in (noun, *noun.conjuncts)]
        if any(phrase[-1].i > after[0].i for phrase, after in pairwise(phrases)):
            # "singers and players from Lom", all of whom are from there.
            commas = {c for n in (noun, *noun.conjuncts) for c in n.children if parts_a_list(c)}
            words_of = {t for phrase in phrases for t in phrase}
            whole = references.phrase(words_of | commas | set(links))
            if whole is None:
                return None
            text = whole.text
        own = [t.lower_ for each in noun.conjuncts for t in each.children if t.tag_ == "PRP$"]
        if own:
            # "Chao and his wife"
            text = text.replace(f" {possessive(parts[0].text)} ", f" {own[0]} ")
        factor = min(part.factor for part in parts)
        return Phrase(text, factor, tuple(n for part in parts for n in part.sentences))
    if noun.tag_ in ("PRP", "PRP$", "WP", "WDT", "DT"):
        return None
    if name is not None and not _more_than_name(noun, name):
        tokens = list(name.tokens)
        before = tokens[0].before
        if before is not None and before.dep_ == "det":
            tokens.insert(0, before)
        found_words = references.phrase(tokens)
        within = _within(references, noun) if name.kind == "place" else ""
        if found_words is None or not within:
            return found_words
        return replace(found_words, text=f"{found_words.text}, {within}")
    return references.phrase(noun_phrase(noun))


def _within(references: References, place: Token) -> str:
    """Where a place is: "Massachusetts" in "Cambridge, Massachusetts"."""
    for child in place.children:
        name = references.parsed.name_of(child) if child.dep_ == "appos" else None
        beside = name is not None and name.tokens[0].nbor(-1).text == ","
        if name is not None and beside and child.ent_type_ in ("GPE", "LOC"):
            return name.text
    return ""


def _more_than_name(noun: Token, name: Name) -> bool:
    group = name.kind == "organisation" and noun.dep_ == "pobj"
    # "the Tampa Bay Rays at Fenway Park": the place is not part of the name.
    where = {t for c in noun.children if group and c.lower_ in ("at", "in") for t in c.subtree}
    known = where.union(name.tokens)
    return any(t not in known and t.dep_ not in ("det", "punct") for t in noun_phrase(noun))


def _clause(parsed: ParsedArticle, sentence: Sentence, verb: Token) -> Clause | None:
    if verb.pos_ not in ("VERB", "AUX") or verb.dep_ in _NO_CLAUSE:
        return None
    if parsed.is_spoken(verb) and not _is_attributed(parsed, verb):
        return None
    children = list(verb.children)
    if is_denied(verb) or contrary_to_fact(verb) or is_doubtful(verb):
        return None
    # "visited the actor and poet Ada Lind": a noun that the parse takes for a verb.
    misread = any(each.tag_ == "VBD" and is_post(each.lower_) for each in (verb, *children))
    if misread or has_lost_its_noun(verb):
        return None
    if any(
        child.lower_ in _UNTRUE or is_condition(child)
        # "had only come in May before"
        or (child.lower_ == "before" and not child.children)
        or (child.dep_ == "mark" and child.lower_ in _CONDITIONS)
        for child in children
    ):  # fmt: skip
        return None
    if any(t.lower_ in ("no", "few", "little") and t.dep_ == "det" for c in children
           if c.dep_ in ("dobj", "attr", *SUBJECTS) for t in c.children):  # fmt: skip
        return None
    own = subject_of(verb)
    aux = auxiliaries_of(verb)
    factor = 1.0
    if own is not None and disagrees(own, verb):
        return None
    if own is None and not aux and verb.tag_ in ("VBG", "VBN"):
        participle = _participle(sentence, verb)
        if participle is not None:
            return participle
    if verb.lower_ in GERUNDS and verb.dep_ == "advcl" and own is None and not aux:
        main = subject_of(verb.head)
        when = any(child.lower_ == "when" for child in children)
        return Clause(sentence, verb, main, factor=0.97) if main is not None and when else None
    if verb.dep_ in ("ccomp", "advcl"):
        if verb.head.lemma_ in UNSURE or own is None or _is_awaited(verb):
            return None
        if verb.dep_ == "ccomp" and verb.head.lemma_ in _UNCONFIRMED:
            return None
        factor = 0.97 if verb.head.lemma_ in SAYING else 0.95
    if verb.dep_ == "xcomp" or (verb.tag_ in ("VBG", "VB") and not aux):
        return None
    if verb.dep_ == "acl":
        # But "the idea that the age should be raised".
        return _clause_of_noun(sentence, verb) if own is None else None
    if own is None:
        return _parallel(sentence, verb, aux)
    passive = own.dep_ == "nsubjpass"
    clause = Clause(sentence, verb, own, passive, factor=factor)
    clause.future = any(child.lower_ in WILL for child in aux)
    if verb.dep_ == "relcl":
        if any(child.dep_ == "neg" for child in verb.head.head.children):
            # "not enough iodine, which can lead to illness": not having it does.
            return None
        clause.factor *= 0.98
        if own.tag_ in ("WP", "WDT") or own.lower_ in ("that", "which", "who"):
            antecedent = _antecedent(parsed, verb, own, aux)
            if antecedent is None:
                return None
            clause.subject = antecedent
        elif any(c.tag_ in ("WDT", "WP") and c.dep_ == "dobj" for c in children):
            clause.object = verb.head
        elif any(c.tag_ == "WRB" or _by_which(c) for c in children):
            pass
        else:
            return None
    elif own.tag_ in ("WP", "WDT") or own.lower_ in ("this", "that", "these", "those"):
        return None
    return clause


def _clause_of_noun(sentence: Sentence, verb: Token) -> Clause | None:
    """What a participle behind a noun tells of it: "a club founded in 1991"."""
    if verb.tag_ != "VBN" or not _says_by_whom_or_when(verb) or _is_within_phrase(verb.head):
        return None
    if _is_main(verb):
        return Clause(sentence, verb, verb.head, factor=0.96)
    by = any(c.dep_ == "agent" for c in verb.children)
    if verb.head.dep_ == "ROOT" and verb.lemma_ != "bear" and not by:
        # "The firm filed for bankruptcy in 2002": was filed, or filed? Or the caption of a picture.
        return None
    subject = named_between(verb) or verb.head
    return Clause(sentence, verb, subject, passive=True, added="was", factor=0.96)


def _is_attributed(parsed: ParsedArticle, verb: Token) -> bool:
    """Whether a quotation needs no more than its speaker: "X is old," said Y."""
    said = verb.head
    return bool(
        is_reported(verb)
        and subject_of(said) is not None
        and not parsed.is_spoken(said)
        and not any(t.tag_ in ("PRP", "PRP$") for t in verb.subtree)
    )


def contrary_to_fact(verb: Token) -> bool:
    """Whether a verb is in the conditional: "would have been"."""
    auxiliaries = {c.lower_ for c in verb.children if c.dep_ == "aux"}
    return "have" in auxiliaries and bool(auxiliaries & HEDGES)


def _is_admitted(verb: Token) -> bool:
    """Whether "last month" in a clause may tell when it was said: "admitted that it had sunk last
    month"."""
    said = verb.head
    admitted = verb.dep_ == "ccomp" and said.lemma_ in _ADMITTING and said.i < verb.i
    return admitted and finite_of(verb).lower_ == "had"


def _is_awaited(verb: Token) -> bool:
    """Whether a clause in the present tense tells what is still to come: "once the war ends, the
    port will open"."""
    main = verb.head
    while main.dep_ == "xcomp":
        main = main.head
    to_come = any(t.lower_ in WILL for t in auxiliaries_of(main))
    return verb.dep_ == "advcl" and to_come and in_present(verb)


def is_denied(verb: Token) -> bool:
    """Whether a clause is denied: "did not come", "nor did he"."""
    return any(c.dep_ == "neg" for c in verb.children) or is_neither(verb)


def is_neither(verb: Token) -> bool:
    """Whether "neither" or "nor" denies a clause: "is neither a ship nor a boat", "nor did he"."""
    before = verb.left_edge.before
    parts = (c for c in verb.children if c.pos_ not in ("VERB", "AUX"))
    return (before is not None and before.lower_ == "nor") or (
        any(t.lower_ in ("neither", "nor") for part in parts for t in (part, *part.children))
    )


def is_condition(clause: Token) -> bool:
    """Whether a clause is a condition, without which the main clause is not true."""
    return clause.dep_ == "advcl" and any(
        c.dep_ == "mark" and c.lower_ in ("if", "unless") for c in clause.children
    )


def is_doubtful(verb: Token) -> bool:
    """Whether the parse gives a verb two subjects or objects: "a magnitude 6 earthquake struck"; or
    an object though it is passive: "was an actor and praised for"."""
    kinds = [c.dep_ for c in verb.children]
    if {"auxpass", "dobj"} <= set(kinds) and verb.lemma_ not in _GIVING:
        return True
    own = subject_of(verb)
    if is_mixed(verb):
        return True
    return any(kinds.count(kind) > 1 for kind in ("nsubj", "nsubjpass", "dobj")) or (
        own is not None
        and own.tag_ == "NN"
        and any(
            c.dep_ == "appos" and c.tag_ == "NN" and c.left_edge.i == own.i + 1
            for c in own.children
        )
    )


def has_lost_its_noun(verb: Token) -> bool:
    """Whether the parse ties "who" to the end of a phrase that parts it from the name that it
    means: "beat Ada Lind in the race, who"."""
    noun = verb.head
    own = subject_of(verb) if verb.dep_ == "relcl" else None
    if own is None or own.lower_ != "who" or noun.tag_ != "NN" or noun.dep_ != "pobj":
        return False
    before = noun.head.before
    return noun.head.lower_ != "of" and before is not None and before.ent_type_ == "PERSON"


def disagrees(subject: Token, verb: Token) -> bool:
    """Whether a subject and its verb differ in number: the parse has joined what does not belong
    together."""
    first = finite_of(verb)
    singular = first.tag_ == "VBZ" or first.lower_ == "was"
    named = subject.tag_ in ("NNP", "NNPS") and subject.text[0].isupper()
    several = any(c.lower_ == "and" for c in subject.children) and any(
        c.dep_ == "conj" and c.pos_ != "VERB" and not (named and c in entity_of(subject))
        for c in subject.children
    )  # fmt: skip
    if singular:
        several = several or any(
            c.dep_ == "nmod" and c.ent_type_ == subject.ent_type_ == "PERSON"
            and any(each.dep_ == "cc" and not each.ent_type_ for each in c.children)
            for c in subject.children
        )  # fmt: skip
        counted = any(c.tag_ == "CD" for c in subject.children)
        plural = subject.tag_ == "NNS" and not subject.lower_.endswith("ics")
        return several or (plural and not counted)
    common = subject.tag_ == "NN" and subject.lemma_ not in _COLLECTIVE
    many = any(c.tag_ == "CD" or c.lower_ == "of" for c in subject.children)
    return is_plural(first) and common and not several and not many


def is_mixed(verb: Token) -> bool:
    """Whether the parse has tied to a verb what is no part of its clause: a second verb that
    nothing joins ("won Lom Prize honours"), a word inside a title ("View From Lom"), a clause of
    its own ("ten are to go, five will be lost"), or an auxiliary with its own subject ("which helps
    abused victims")."""
    own = subject_of(verb)
    passive = own is not None and own.dep_ == "nsubjpass"
    before = own.left_edge.before if own is not None else None
    first = verb.head if verb.dep_ == "conj" else verb
    return (
        any(c.dep_ == "conj" and c.tag_[:2] == "VB" and not _is_joined(c) for c in first.children)
        or any(c.dep_ == "prep" and _is_of_title(c) for c in verb.children)
        or any(c.dep_ == "aux" and subject_of(c) is not None for c in verb.children)
        # "Sadly for Lom, Ada Lind won": "for" has lost its noun.
        or (before is not None and is_of_opening(before) and object_of(before) is None)
        # "On Sunday, a shop in Lom, Peru was robbed": the shop was.
        or (own is not None and own.ent_type_ == "GPE" and _is_aside_of_date(before))
        or any(
            c.dep_ == "ccomp" and c.i < verb.i and passive and verb.lemma_ not in SAYING
            for c in verb.children
        )
    )


def _is_aside_of_date(comma: Token | None) -> bool:
    over = comma.before.ancestors if comma and comma.before and comma.text == "," else ()
    return any(a.dep_ == "appos" and a.head.ent_type_ in ("DATE", "TIME") for a in over)


def _is_joined(verb: Token) -> bool:
    """Whether a conjunction or a mark stands before a clause."""
    before = verb.left_edge.before
    if not verb.text.isalpha():
        # "re-emerged", which the parse cuts
        return True
    return before is None or before.is_punct or before.dep_ == "cc" or verb.left_edge.dep_ == "cc"


def _is_of_title(word: Token) -> bool:
    """Whether a small word has a capital inside a sentence, as those of titles have."""
    after = word.after
    return (
        word.text[:1].isupper()
        and not word.text.isupper()
        and word.before is not None
        and word.before.text[:1].isupper()
        and after is not None
        and after.text[:1].isupper()
    )


def depends_on_head(verb: Token) -> bool:
    """Whether a clause is no fact without the verb that it depends on: "saw sales reach 100", "had
    previously thought that it was", "ruled that he would pay"."""
    head = verb.head
    aux = auxiliaries_of(verb)
    if verb.dep_ != "ccomp":
        return False
    if not aux and verb.tag_ in ("VB", "VBP") and head.lemma_ in _BARE_BEHIND:
        return True
    if head.lemma_ not in SAYING:
        return any(child.lower_ in HEDGES for child in aux)
    return any(child.lower_ in _BY_THEN for child in head.children)


def _says_by_whom_or_when(verb: Token) -> bool:
    """Whether a participle tells a fact, as in "founded in 1991", and not just what sort of thing
    it is."""
    return any(
        c.dep_ in ("agent", "oprd") or any(n.ent_type_ in ("DATE", "GPE") for n in c.children)
        for c in verb.children
    )


def _by_which(preposition: Token) -> bool:
    return any(c.dep_ == "pobj" and c.tag_ in ("WDT", "WP") for c in preposition.children)


def _participle(sentence: Sentence, verb: Token) -> Clause | None:
    """A participle that goes with the subject of another verb: "crashed, killing 12"."""
    top = verb
    while top.dep_ == "conj" and top.head.tag_ == verb.tag_:
        top = top.head
    if any(child.dep_ in ("mark", "aux") or child.tag_ == "WRB" for child in top.children):
        return None
    main = top.head
    if top.dep_ == "pcomp" and main.lower_ in _BESIDE:
        # "before joining the club": it happened.
        main = main.head
    elif top.dep_ != "advcl":
        return None
    subject = subject_of(main)
    while subject is None and main.dep_ in ("conj", "xcomp", "advcl"):
        main = main.head
        subject = subject_of(main)
    if subject is None or main.lemma_ in UNSURE or is_doubtful(main):
        return None
    if any(child.dep_ == "neg" or child.lower_ in HEDGES for child in main.children):
        return None
    if subject.tag_ in ("WP", "WDT"):
        subject = main.head
    passive = verb.tag_ == "VBN"
    mark = top.left_edge.before
    noun = mark.before if mark is not None and mark.text == "," else None
    opening = noun is not None and noun.i < subject.i and noun.dep_ == "pobj" and noun.tag_ == "NN"
    if passive and opening:
        # "At the meeting, held in Lom, Ada Lind spoke"
        return None
    clause = Clause(sentence, verb, subject, passive, added="was" if passive else "", factor=0.93)
    clause.main = main
    return clause


def _antecedent(
    parsed: ParsedArticle, verb: Token, relative: Token, aux: list[Token]
) -> Token | None:
    """The noun that "which" refers to; None if it is unclear.

    If the parse takes a plural with a singular verb, as in "members of the union, which was
    founded", it is the noun right before "which". "An analyst at Merz, who" is not the bank.
    """
    noun = verb.head
    name = parsed.name_of(noun)
    if relative.lower_ == "which" and name is not None and name.kind == "person":
        # "a concert with Ada Lind, which": the concert, if anything.
        over = min((noun, *noun.conjuncts), key=lambda token: token.i).head
        return over.head if over.dep_ == "acl" else None
    first = aux[0] if aux else verb
    singular = first.tag_ == "VBZ" or first.lower_ in ("was", "has", "is")
    if noun.tag_ in ("NNS", "NNPS") and singular:
        for token in reversed(noun.doc[noun.i + 1 : relative.i]):
            if token.tag_ in ("NN", "NNP"):
                return token.head if token.dep_ == "appos" else token
    return noun


def _is_main(participle: Token) -> bool:
    """Whether the parse takes the verb of a sentence for a participle: "Tensions flared up in
    1998", "Troops landed, taking the town"."""
    behind = (*participle.children, *participle.head.children)
    return participle.head.dep_ == "ROOT" and any(
        c.dep_ == "prt"
        or (c.tag_ == "VBG" and c.left_edge.before and c.left_edge.before.text == ",")
        for c in behind
        if c.i > participle.i
    )


def _is_within_phrase(place: Token) -> bool:
    """Whether a clause on a place may be on what is there: "the school in Lom, which"."""
    over = place.head.head
    return (
        place.ent_type_ in ("GPE", "LOC")
        and place.dep_ == "pobj"
        and place.head.dep_ == "prep"
        and over.tag_ in ("NN", "NNP")
        and over.sent is place.sent
    )


def _parallel(sentence: Sentence, verb: Token, aux: list[Token]) -> Clause | None:
    """A verb that shares the subject of the one before: "opened in May and closed in June"."""
    head = verb
    while head.dep_ == "conj" and head.head.pos_ in ("VERB", "AUX"):
        head = head.head
        own = subject_of(head)
        if own is None:
            continue
        if any(child.dep_ == "neg" or child.lower_ in HEDGES for child in head.children):
            return None
        passive_before = verb.tag_ == "VBN" and own.dep_ == "nsubjpass"
        active = any(c.dep_ == "dobj" for c in verb.children) and head.lemma_ not in _GIVING
        if not aux and passive_before and not active:
            # "was born and studied", "was given a warning and fined 20 crowns": it is unclear
            # whether the second is passive.
            return None
        subject = head.head if own.tag_ in ("WP", "WDT") else own
        passive = any(child.dep_ == "auxpass" for child in aux)
        clause = Clause(sentence, verb, subject, passive, factor=0.98)
        clause.future = any(child.lower_ in WILL for child in aux)
        return clause
    if head.dep_ == "acl" and head.tag_ == verb.tag_ == "VBN" and not aux:
        # "lectures given in 1971 and published in 1975"
        one = _clause_of_noun(sentence, head)
        return replace(one, verb=verb) if one is not None and _says_by_whom_or_when(verb) else None
    return None


def has_lost_its_subject(verb: Token) -> bool:
    """Whether the parse ties a verb without a subject to another though a noun of its own stands
    before it: "A won the prize, and the mayor of Lom resigned"."""
    if verb.dep_ != "conj" or subject_of(verb) is not None:
        return False
    behind = [t for t in verb.head.children if t.dep_ in ("cc", "punct") and t.i < verb.i]
    start = max((t.i for t in behind), default=verb.i)
    own = set(verb.subtree)
    between = verb.doc[start + 1 : verb.i]
    return any(t.pos_ in ("NOUN", "PROPN", "PRON") and t not in own for t in between)


def _attach(sentence: Sentence, expression: Expression) -> tuple[Token, ClauseDate] | None:
    """The verb to which a date belongs, with the date's tokens and its preposition."""
    span = sentence.span.part(expression.start, expression.end)
    if span is None:
        return None
    token = span.root
    by, near = "", True
    tokens = set(span)
    while token.pos_ not in ("VERB", "AUX"):
        if token.head == token or (token.dep_ not in _CLIMB and token not in tokens):
            return None
        if token.dep_ in ("prep", "pobj") and any(
            c.dep_ == "conj" and c.i < span.start for c in token.children
        ):
            # "cut to 4% from 5% this year and 2% from 3% in 2005"
            return None
        if token.dep_ == "nsubj" or (token.lower_ in _ELSEWHEN and not near):
            # "After his retirement in 1925, he remained active": not in 1925.
            return None
        if token.lower_ == "than":
            # "11 fewer than in 2013"
            return None
        token = token.head
        if token.dep_ in ("prep", "agent", "mark") and token.tag_ == "IN" and not by and near:
            by = token.lower_
            tokens.add(token)
        elif token.pos_ in ("NOUN", "PROPN"):
            near = False
            if token.dep_ == "pobj" and token.head.lower_ in _OTHERWISE and token not in span:
                # "results from the sentence of the court on 8 July"
                return None
    if by == "as" and _AS_LATE.search(token.doc.text[: span[0].idx]):
        by = "in"
    if by == "of" or (not near and by not in ("in", "on", "")):
        return None
    if by == "in" and token.lemma_ in _LOOKING_BACK and (not near or token.tag_ == "VBG"):
        # "left, recalling the fall of the town in 1982"
        return None
    if by == "on" and not expression.when.day and expression.absolute:
        # "10% up on 2003"
        return None
    if not expression.absolute and _is_admitted(token):
        return None
    if any(c.dep_ == "conj" and c.ent_type_ == "ORDINAL" for c in token.children):
        # "made two gifts, in 2007 and a second recently"
        return None
    previous = span[0].before
    if previous is not None and previous.lower_ in BEFORE_DATES:
        by = previous.lower_
    return token, ClauseDate(expression, tuple(tokens), by, near)
