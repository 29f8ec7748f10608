"""Clauses: who does what, when and where, and their words without what is asked for."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from quiz.facts.extract.calendar import Expression, find_dates
from quiz.facts.extract.lexicon import ADVERBS_KEPT, GERUNDS, HEDGES, SAYING, UNSURE
from quiz.facts.extract.parsed import ParsedArticle, Sentence, Token
from quiz.facts.extract.references import Phrase, References, noun_phrase, possessive, tidy

_SUBJECTS = ("nsubj", "nsubjpass")
_PREDICATE = ("aux", "auxpass", "prt", "dobj", "attr", "oprd", "acomp", "dative", "prep", "agent")
_DATED_BY = ("in", "on", "", "at")
_CONDITIONS = ("if", "unless", "whether", "though", "although", "whereas", "while", "because")
_ASIDES = ("according", "because", "despite", "like", "unlike", "including", "besides", "amid")
_CLIMB = (
    *("pobj", "npadvmod", "nummod", "compound", "nmod", "amod", "advmod", "prep", "appos", "pcomp"),
    *("tmod", "quantmod", "poss", "det", "nsubj"),
)


@dataclass(frozen=True, slots=True)
class ClauseDate:
    """A date in a clause. by: its preposition, "" for none. near: attached to the verb itself."""

    expression: Expression
    tokens: tuple[Token, ...]
    by: str
    near: bool


@dataclass(slots=True)
class Clause:
    """A verb with its subject. subject: a noun, perhaps the one that "which" stands for. object:
    what comes before a verb that misses it: "the plan which he made". factor: for confidence."""

    sentence: Sentence
    verb: Token
    subject: Token
    passive: bool = False
    future: bool = False
    added: str = ""
    object: Token | None = None
    factor: float = 1.0
    dates: list[ClauseDate] = field(default_factory=list)

    @property
    def lemma(self) -> str:
        """The verb's base form with its particle: "set up"."""
        particle = next((c.lower_ for c in self.verb.children if c.dep_ == "prt"), "")
        return f"{self.verb.lemma_.lower()} {particle}".strip()

    @property
    def present(self) -> bool:
        """Whether it tells what is, not what was."""
        first = next((c for c in self.verb.children if c.dep_ in ("aux", "auxpass")), self.verb)
        return first.tag_ in ("VBZ", "VBP") and not (first.lemma_ == "have" and first != self.verb)

    @property
    def date(self) -> ClauseDate | None:
        """When it took place, if it says so once."""
        when = [dated for dated in self.dates if dated.by in _DATED_BY]
        return when[0] if len(when) == 1 else None


def clauses_of(parsed: ParsedArticle, sentence: Sentence) -> list[Clause]:
    """The clauses of a sentence that state something: not denied, doubted, wanted or said aloud."""
    found = [
        clause for token in sentence if (clause := _clause(parsed, sentence, token)) is not None
    ]
    by_verb = {clause.verb: clause for clause in found}
    for expression in find_dates(sentence.span.text, parsed.article.day, sentence.future):
        dated = _attach(sentence, expression)
        if dated is not None:
            verb, where = dated
            if verb in by_verb:
                by_verb[verb].dates.append(where)
    return found


def subject_phrase(clause: Clause, references: References) -> Phrase | None:
    """The words of the subject, standing alone."""
    return noun_words(clause.subject, references, parallel=True)


def noun_words(noun: Token, references: References, parallel: bool = False) -> Phrase | None:
    """The words of a noun, standing alone; a person without titles. parallel: with "and …"."""
    found = references.of(noun)
    alone = not any(child.dep_ == "conj" for child in noun.children)
    name = references.parsed.name_of(noun)
    if name is not None and name.kind != "person":
        found = None
    if found is not None and (alone or not parallel):
        return Phrase(found.text, found.factor, found.sentences)
    if parallel and not alone:
        parts: list[Phrase] = []
        for each in (noun, *noun.conjuncts):
            part = noun_words(each, references)
            if part is None:
                return None
            parts.append(part)
        text = ", ".join(p.text for p in parts[:-1]) + " and " + parts[-1].text
        factor = min(part.factor for part in parts)
        return Phrase(text, factor, tuple(n for part in parts for n in part.sentences))
    if noun.tag_ in ("PRP", "PRP$", "WP", "WDT", "DT"):
        return None
    if name is not None and name.head == noun and not _more_than_name(noun, name.tokens):
        tokens = list(name.tokens)
        before = tokens[0].nbor(-1) if tokens[0].i > noun.sent.start else None
        if before is not None and before.dep_ == "det":
            tokens.insert(0, before)
        return references.phrase(tokens)
    return references.phrase(noun_phrase(noun))


def _more_than_name(noun: Token, tokens: Collection[Token]) -> bool:
    return any(t not in tokens and t.dep_ not in ("det", "punct") for t in noun_phrase(noun))


