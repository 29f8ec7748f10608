"""Who did something that is done once: founded, won, designed, discovered, bought …"""

from __future__ import annotations

from collections.abc import Iterator

from quiz.facts.extract.clauses import Clause, noun_words, words_of
from quiz.facts.extract.draft import Draft, Scene
from quiz.facts.extract.lexicon import DEEDS, PAST, SAME_PAST
from quiz.facts.extract.parsed import Token
from quiz.facts.extract.references import Phrase

_LASTING = ("lead", "own", "head", "chair", "publish", "produce", "organise", "organize")


def deeds(scene: Scene) -> Iterator[Draft]:
    """The deeds of a sentence, with those who did them."""
    for clause in scene.clauses:
        forward = any(c.lower_ == "forward" and c.dep_ == "advmod" for c in clause.verb.children)
        done = clause.lemma.split()[0] in DEEDS or (clause.lemma == "put" and forward)
        if not done or clause.future or clause.verb.tag_ == "VBG":
            continue
        if clause.present and clause.lemma not in _LASTING:
            continue
        if clause.passive:
            yield from _passive(scene, clause)
        elif _has_object(clause) or clause.object is not None:
            yield from _active(scene, clause)
    yield from _founders(scene)


def _active(scene: Scene, clause: Clause) -> Iterator[Draft]:
    what = words_of(clause, scene.references, subject=False)
    if what is None or not _says_something(what.text):
        return
    doers = [clause.subject, *(c for c in clause.subject.conjuncts)]
    for doer in doers:
        yield from _by(scene, clause, doer, what.text, 0.95 * what.factor, what.sentences)


def _passive(scene: Scene, clause: Clause) -> Iterator[Draft]:
    agent = next((c for c in clause.verb.children if c.dep_ == "agent"), None)
    verb = past_of(clause.verb)
    if agent is None or not verb:
        return
    doers = [noun for noun in agent.children if noun.dep_ == "pobj"]
    doers += [other for noun in doers for other in noun.conjuncts]
    what = noun_words(clause.subject, scene.references, parallel=True)
    if what is None or not doers:
        return
    adverb = next(
        (f"{c.text} " for c in clause.verb.children if c.dep_ == "advmod" and c.lower_ == "first"),
        "",
    )
    particle = "".join(f" {c.text}" for c in clause.verb.children if c.dep_ == "prt")
    text = f"{adverb}{verb}{particle} {what.text}"
    for doer in doers:
        yield from _by(
            scene, clause, doer, text, 0.95 * clause.factor * what.factor, what.sentences
        )


def _founders(scene: Scene) -> Iterator[Draft]:
    """ "X is the founder of Y" says that X founded Y."""
    for token in scene.sentence:
        if token.lower_ not in ("founder", "co-founder", "inventor", "discoverer"):
            continue
        verb = {"inventor": "invented", "discoverer": "discovered"}.get(token.lower_, "founded")
        of = next((c for c in token.children if c.dep_ == "prep" and c.lower_ == "of"), None)
        noun = next((c for c in of.children if c.dep_ == "pobj"), None) if of else None
        if noun is None or scene.parsed.is_spoken(token):
            continue
        what = noun_words(noun, scene.references)
        top = token
        while top.dep_ == "conj":
            top = top.head
        clause = scene.of_verb(top.head)
        who = top.head if top.dep_ == "appos" else clause.subject if clause else None
        if what is None or who is None or scene.references.of(who) is None:
            continue
        person = noun_words(who, scene.references)
        if person is not None:
            yield _draft(
                scene, who, f"{verb} {what.text}", person, "who-did", "person", "name",
                0.94 * person.factor * what.factor, (token,), (*person.sentences, *what.sentences),
            )  # fmt: skip


def _by(
    scene: Scene,
    clause: Clause,
    doer: Token,
    what: str,
    confidence: float,
    sentences: tuple[int, ...],
) -> Iterator[Draft]:
    found = scene.references.of(doer)
    name = scene.parsed.name_of(doer)
    if found is None and name is None:
        # "by the Swiss company Helvimed": the name stands beside a noun.
        name = scene.parsed.name_beside(doer)
        found = scene.references.of(name.head) if name else None
        doer = name.head if name else doer
    if found is None or found.kind not in ("person", "organisation", "place", "thing"):
        return
    if found.kind == "thing" and doer.tag_ not in ("NNP", "NNPS"):
        return
    if found.text.lower() in what.lower():
        return
    date = clause.date
    if date is not None and _repeats(clause):
        what = f"{what} {date.expression.when.phrase}"
    person = found.kind == "person"
    words = Phrase(found.text, found.factor, found.sentences)
    relation = "who-did" if person else "which-did"
    category, kind = ("person", "name") if person else ("organisation", "name")
    # Whether an unknown name is of a person or of an organisation cannot be told.
    factor = {"thing": 0.93, "place": 0.97}.get(found.kind, 1.0)
    yield _draft(
        scene, doer, what, words, relation, category, kind, confidence * found.factor * factor,
        (clause.verb,), (*sentences, *found.sentences), scene.now if clause.present else "",
    )  # fmt: skip


def _draft(
    scene: Scene,
    who: Token,
    what: str,
    words: Phrase,
    relation: str,
    category: str,
    kind: str,
    confidence: float,
    tokens: tuple[Token, ...],
    sentences: tuple[int, ...],
    as_of: str = "",
) -> Draft:
    return Draft(
        relation, what, words.text, category, confidence, scene.sentence, tokens, (who,), kind,
        as_of=as_of, sentences=sentences,
    )  # fmt: skip


def past_of(verb: Token) -> str:
    """The past tense of a participle; "" where it is not known: a documented derivation."""
    word = verb.lower_
    if word in PAST:
        return PAST[word]
    return word if word.endswith("ed") or word in SAME_PAST else ""


def _repeats(clause: Clause) -> bool:
    """Prizes and games come every year, so that the question needs the date."""
    return clause.verb.lemma_ in ("win", "host", "receive", "defeat", "open", "present")


def _has_object(clause: Clause) -> bool:
    """Whether something is done to something; numbers are for quantities, visits for meetings."""
    for child in clause.verb.children:
        if child.dep_ == "dobj":
            number = child.tag_ == "CD" or any(c.tag_ == "CD" for c in child.children)
            return not number and child.lemma_ not in ("visit", "trip", "call", "attention")
        if child.dep_ == "prep" and clause.lemma == "pay" and child.lower_ == "for":
            return True
    return False


def _says_something(what: str) -> bool:
    words = what.split()
    return (
        len(words) > 2 and any(word[:1].isupper() or word[:1] in '"“' for word in words[1:])
    ) or (len(words) > 4)