def words_of(
    clause: Clause,
    references: References,
    without: Collection[Token] = (),
    subject: bool = True,
    until: Token | None = None,
) -> Phrase | None:
    """The clause's words, standing alone.

    without: tokens to leave out, such as the date that is asked for. until: the token before which
    to end. The dates of a clause are always left out, and so are asides and further clauses.
    """
    dates = {token for dated in clause.dates for token in dated.tokens}
    out = dates | set(without)
    tokens: list[Token] = []
    for child in clause.verb.children:
        if child in out or not _is_predicate(child, out):
            continue
        tokens.extend(_below(child, out))
    if until is not None:
        tokens = [token for token in tokens if token.i < until.i]
    before = [token for token in tokens if token.i < clause.verb.i]
    after = [token for token in tokens if token.i > clause.verb.i]
    leading = [token for token in before if token.dep_ not in ("aux", "auxpass", "advmod")]
    if any(token.dep_ in _PREDICATE and token.head == clause.verb for token in leading):
        # "In Rome he met her": the place goes behind.
        before = [token for token in before if token not in leading]
        after = [*after, *leading] if until is None else after
    verb = _verb_words(clause, before)
    parts: list[Phrase] = []
    if subject:
        who = subject_phrase(clause, references)
        if who is None:
            return None
        parts.append(who)
    parts.append(Phrase(verb))
    if clause.object is not None:
        what = noun_words(clause.object, references)
        if what is None:
            return None
        parts.append(what)
    for run in _runs(after):
        more = references.phrase(run)
        if more is None:
            return None
        parts.append(more)
    factor = clause.factor
    for part in parts:
        factor *= part.factor
    sentences = tuple(number for part in parts for number in part.sentences)
    text = tidy(" ".join(part.text for part in parts))
    if subject and parts[0].text:
        # "She began her visit" is "X began the visit": one does not name oneself twice.
        head, tail = text[: len(parts[0].text)], text[len(parts[0].text) :]
        text = head + tail.replace(f" {possessive(parts[0].text)} ", " the ")
    return Phrase(text, factor, sentences)


def _runs(tokens: list[Token]) -> Iterator[list[Token]]:
    """Stretches of neighbouring tokens, in the order given, so that spaces come out right."""
    run: list[Token] = []
    for token in tokens:
        if run and token.i != run[-1].i + 1:
            yield run
            run = []
        run.append(token)
    if run:
        yield run


def _verb_words(clause: Clause, before: list[Token]) -> str:
    words = [clause.added] if clause.added else []
    plural = clause.subject.tag_ in ("NNS", "NNPS") or any(
        child.dep_ == "conj" for child in clause.subject.children
    )
    for token in before:
        if token.lower_ in ("will", "'ll"):
            # Told later, "will open" is "was to open": what came of it the article does not know.
            words.append("were to" if plural else "was to")
        else:
            words.append(token.text)
    return " ".join([*words, GERUNDS.get(clause.verb.lower_, clause.verb.text)])


def _clause(parsed: ParsedArticle, sentence: Sentence, verb: Token) -> Clause | None:
    if verb.pos_ not in ("VERB", "AUX") or verb.dep_ in ("aux", "auxpass", "amod", "compound"):
        return None
    if parsed.is_spoken(verb):
        return None
    children = list(verb.children)
    if any(child.dep_ == "neg" or child.lower_ in HEDGES for child in children):
        return None
    if any(child.dep_ == "mark" and child.lower_ in _CONDITIONS for child in children):
        return None
    if any(child.lower_ in ("never", "almost", "nearly", "not", "allegedly") for child in children):
        return None
    own = next((child for child in children if child.dep_ in _SUBJECTS), None)
    aux = [child for child in children if child.dep_ in ("aux", "auxpass")]
    factor = 1.0
    if verb.dep_ in ("ccomp", "advcl") and verb.lower_ not in GERUNDS:
        if verb.head.lemma_ in UNSURE or own is None:
            return None
        factor = 0.97 if verb.head.lemma_ in SAYING else 0.95
    if verb.lower_ in GERUNDS and verb.dep_ == "advcl" and own is None and not aux:
        main = next((c for c in verb.head.children if c.dep_ in _SUBJECTS), None)
        when = any(child.dep_ == "advmod" and child.lower_ == "when" for child in children)
        if main is None or not when or main.tag_ in ("WP", "WDT", "EX"):
            return None
        return Clause(sentence, verb, main, factor=0.97)
    if verb.dep_ == "xcomp" or (verb.tag_ in ("VBG", "VB") and not aux):
        return None
    if verb.dep_ == "acl":
        if verb.tag_ != "VBN":
            return None
        noun = verb.head
        if noun.lemma_ in ("be",):
            return None
        return Clause(sentence, verb, noun, passive=True, added="was", factor=0.96)
    if own is None:
        return _parallel(sentence, verb, aux)
    passive = own.dep_ == "nsubjpass"
    clause = Clause(sentence, verb, own, passive, factor=factor)
    clause.future = any(child.lower_ in ("will", "'ll") for child in aux)
    if verb.dep_ == "relcl":
        clause.factor *= 0.98
        if own.tag_ in ("WP", "WDT") or own.lower_ in ("that", "which", "who"):
            clause.subject = _antecedent(verb, own, aux)
        elif any(c.tag_ in ("WDT", "WP") and c.dep_ == "dobj" for c in children):
            clause.object = verb.head
        elif any(c.tag_ == "WRB" for c in children):
            pass
        else:
            return None
    elif own.tag_ in ("WP", "WDT", "EX") or own.lower_ in ("this", "that", "these", "those"):
        return None
    return clause


def _antecedent(verb: Token, relative: Token, aux: list[Token]) -> Token:
    """What "which" stands for. The parse sometimes takes a plural that the verb disagrees with:
    "members of the union, which was founded": then it is the noun right before."""
    noun = verb.head
    first = aux[0] if aux else verb
    singular = first.tag_ == "VBZ" or first.lower_ in ("was", "has", "is")
    if noun.tag_ in ("NNS", "NNPS") and singular:
        for token in reversed(noun.doc[noun.i + 1 : relative.i]):
            if token.tag_ in ("NN", "NNP") and token.ent_type_ != "DATE":
                return token.head if token.dep_ == "appos" else token
    return noun


def _parallel(sentence: Sentence, verb: Token, aux: list[Token]) -> Clause | None:
    """A verb that shares the subject of the one before: "opened in May and closed in June"."""
    head, factor = verb, 1.0
    while head.dep_ == "conj" and head.head.pos_ in ("VERB", "AUX"):
        head = head.head
        own = next((child for child in head.children if child.dep_ in _SUBJECTS), None)
        if own is None:
            continue
        first = [child for child in head.children if child.dep_ in ("aux", "auxpass")]
        if any(child.dep_ == "neg" or child.lower_ in HEDGES for child in head.children):
            return None
        passive_before = verb.tag_ == "VBN" and own.dep_ == "nsubjpass"
        if not aux and passive_before and not any(c.dep_ == "dobj" for c in verb.children):
            # "was born and studied": whether the second is passive cannot be told.
            return None
        if not aux and verb.tag_ == "VB":
            return None
        if not aux and any(child.lower_ in ("will", "have", "has", "had") for child in first):
            factor = 0.9
            if verb.tag_ == "VB":
                return None
        subject = own
        if own.tag_ in ("WP", "WDT") or own.lower_ in ("that", "which", "who"):
            if head.dep_ != "relcl":
                return None
            subject = head.head
        passive = any(child.dep_ == "auxpass" for child in aux)
        clause = Clause(sentence, verb, subject, passive, factor=0.98 * factor)
        clause.future = any(child.lower_ == "will" for child in aux)
        return clause
    return None


def _is_predicate(child: Token, dates: Collection[Token]) -> bool:
    if child.dep_ == "advmod":
        return child.lower_ in ADVERBS_KEPT
    if child.dep_ == "npadvmod":
        return child not in dates
    if child.dep_ == "xcomp":
        return any(c.lower_ == "to" for c in child.children) or child.pos_ == "ADJ"
    if child.dep_ not in _PREDICATE:
        return False
    if child.tag_ in ("WP", "WDT", "WRB"):
        return False
    if child.dep_ == "prep" and child.lower_ in _ASIDES:
        return False
    return not (
        child.dep_ == "prep"
        and any(c in dates or (c.ent_type_ == "TIME" and c.dep_ == "pobj") for c in child.children)
    )


def _below(token: Token, out: Collection[Token]) -> list[Token]:
    if token in out:
        return []
    tokens = [token]
    for child in token.children:
        if child.dep_ in ("relcl", "appos", "parataxis", "advcl", "acl"):
            continue
        if child.dep_ == "punct" and child.text not in "-–'’\"“”":
            continue
        if child.dep_ == "prep" and any(c in out for c in child.children):
            continue
        tokens.extend(_below(child, out))
    return sorted(tokens, key=lambda each: each.i)


def _attach(sentence: Sentence, expression: Expression) -> tuple[Token, ClauseDate] | None:
    """The verb to which a date belongs, with the date's tokens and its preposition."""
    doc = sentence.span.doc
    offset = sentence.span.start_char
    span = doc.char_span(
        offset + expression.start, offset + expression.end, alignment_mode="expand"
    )
    if span is None:
        return None
    token = span.root
    by, near = "", True
    tokens = set(span)
    passed = 0
    while token.pos_ not in ("VERB", "AUX") or token in tokens:
        if token.head == token or (token.dep_ not in _CLIMB and token not in tokens):
            return None
        if token.dep_ == "nsubj":
            return None
        token = token.head
        passed += 1
        if passed > 8:
            return None
        if token.dep_ in ("prep", "agent", "mark") and token.tag_ == "IN" and not by and near:
            by = token.lower_
            tokens.add(token)
        elif token.pos_ in ("NOUN", "PROPN") and token not in tokens:
            near = False
    if by == "of" or (not near and by not in ("in", "on", "")):
        return None
    previous = span[0].nbor(-1).lower_ if span[0].i > 0 else ""
    if previous in (
        "until",
        "since",
        "from",
        "by",
        "before",
        "after",
        "between",
        "of",
        "to",
        "and",
    ):
        by = previous
    return token, ClauseDate(expression, tuple(tokens), by, near)
